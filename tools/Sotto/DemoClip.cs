using Sotto.Audio;

namespace Sotto.Cli;

/// <summary>One of the recordings that the demo plays.</summary>
/// <param name="Caption">What is said in it.</param>
/// <param name="Samples">The recording.</param>
internal sealed record DemoClip(string Caption, short[] Samples)
{
    /// <summary>Its length in seconds.</summary>
    public double Seconds => Samples.Length / (double)AudioClip.SampleRate;

    /// <summary>All of them in the order of their names, which are a number, a dash and the words.</summary>
    /// <param name="folder">Where they lie.</param>
    public static DemoClip[] LoadAll(string folder) =>
        [.. AudioFiles.Enumerate([folder]).Select(file => new DemoClip(CaptionOf(file), AudioFile.Load(file).Samples))];

    private static string CaptionOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return name[(name.IndexOf('-') + 1)..].Replace('_', ' ');
    }
}
