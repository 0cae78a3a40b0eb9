using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Speech;

namespace Sotto.Intent.Spoken;

/// <summary>Grows sentences of a domain as people say them, numbers written out.</summary>
public sealed class SpokenSentences
{
    // Most of what is said is said plainly. An automaton of these two says of Home Assistant's test sentences, which it does not know,
    // every word with a seventh more probability than one that has all phrasings as often, and three times as many polite words.
    private const double SkipShare = 0.1;
    private const double PhrasingShare = 0.3;

    private readonly SentenceGrower _grower;
    private readonly SpokenForms _forms;

    /// <summary>A stream of sentences.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="seed">Which.</param>
    public SpokenSentences(IntentDomain domain, int seed)
    {
        Random random = new(seed);

        // Texts of any words have to be of some words: those of names and lists are there already.
        _grower = new SentenceGrower(domain, [.. Named(domain)], random) { SkipShare = SkipShare, PhrasingShare = PhrasingShare };
        _forms = new SpokenForms(random);
    }

    /// <summary>The words of names and lists: they have to be heard however rarely they are said.</summary>
    public static IReadOnlyList<string> Named(IntentDomain domain)
    {
        IEnumerable<string> phrases = domain.Lists.Values.SelectMany(list => list switch
        {
            PhraseList values => values.Values.Select(value => value.Phrase),
            TextList text => text.Examples,
            _ => [],
        });
        return [.. phrases.Concat(domain.House.Names.SelectMany(name => name.Phrases)).SelectMany(SpokenText.Words).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The words of the next sentence.</summary>
    public IReadOnlyList<string> Next() =>
        _forms.Say(SpokenText.Words(string.Join(' ', _grower.Grow().Tokens.Select(token => token.Text))));
}
