namespace Sotto.Training.Data;

/// <summary>The words that models tell apart.</summary>
/// <param name="Wake">The wake words, in the order of the model's outputs.</param>
/// <param name="Commands">The command words.</param>
public sealed record Vocabulary(IReadOnlyList<string> Wake, IReadOnlyList<string> Commands)
{
    /// <summary>The words of the two shipped models.</summary>
    public static Vocabulary Shipped => new(WakeWords, CommandWords);

    /// <summary>The wake words of the shipped model; output 0 of the wake model is everything else.</summary>
    public static readonly string[] WakeWords = ["alexa", "computer", "jarvis", "smart_mirror", "snowboy", "view_glass"];

    /// <summary>The command words; outputs 0 and 1 of the command model are other speech and silence.</summary>
    public static readonly string[] CommandWords = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"];

    /// <summary>The label of speech that is none of the words.</summary>
    public const string Unknown = "_unknown_";

    /// <summary>The label of no speech.</summary>
    public const string Silence = "_silence_";

    /// <summary>The shipped wake model's labels in the order of its outputs.</summary>
    public static string[] WakeLabels => [Unknown, .. WakeWords];

    /// <summary>Labels of a wake model of these words, in the order of its outputs.</summary>
    public string[] Labels => [Unknown, .. Wake];

    /// <summary>The command model's labels in the order of its outputs.</summary>
    public static string[] CommandLabels => [Unknown, Silence, .. CommandWords];
}
