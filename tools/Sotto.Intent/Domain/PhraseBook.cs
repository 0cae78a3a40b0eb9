using Sotto.Models.Intent;
using Sotto.Models.Text;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Who goes by which words: no two things may go by the same.</summary>
/// <param name="file">The file.</param>
internal sealed class PhraseBook(YamlFile file)
{
    private readonly Dictionary<string, string> _owners = [];
    private readonly Sentence _sentence = new();

    /// <summary>Gives a phrase to what goes by it.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="phrase">The phrase.</param>
    /// <param name="owner">What goes by it.</param>
    internal void Claim(YamlNode at, string phrase, string owner)
    {
        TextNormalizer.Normalise(phrase, _sentence);
        if (_sentence.Count == 0 || _sentence.Overflow)
        {
            throw file.Wrong(at, $"{phrase} has {(_sentence.Overflow ? "too many" : "no")} words");
        }

        string words = string.Join(' ', _sentence.Words.Take(_sentence.Count));
        if (!_owners.TryAdd(words, owner) && _owners[words] != owner)
        {
            throw file.Wrong(at, $"{phrase} is {_owners[words]} already");
        }

        if (_owners.Count > Lexicon.MaximumPhrases)
        {
            throw file.Wrong(at, $"over {Lexicon.MaximumPhrases} names and values");
        }
    }
}
