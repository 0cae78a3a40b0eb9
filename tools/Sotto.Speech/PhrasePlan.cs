namespace Sotto.Speech;

/// <summary>How many clips a wake word of one's own is made of.</summary>
/// <param name="Phrase">Of the phrase, by the rule-based voices.</param>
/// <param name="Near">Of each near miss, by these.</param>
/// <param name="Word">Of each other word, by these.</param>
/// <param name="Sentences">Sentences, by these.</param>
/// <param name="Names">Names and made-up words by themselves, by these.</param>
/// <param name="Neural">Of the phrase, by neural voices; half as many near misses and as many sentences.</param>
public sealed record PhraseAmounts(int Phrase = 1600, int Near = 10, int Word = 6, int Sentences = 1500, int Names = 750, int Neural = 320)
{
    private const int SentencesToAWord = 250;

    /// <summary>Amounts that keep to each other.</summary>
    /// <param name="phrase">Clips of the phrase.</param>
    /// <param name="others">Sentences of other speech.</param>
    /// <param name="neural">Clips of the phrase by neural voices.</param>
    public static PhraseAmounts Of(int phrase, int others, int neural) =>
        new(Phrase: phrase, Near: Math.Max(1, phrase / 160), Word: Math.Max(1, others / SentencesToAWord), Sentences: others, Names: others / 2, Neural: neural);
}

/// <summary>Draws the clips of a wake word of one's own: the same seed gives the same list.</summary>
/// <param name="amounts">How many.</param>
/// <param name="kokoro">Whether Kokoro can speak.</param>
/// <param name="piper">Piper's voices, as far as there are any.</param>
public sealed class PhrasePlan(PhraseAmounts amounts, bool kokoro, IReadOnlyList<string> piper)
{
    private const int PhraseSeed = 11;
    private const int OtherSeed = 12;

    /// <summary>The phrase and its near misses.</summary>
    /// <param name="label">The word's label.</param>
    /// <param name="phrase">What is said.</param>
    /// <param name="near">What sounds like it.</param>
    public IReadOnlyList<SpeechJob> OfPhrase(string label, string phrase, IReadOnlyList<string> near)
    {
        Random random = new(PhraseSeed);
        List<SpeechJob> jobs = [];
        SpeechPlan.Repeat(amounts.Phrase, () => jobs.Add(SpeechPlan.DrawEnglish(random, "target", label, phrase, jobs.Count)));
        foreach (string text in near)
        {
            SpeechPlan.Repeat(amounts.Near, () => jobs.Add(SpeechPlan.DrawEnglish(random, "near", label, text, jobs.Count)));
        }

        SpeechPlan.Repeat(Neural, () => jobs.Add(DrawNeural(random, "target", label, phrase, jobs.Count)));
        SpeechPlan.Repeat(near.Count > 0 ? Neural / 2 : 0, () => jobs.Add(DrawNeural(random, "near", label, near[jobs.Count % near.Count], jobs.Count)));
        return Mixed(jobs, random);
    }

    /// <summary>Everything else that people say: the same for every phrase but for what holds the phrase itself.</summary>
    /// <param name="phrases">What must not be in it.</param>
    public IReadOnlyList<SpeechJob> OfOthers(IReadOnlyList<string> phrases)
    {
        Random random = new(OtherSeed);
        List<SpeechJob> jobs = [];
        foreach (string word in PhraseLists.Words.Concat(PhraseLists.Commands))
        {
            SpeechPlan.Repeat(amounts.Word, () => jobs.Add(SpeechPlan.DrawEnglish(random, "word", word, word, jobs.Count)));
        }

        SpeechPlan.Repeat(amounts.Sentences, () =>
            jobs.Add(SpeechPlan.DrawEnglish(random, "sentence", $"{jobs.Count % 100:00}", SpeechPlan.DrawText(random), jobs.Count)));
        SpeechPlan.Repeat(amounts.Names, () =>
            jobs.Add(SpeechPlan.DrawEnglish(random, "name", $"{jobs.Count % 10:0}", PhraseLists.Name(random), jobs.Count)));
        SpeechPlan.Repeat(Neural / 2, () =>
            jobs.Add(DrawNeural(random, "sentence", $"{jobs.Count % 100:00}", SpeechPlan.DrawText(random), jobs.Count)));
        return [.. Mixed(jobs, random).Where(job => !phrases.Any(phrase => Holds(job.Text, phrase)))];
    }

    private int Neural => kokoro || piper.Count > 0 ? amounts.Neural : 0;

    /// <summary>Whether a text holds a phrase, word for word.</summary>
    public static bool Holds(string text, string phrase) => $" {Plain(text)} ".Contains($" {Plain(phrase)} ", StringComparison.Ordinal);

    private SpeechJob DrawNeural(Random random, string set, string label, string text, int number) =>
        piper.Count > 0 && (!kokoro || random.Next(2) == 0)
            ? SpeechPlan.Neural(random, Engine.Piper, piper[random.Next(piper.Count)], set, label, text, number)
            : SpeechPlan.DrawKokoro(random, set, label, text, number);

    private static string Plain(string text) => string.Join(' ', SpokenText.Words(text));

    private static SpeechJob[] Mixed(List<SpeechJob> jobs, Random random)
    {
        SpeechJob[] mixed = [.. jobs];
        random.Shuffle(mixed);
        return mixed;
    }
}
