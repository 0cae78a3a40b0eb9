using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Intent.Baseline;

/// <summary>A token of a sentence.</summary>
/// <param name="Text">The word; what a phrase stands for.</param>
/// <param name="Class">The class of a phrase; empty for a word.</param>
/// <param name="Value">A number in thousandths.</param>
/// <param name="IsNumber">Whether it is one.</param>
/// <param name="Start">Where in the text it begins.</param>
/// <param name="End">Where in the text it ends.</param>
/// <param name="Words">Its words.</param>
internal sealed record ReadToken(string Text, string Class, int Value, bool IsNumber, int Start, int End, IReadOnlyList<string> Words)
{
    /// <summary>Whether it is a single word.</summary>
    internal bool IsWord(string word) => Words.Count == 1 && Words[0] == word;
}

/// <summary>Makes tokens of sentences by a lexicon.</summary>
/// <param name="phrases">The lexicon's phrases.</param>
internal sealed class TokenReader(LexiconPhrases phrases)
{
    private readonly Lexicon _lexicon = phrases.ToLexicon();
    private readonly LexiconMatch _match = new();

    /// <summary>The tokens of a sentence.</summary>
    internal IReadOnlyList<ReadToken> Read(Sentence sentence)
    {
        List<ReadToken> tokens = [];
        _match.Read(sentence, _lexicon);
        for (int token = 0; token < _match.Count; token++)
        {
            int entry = _match.Entries[token];
            int word = _match.Words[token];
            int last = word + _match.Lengths[token] - 1;
            tokens.Add(new ReadToken(
                entry < 0 ? sentence.Words[word] : _lexicon.ValueOf(entry), entry < 0 ? "" : phrases.Classes[_lexicon.ClassOf(entry)],
                sentence.Values[word], entry < 0 && sentence.Kinds[word] == WordKind.Number, sentence.Start[word], sentence.Start[last] + sentence.Length[last],
                sentence.Words[word..(last + 1)]));
        }

        return tokens;
    }
}
