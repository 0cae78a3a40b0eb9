using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>A recording, and what is known of what is said in it.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Text">Its words; null where they are not known.</param>
/// <param name="Wanted">What it means, as <see cref="SpokenHearing"/> writes it; empty where it is no command.</param>
public sealed record SpokenRecording(Recording Recording, string? Text, string Wanted);

/// <summary>What was made of a recording, before it is asked whether that is near enough to what was heard.</summary>
/// <param name="Source">The recording.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="Best">The sentence that the search liked best.</param>
/// <param name="Text">The sentence that was taken, after a look at what it means.</param>
/// <param name="Meaning">What it means; empty where it is no command.</param>
/// <param name="Distance">How far it is from what was heard (<see cref="Models.Spoken.SpokenRules.Distance"/>).</param>
public sealed record SpokenTrial(SpokenRecording Source, double Seconds, string Best, string Text, string Meaning, int Distance)
{
    /// <summary>Whether a command is done where sentences must be nearer than a threshold.</summary>
    public bool IsTaken(int threshold) => Meaning.Length > 0 && Distance < threshold;

    /// <summary>Whether the right command is done, all slots right.</summary>
    public bool IsRight(int threshold) => IsTaken(threshold) && Meaning == Source.Wanted;

    /// <summary>Whether another command is done, or one where none was meant.</summary>
    public bool IsMistaken(int threshold) => IsTaken(threshold) && !IsRight(threshold);
}
