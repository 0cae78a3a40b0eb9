namespace Sotto.Models.Spoken;

/// <summary>How the words of an automaton are written.</summary>
public interface IWordTexts
{
    /// <summary>The letters of a word. Allocates.</summary>
    /// <param name="word">Its number.</param>
    string TextOf(int word);
}
