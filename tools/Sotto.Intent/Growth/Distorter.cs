namespace Sotto.Intent.Growth;

/// <summary>
/// What happens to sentences on their way: people hesitate, repeat and correct themselves, and recognisers drop, double and
/// confuse words.
/// </summary>
/// <param name="random">Where chance comes from.</param>
public sealed class Distorter(Random random)
{
    private const double SlipShare = 0.12;
    private const double ConfusionShare = 0.05;
    private const double CorrectionShare = 0.04;
    private const double FillerShare = 0.08;

    // Words that a sentence means the same without.
    private static readonly HashSet<string> Light =
        ["the", "my", "our", "a", "an", "to", "of", "in", "is", "are", "please", "that", "it", "on", "at", "for", "up", "some", "me"];

    private static readonly string[] Fillers = ["uh", "um", "er", "hmm", "well", "so", "like", "ah", "right", "ok", "okay", "hey", "yeah"];

    private static readonly string[][] Corrections =
    [
        ["no"], ["sorry"], ["no", "wait"], ["i", "mean"], ["wait", "no"], ["uh", "no"], ["no", "sorry"], ["make", "that"], ["or", "rather"], ["actually"],
        ["no", "i", "mean"], ["scratch", "that"], ["not", "that"],
    ];

    // What recognisers write instead, where it can only have been this.
    private static readonly Dictionary<string, string[]> Confusions = new()
    {
        ["off"] = ["of", "of"],
        ["light"] = ["lite", "like", "right"],
        ["lights"] = ["lites", "lice", "likes"],
        ["dim"] = ["dem", "them"],
        ["fan"] = ["van", "fun"],
        ["fans"] = ["vans"],
        ["lamp"] = ["lamb", "land"],
        ["set"] = ["sat", "said"],
        ["turn"] = ["term", "torn", "turned", "tern"],
        ["switch"] = ["which", "sweet"],
        ["timer"] = ["time", "tamer", "timmer"],
        ["open"] = ["hoping", "opened"],
        ["close"] = ["clothes", "closed"],
        ["curtains"] = ["certain", "curtain"],
        ["blinds"] = ["blind", "lines"],
        ["brightness"] = ["brightens", "witness"],
        ["volume"] = ["value", "volumes"],
        ["temperature"] = ["temperatures", "temperture"],
        ["lock"] = ["look", "log"],
        ["unlock"] = ["unlocked"],
        ["percent"] = ["present", "per", "cent"],
        ["minutes"] = ["minute", "minuets"],
        ["the"] = ["a", "de", "da"],
        ["what"] = ["watt", "wot"],
        ["pause"] = ["paws", "pores"],
        ["mute"] = ["moot"],
        ["heat"] = ["heed", "eat"],
    };

    /// <summary>A sentence as it may arrive.</summary>
    public Utterance Distort(Utterance sentence)
    {
        if (random.NextDouble() < CorrectionShare)
        {
            sentence = Correct(sentence);
        }

        if (random.NextDouble() < FillerShare)
        {
            sentence = sentence.With(PlaceBetween(sentence), [UtteranceToken.Word(Fillers[random.Next(Fillers.Length)])]);
        }

        if (random.NextDouble() < SlipShare)
        {
            sentence = Slip(sentence);
        }

        return random.NextDouble() < ConfusionShare ? Confuse(sentence) : sentence;
    }

    /// <summary>Another room or number first, then the right one.</summary>
    private Utterance Correct(Utterance sentence)
    {
        int[] places = [.. Enumerable.Range(0, sentence.Tokens.Count).Where(i => !sentence.Tokens[i].IsWord && sentence.IsPointedAt(i))];
        if (places.Length == 0)
        {
            return sentence;
        }

        int place = places[random.Next(places.Length)];
        string[] words = Corrections[random.Next(Corrections.Length)];
        List<UtteranceToken> added = [sentence.Tokens[place], .. words.Select(UtteranceToken.Word)];
        if (random.Next(3) == 0)
        {
            added.Add(UtteranceToken.Word("the"));
        }

        return sentence.With(place, added);
    }

    /// <summary>A word twice, or a light one not at all.</summary>
    private Utterance Slip(Utterance sentence)
    {
        int place = random.Next(sentence.Tokens.Count);
        UtteranceToken token = sentence.Tokens[place];
        if (!token.IsWord || sentence.IsPointedAt(place))
        {
            return sentence;
        }

        return Light.Contains(token.Text) && random.Next(3) > 0 && sentence.Tokens.Count > 2 && !IsParticle(sentence, place)
            ? sentence.Without(place) : sentence.With(place, [token]);
    }

    /// <summary>Whether a word says what is done: "turn the light on".</summary>
    private static bool IsParticle(Utterance sentence, int place) =>
        sentence.Tokens[place].Text is "on" or "up" && (place == sentence.Tokens.Count - 1 || sentence.Tokens.Take(place).Any(
            token => token.Text is "turn" or "switch" or "put" or "is" or "are" or "flip" or "click" or "power"));

    private Utterance Confuse(Utterance sentence)
    {
        int[] places = [.. Enumerable.Range(0, sentence.Tokens.Count).Where(
            i => sentence.Tokens[i].IsWord && Confusions.ContainsKey(sentence.Tokens[i].Text) && !sentence.IsPointedAt(i))];
        if (places.Length == 0)
        {
            return sentence;
        }

        int place = places[random.Next(places.Length)];
        string[] others = Confusions[sentence.Tokens[place].Text];
        return sentence.Replacing(place, UtteranceToken.Word(others[random.Next(others.Length)]));
    }

    /// <summary>A place that is not inside of what is pointed at.</summary>
    private int PlaceBetween(Utterance sentence)
    {
        int place = random.Next(sentence.Tokens.Count);
        return place > 0 && sentence.IsPointedAt(place) && sentence.IsPointedAt(place - 1) ? 0 : place;
    }
}
