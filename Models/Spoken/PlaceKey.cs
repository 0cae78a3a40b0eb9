using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// A place of a hypothesis as one number: a state, in the blank between words; a node of the tree, or a sound of a word that was begun
/// by an arc or found in the tree, in the sound or in the blank after it.
/// </summary>
internal static class PlaceKey
{
    internal const int State = 0;
    internal const int Node = 1;
    internal const int Arc = 2;
    internal const int Word = 3;

    private const int KindShift = 28;
    private const int IndexShift = 7;
    private const int IndexMask = (1 << (KindShift - IndexShift)) - 1;
    private const int SoundMask = 0x3F;

    [Step]
    internal static int OfState(int state)
    {
        return state;
    }

    [Step]
    internal static int OfNode(int node)
    {
        return (Node << KindShift) | (node << 1);
    }

    [Step]
    internal static int OfWord(int kind, int index, int soundPlace)
    {
        return (kind << KindShift) | (index << IndexShift) | (soundPlace << 1);
    }

    [Step]
    internal static int KindOf(int key)
    {
        return key >> KindShift;
    }

    [Step]
    internal static int StateOf(int key)
    {
        return key;
    }

    [Step]
    internal static int NodeOf(int key)
    {
        return (key & ~(Node << KindShift)) >> 1;
    }

    /// <summary>The arc, or the word.</summary>
    [Step]
    internal static int WordOf(int key)
    {
        return (key >> IndexShift) & IndexMask;
    }

    [Step]
    internal static int SoundPlaceOf(int key)
    {
        return (key >> 1) & SoundMask;
    }

    [Step]
    internal static bool IsBlank(int key)
    {
        return (key & 1) != 0;
    }

    [Step]
    internal static int BlankAfter(int key)
    {
        return key | 1;
    }

    /// <summary>The next sound of a word, after a sound or the blank after it.</summary>
    [Step]
    internal static int NextSound(int key)
    {
        return (key & ~1) + 2;
    }
}
