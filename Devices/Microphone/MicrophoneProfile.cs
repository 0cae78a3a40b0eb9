namespace Sotto.Devices;

/// <summary>How a kind of microphone says what it hears: facts of its data sheet, which the README cites.</summary>
public sealed class MicrophoneProfile
{
    /// <summary>The bits that are shifted out to the right unless a board says otherwise: the loudest it hears is clipped, speech is not.</summary>
    public const int DefaultShift = 14;

    private readonly string _name;
    private readonly bool _isPdm;
    private readonly int _bits;
    private readonly int _lateBits;
    private readonly bool _hasOffset;

    private MicrophoneProfile(string name, bool isPdm, int bits, int lateBits, bool hasOffset)
    {
        _name = name;
        _isPdm = isPdm;
        _bits = bits;
        _lateBits = lateBits;
        _hasOffset = hasOffset;
    }

    /// <summary>What board files call it: "inmp441"; "pdm" for all that speak it, of which the chip's filter makes one kind.</summary>
    public string Name
    {
        get { return _name; }
    }

    /// <summary>Whether it sends a stream of single bits, which the chip filters to samples, rather than samples by I2S.</summary>
    public bool IsPdm
    {
        get { return _isPdm; }
    }

    /// <summary>Bits of a sample that mean something; they come first in their slot.</summary>
    public int Bits
    {
        get { return _bits; }
    }

    /// <summary>Bits that a sample comes too late in its slot.</summary>
    public int LateBits
    {
        get { return _lateBits; }
    }

    /// <summary>Bytes of a slot; a frame is two slots.</summary>
    public int SlotBytes
    {
        get { return _isPdm ? 2 : 4; }
    }

    /// <summary>Whether silence is not zero, which is put right in the samples.</summary>
    public bool HasOffset
    {
        get { return _hasOffset; }
    }

    /// <summary>How many kinds are known.</summary>
    public static int Count
    {
        get { return MakeAll().Length; }
    }

    /// <summary>Gives a kind.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>The profile.</returns>
    public static MicrophoneProfile Get(int index)
    {
        return MakeAll()[index];
    }

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The profile, or null where none has the name.</returns>
    public static MicrophoneProfile Find(string name)
    {
        MicrophoneProfile[] all = MakeAll();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i]._name == name)
            {
                return all[i];
            }
        }

        return null;
    }

    private static MicrophoneProfile[] MakeAll()
    {
        return new MicrophoneProfile[]
        {
            new MicrophoneProfile("inmp441", false, 24, 0, false),
            new MicrophoneProfile("ics43434", false, 24, 0, false),
            new MicrophoneProfile("sph0645", false, 18, 1, true),
            new MicrophoneProfile("pdm", true, 16, 0, true),
        };
    }
}
