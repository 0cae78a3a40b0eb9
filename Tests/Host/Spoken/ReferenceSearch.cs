using Sotto.Intent.Spoken;
using Sotto.Models.Spoken;

namespace Sotto.HostTests.Spoken;

/// <summary>
/// A search without a beam: every sequence of words that frames can be, with what the cheapest way to say it costs. As plain as can be,
/// from what automata are written from and not from their files.
/// </summary>
/// <param name="source">The automaton.</param>
/// <param name="languageWeight">As in <see cref="SearchSettings"/>.</param>
/// <param name="wordPenalty">As in <see cref="SearchSettings"/>.</param>
internal sealed class ReferenceSearch(AutomatonSource source, int languageWeight, int wordPenalty)
{
    private Dictionary<Place, Dictionary<string, int>> _places = new() { [new Place(source.Start, null, 0, 0, true)] = new() { [""] = 0 } };

    /// <summary>Takes a frame.</summary>
    public void Feed(sbyte[] logits, int offset)
    {
        int largest = Enumerable.Range(0, SpokenFormat.Labels).Max(label => logits[offset + label]);
        Dictionary<Place, Dictionary<string, int>> next = [];
        foreach ((Place place, Dictionary<string, int> sentences) in _places)
        {
            foreach ((Place after, int cost, string words) in Ways(place))
            {
                int label = after.IsBlank ? 0 : after.Word!.Pronunciations[after.Pronunciation][after.Sound];
                foreach ((string said, int paid) in sentences)
                {
                    Offer(next, after, said + words, paid + cost + largest - logits[offset + label]);
                }
            }
        }

        _places = next;
    }

    /// <summary>Every sentence that may end here, with its cost.</summary>
    public Dictionary<string, int> Finish()
    {
        Dictionary<Place, Dictionary<string, int>> ended = [];
        foreach ((Place place, Dictionary<string, int> sentences) in _places)
        {
            int end = source.States[place.State].EndCost;
            if ((place.Word is null || place.IsLast) && end != SpokenFormat.NoEnd)
            {
                foreach ((string said, int paid) in sentences)
                {
                    Offer(ended, new Place(0, null, 0, 0, true), place.Word is null ? said : said + place.Word.Text + " ", paid + Weigh(end));
                }
            }
        }

        return ended.Values.FirstOrDefault() ?? [];
    }

    private static void Offer(Dictionary<Place, Dictionary<string, int>> places, Place place, string words, int cost)
    {
        if (!places.TryGetValue(place, out Dictionary<string, int>? sentences))
        {
            places[place] = sentences = [];
        }

        sentences[words] = Math.Min(cost, sentences.GetValueOrDefault(words, int.MaxValue));
    }

    private int Weigh(int cost) => ((cost * languageWeight) + 8) / 16;

    /// <summary>Where one may be a frame later, what that costs beside its label, and the word that is over.</summary>
    private List<(Place After, int Cost, string Words)> Ways(Place place)
    {
        if (place.Word is null)
        {
            return [(place, 0, ""), .. Begin(place.State, 0).Select(way => (way.Place, way.Cost, ""))];
        }

        List<(Place, int, string)> ways = [(place, 0, "")];
        byte[] sounds = place.Word.Pronunciations[place.Pronunciation];
        if (place.IsLast)
        {
            string word = place.Word.Text + " ";
            ways.Add((new Place(place.State, null, 0, 0, true), 0, word));
            ways.AddRange(Begin(place.State, sounds[place.Sound]).Select(way => (way.Place, way.Cost, word)));
            return ways;
        }

        if (place.IsBlank || sounds[place.Sound + 1] != sounds[place.Sound])
        {
            ways.Add((place with { Sound = place.Sound + 1, IsBlank = false }, 0, ""));
        }

        if (!place.IsBlank)
        {
            ways.Add((place with { IsBlank = true }, 0, ""));
        }

        return ways;
    }

    /// <summary>The first sounds of all words that may come next, but for one sound.</summary>
    private IEnumerable<(Place Place, int Cost)> Begin(int state, byte not)
    {
        int paid = wordPenalty;
        List<(SourceWord Word, int Next, int Cost)> words = [];
        for (; state != 0; state = source.States[state].BackOff)
        {
            words.AddRange(source.States[state].Arcs.Select(arc => (source.Words[arc.Word], arc.Next, paid + Weigh(arc.Cost))));
            paid += Weigh(source.States[state].BackOffCost);
        }

        words.AddRange(source.Words.Select((word, number) => (word, number < source.Singles ? number + 1 : 0, paid + Weigh(word.Cost))));
        return words.SelectMany(each => each.Word.Pronunciations.Index().Where(sounds => sounds.Item[0] != not)
            .Select(sounds => (new Place(each.Next, each.Word, sounds.Index, 0, false), each.Cost)));
    }

    /// <summary>In the blank between words at a state, or in a word that leads to one.</summary>
    private sealed record Place(int State, SourceWord? Word, int Pronunciation, int Sound, bool IsBlank)
    {
        public bool IsLast => Word is not null && !IsBlank && Sound == Word.Pronunciations[Pronunciation].Length - 1;
    }
}
