namespace Sotto.Audio;

/// <summary>Decoded samples before conversion: interleaved, scaled to -1..1.</summary>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="Channels">Channels, 1 to 8.</param>
/// <param name="Samples">Frames one after the other, each with a sample a channel.</param>
internal sealed record PcmAudio(int SampleRate, int Channels, float[] Samples)
{
    /// <summary>The longest recording that is read: one hour at 192 kHz would be as large in memory as any machine likes.</summary>
    internal const int MaximumSamples = 3600 * 48000;

    /// <summary>Lowest and highest rate that is converted.</summary>
    internal const int LowestRate = 4000;

    /// <summary>Highest rate that is converted.</summary>
    internal const int HighestRate = 192000;

    /// <summary>Most channels that are mixed down.</summary>
    internal const int MostChannels = 8;

    /// <summary>Mixes to one channel, converts to 16 kHz and rounds to 16 bits.</summary>
    internal AudioClip ToClip()
    {
        float[] mono = Channels == 1 ? Samples : Average();
        float[] converted = SampleRate == AudioClip.SampleRate ? mono : Resampler.Convert(mono, SampleRate, AudioClip.SampleRate);
        short[] samples = new short[converted.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)Math.Clamp(MathF.Round(converted[i] * 32768), -32768, 32767);
        }

        return new AudioClip(samples, Note());
    }

    private string? Note()
    {
        string channels = Channels == 1 ? "" : $"{Channels} channels";
        string rate = SampleRate == AudioClip.SampleRate ? "" : $"{SampleRate} Hz";
        string both = string.Join(", ", new[] { rate, channels }.Where(part => part.Length > 0));
        return both.Length == 0 ? null : both;
    }

    private float[] Average()
    {
        float[] mono = new float[Samples.Length / Channels];
        for (int i = 0; i < mono.Length; i++)
        {
            float sum = 0;
            for (int c = 0; c < Channels; c++)
            {
                sum += Samples[(i * Channels) + c];
            }

            mono[i] = sum / Channels;
        }

        return mono;
    }
}
