using Sotto.Intent.Domain;
using Sotto.Models.Intent;

namespace Sotto.Intent.Growth;

/// <summary>The lexicon of a domain: its classes and their phrases, lists before the house.</summary>
public sealed class LexiconPhrases
{
    /// <summary>Gathers a domain's phrases.</summary>
    public LexiconPhrases(IntentDomain domain)
    {
        string[] lists = [.. domain.Lists.Where(list => list.Value is PhraseList).Select(list => list.Key)];
        Classes = [.. lists, .. domain.Lists.Where(list => list.Value is NameList { Class: not null }).Select(list => list.Key)];
        Dictionary<string, int> numbers = Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        List<(int, string, string)> phrases = [];
        foreach (HouseName name in domain.House.Names)
        {
            phrases.AddRange(name.Phrases.Select(phrase => (numbers[name.Class], name.Name, phrase)));
        }

        foreach (string list in lists)
        {
            phrases.AddRange(((PhraseList)domain.Lists[list]).Values.Select(value => (numbers[list], value.Value, value.Phrase)));
        }

        Phrases = phrases;
    }

    /// <summary>Names of the classes, in the order of their numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Class, value and wording of every phrase; of equal wordings the first counts.</summary>
    public IReadOnlyList<(int Class, string Value, string Phrase)> Phrases { get; }

    /// <summary>The lexicon.</summary>
    public Lexicon ToLexicon()
    {
        Lexicon lexicon = new();
        foreach ((int phraseClass, string value, string phrase) in Phrases)
        {
            lexicon.Add(phrase, phraseClass, value);
        }

        return lexicon;
    }
}
