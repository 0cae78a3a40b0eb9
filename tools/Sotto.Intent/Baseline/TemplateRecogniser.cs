using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Intent.Baseline;

/// <summary>
/// Understands what the templates say word by word, and nothing else: what a model is measured against. Of several ways to read
/// a sentence the one with the fewest open words counts, of those the one with the most words of its template, and of those the
/// first in the file.
/// </summary>
/// <param name="domain">The domain.</param>
public sealed class TemplateRecogniser(IntentDomain domain)
{
    private readonly Dictionary<string, int> _order = domain.SlotOrder.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    private readonly FirstTokens _first = new(domain);
    private readonly Sentence _sentence = new();
    private readonly TokenReader _tokens = new(new LexiconPhrases(domain));

    /// <summary>Words of the sentence that was recognised last that could have been any others: of a song, of an item, of a command.</summary>
    public int OpenWords { get; private set; }

    /// <summary>What a sentence means that is one command; null where no template says it.</summary>
    public IntentFrame? Recognise(string text) => Keep(ReadOne(text, Read(text)) ?? Reading.None) is [IntentFrame frame] ? frame : null;

    /// <summary>What a sentence means, of one or more commands, with other talk between them or without; empty where no template says it.</summary>
    public IReadOnlyList<IntentFrame> RecogniseAll(string text)
    {
        IReadOnlyList<ReadToken> tokens = Read(text);
        Reading? whole = ReadOne(text, tokens);
        if (whole is { OpenWords: 0 })
        {
            return Keep(whole);
        }

        Reading parts = new Clauses(text, part => ReadOne(text, part)).Read(tokens, whole);
        return Keep(whole is null || (parts.Frames.Count > 1 && parts.OpenWords < whole.OpenWords) ? parts : whole);
    }

    private IReadOnlyList<IntentFrame> Keep(Reading reading)
    {
        OpenWords = reading.OpenWords;
        return reading.Frames;
    }

    private IReadOnlyList<ReadToken> Read(string text)
    {
        TextNormalizer.Normalise(text, _sentence);
        return _sentence.Overflow || _sentence.Count == 0 ? [] : _tokens.Read(_sentence);
    }

    private Reading? ReadOne(string text, IReadOnlyList<ReadToken> tokens)
    {
        List<ReadToken> kept = WithoutSkipWords(tokens);
        return Best(text, tokens) ?? (kept.Count == tokens.Count ? null : Best(text, kept));
    }

    private Reading? Best(string text, IReadOnlyList<ReadToken> tokens)
    {
        if (tokens.Count == 0)
        {
            return null;
        }

        Chart chart = new(domain, _first, text, tokens);
        (string Intent, SentenceTemplate Sentence, Way Way)? best = null;
        foreach (DomainIntent intent in domain.Intents)
        {
            foreach (SentenceTemplate sentence in intent.Sentences)
            {
                foreach (Way way in chart.Read(sentence.Template, 0))
                {
                    if (way.End == chart.Count && (best is null || way.IsBetterThan(best.Value.Way)) && !way.Fills(sentence.Slots.Keys))
                    {
                        best = (intent.Name, sentence, way);
                    }
                }
            }
        }

        return best is { } found ? new Reading([ToFrame(found.Intent, found.Sentence, found.Way)], found.Way.OpenWords) : null;
    }

    private IntentFrame ToFrame(string intent, SentenceTemplate sentence, Way way)
    {
        IntentFrame frame = new() { Intent = intent, Kind = intent == IntentNames.Again ? IntentKind.Again : IntentKind.Command, Confidence = IntentFormat.One };
        IEnumerable<FilledSlot> all = way.Slots.Concat(
            sentence.Slots.Select(slot => new FilledSlot(slot.Key, slot.Value, Decimals.TryParse(slot.Value, out _))));
        foreach (FilledSlot slot in all.OrderBy(slot => _order[slot.Slot]))
        {
            frame.Set(slot.Slot, slot.Value, slot.IsNumber);
        }

        return frame;
    }

    private List<ReadToken> WithoutSkipWords(IReadOnlyList<ReadToken> tokens)
    {
        List<ReadToken> kept = [];
        for (int i = 0; i < tokens.Count;)
        {
            int skipped = domain.SkipWords.Where(words => words.Index().All(pair => i + pair.Index < tokens.Count && tokens[i + pair.Index].IsWord(pair.Item)))
                .Select(words => words.Count).DefaultIfEmpty(0).Max();
            if (skipped == 0)
            {
                kept.Add(tokens[i]);
            }

            i += Math.Max(1, skipped);
        }

        return kept;
    }
}
