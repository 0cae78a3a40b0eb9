namespace Sotto.Audio;

/// <summary>What any recording must keep to.</summary>
internal static class StreamFormat
{
    /// <summary>Refuses rates and channel counts that are not converted.</summary>
    internal static void Check(uint rate, int channels)
    {
        if (rate is < PcmAudio.LowestRate or > PcmAudio.HighestRate)
        {
            throw new AudioFormatException($"a rate of {rate} Hz; {PcmAudio.LowestRate} to {PcmAudio.HighestRate} Hz are converted");
        }

        if (channels is < 1 or > PcmAudio.MostChannels)
        {
            throw new AudioFormatException($"{channels} channels; 1 to {PcmAudio.MostChannels} are mixed");
        }
    }
}
