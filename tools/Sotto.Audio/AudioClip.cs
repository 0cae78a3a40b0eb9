namespace Sotto.Audio;

/// <summary>A recording as the device hears it.</summary>
/// <param name="Samples">16 kHz mono samples.</param>
/// <param name="ConversionNote">What was converted to get there ("44100 Hz, 2 channels"), or null where nothing was.</param>
public sealed record AudioClip(short[] Samples, string? ConversionNote)
{
    /// <summary>Samples a second of every clip.</summary>
    public const int SampleRate = 16000;

    /// <summary>Length in seconds.</summary>
    public double Seconds => (double)Samples.Length / SampleRate;
}
