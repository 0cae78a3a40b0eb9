namespace Sotto.Training.Evaluation;

/// <summary>How spoken commands did in one noise at one level.</summary>
/// <param name="Noise">The noise; "clean" for none.</param>
/// <param name="Decibels">Of the speech over it; NaN for none.</param>
/// <param name="Commands">Recordings of commands.</param>
/// <param name="Right">Of them, how many did the right command, all slots right.</param>
/// <param name="Mistaken">Of them, how many did another one.</param>
/// <param name="Others">Recordings of what is no command.</param>
/// <param name="OthersTaken">Of them, how many did one.</param>
/// <param name="Words">Words said, where they are known.</param>
/// <param name="WordsWrong">Words left out, put in or replaced in the best sentence, whether it was taken or not.</param>
public sealed record SpokenCondition(
    string Noise, double Decibels, int Commands, int Right, int Mistaken, int Others, int OthersTaken, int Words, int WordsWrong)
{
    /// <summary>Counts what trials come to.</summary>
    /// <param name="noise">The noise.</param>
    /// <param name="decibels">Of the speech over it.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="threshold">How near a sentence has to be.</param>
    public static SpokenCondition Of(string noise, double decibels, IReadOnlyList<SpokenTrial> trials, int threshold)
    {
        SpokenTrial[] commands = [.. trials.Where(trial => trial.Source.Wanted.Length > 0)];
        SpokenTrial[] others = [.. trials.Where(trial => trial.Source.Wanted.Length == 0)];
        (string[] Said, string[] Heard)[] texts = [.. trials.Where(trial => trial.Source.Text is not null)
            .Select(trial => (WordsOf(trial.Source.Text!), WordsOf(trial.Best)))];
        return new SpokenCondition(
            noise, decibels, commands.Length, commands.Count(trial => trial.IsRight(threshold)),
            commands.Count(trial => trial.IsMistaken(threshold)), others.Length,
            others.Count(trial => trial.IsTaken(threshold)), texts.Sum(text => text.Said.Length),
            texts.Sum(text => EditDistance.Of(text.Said, text.Heard)));
    }

    private static string[] WordsOf(string text) => [.. Speech.SpokenText.Words(text)];
}

/// <summary>Unrelated speech of one collection.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Recordings">How many recordings.</param>
/// <param name="Hours">How long.</param>
/// <param name="Taken">How many did a command.</param>
public sealed record UnrelatedSpeech(string Name, int Recordings, double Hours, int Taken);

/// <summary>What a threshold comes to.</summary>
/// <param name="Threshold">Sentences must be nearer to what was heard: <see cref="Models.Spoken.SpokenRules.Farthest"/>.</param>
/// <param name="Taken">Commands that unrelated speech does.</param>
/// <param name="Right">Commands that do what was meant.</param>
/// <param name="Mistaken">Commands that do something else.</param>
public sealed record SpokenPoint(int Threshold, int Taken, int Right, int Mistaken);

/// <summary>A sentence that something else was taken for.</summary>
/// <param name="Recording">The recording's name, or what was said.</param>
/// <param name="Text">The sentence it was taken for.</param>
/// <param name="Meaning">What that means.</param>
/// <param name="Distance">How far it is.</param>
public sealed record SpokenConfusion(string Recording, string Text, string Meaning, int Distance);

/// <summary>How a domain's spoken commands did: what <c>eval spoken --json</c> writes and <c>eval report</c> reads.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Set">What was heard.</param>
/// <param name="Split">Which part of it, and how it is told.</param>
/// <param name="Models">The files.</param>
/// <param name="Threshold">How near a sentence has to be, in the figures that are not by threshold.</param>
/// <param name="Conditions">By noise and level; the first is clean.</param>
/// <param name="Unrelated">Unrelated speech, each collection by itself; empty where none was heard.</param>
/// <param name="Curve">By threshold, from the strictest on; clean.</param>
/// <param name="Confusions">What unrelated speech and commands were taken for, nearest first.</param>
public sealed record SpokenFigures(
    string Command, string Domain, string Set, string Split, IReadOnlyList<MeasuredFile> Models, int Threshold,
    IReadOnlyList<SpokenCondition> Conditions, IReadOnlyList<UnrelatedSpeech> Unrelated, IReadOnlyList<SpokenPoint> Curve,
    IReadOnlyList<SpokenConfusion> Confusions)
{
    /// <summary>Hours of unrelated speech.</summary>
    public double Hours => Unrelated.Sum(speech => speech.Hours);

    /// <summary>Commands of the curve.</summary>
    public int Commands => Conditions[0].Commands;

    /// <summary>The points at which another command is taken, falsely or not; both counts rise with the threshold.</summary>
    /// <param name="commands">Trials of commands.</param>
    /// <param name="unrelated">Trials of unrelated speech.</param>
    public static IReadOnlyList<SpokenPoint> CurveOf(IReadOnlyList<SpokenTrial> commands, IReadOnlyList<SpokenTrial> unrelated)
    {
        int[] thresholds = [.. commands.Concat(unrelated).Where(trial => trial.IsTaken(int.MaxValue)).Select(trial => trial.Distance + 1).Distinct().Order()];
        return [.. thresholds.Prepend(0).Select(threshold => new SpokenPoint(
            threshold, unrelated.Count(trial => trial.IsTaken(threshold)), commands.Count(trial => trial.IsRight(threshold)),
            commands.Count(trial => trial.IsMistaken(threshold))))];
    }

    /// <summary>The laxest point at which unrelated speech does no more commands.</summary>
    public SpokenPoint Within(int taken) => Curve.Last(point => point.Taken <= taken);
}
