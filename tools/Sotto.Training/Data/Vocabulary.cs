namespace Sotto.Training.Data;

/// <summary>The words that the two shipped models tell apart.</summary>
public static class Vocabulary
{
    /// <summary>The wake words; output 0 of the wake model is everything else.</summary>
    public static readonly string[] WakeWords = ["alexa", "computer", "jarvis", "smart_mirror", "snowboy", "view_glass"];

    /// <summary>The command words; outputs 0 and 1 of the command model are other speech and silence.</summary>
    public static readonly string[] CommandWords = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"];

    /// <summary>The label of speech that is none of the words.</summary>
    public const string Unknown = "_unknown_";

    /// <summary>The label of no speech.</summary>
    public const string Silence = "_silence_";

    /// <summary>The wake model's labels in the order of its outputs.</summary>
    public static string[] WakeLabels => [Unknown, .. WakeWords];

    /// <summary>The command model's labels in the order of its outputs.</summary>
    public static string[] CommandLabels => [Unknown, Silence, .. CommandWords];
}
