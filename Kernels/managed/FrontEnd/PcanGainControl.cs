namespace Sotto.Kernels;

/// <summary>
/// Per-channel amplitude normalisation: every band is divided by a power of its own noise estimate and compressed
/// (Wang et al., "Trainable Frontend For Robust and Far-Field Keyword Spotting", 2017; strength 0.95, offset 80).
/// </summary>
internal sealed class PcanGainControl
{
    private const int SignalToNoiseBits = 12;
    private const int OutputBits = 6;
    private const int SignalToNoiseShift = 6;

    private readonly short[] _gain = FrontEndTables.PcanGain();

    /// <summary>Normalises 40 bands in place.</summary>
    /// <param name="bands">Magnitudes after noise reduction.</param>
    /// <param name="noise">The noise estimates.</param>
    [Step]
    internal void Apply(uint[] bands, uint[] noise)
    {
        for (int i = 0; i < bands.Length; i++)
        {
            uint gain = (uint)Gain(noise[i]);
            bands[i] = Shrink((uint)(((ulong)bands[i] * gain) >> SignalToNoiseShift));
        }
    }

    /// <summary>The gain for a noise estimate, by the parabola of its power of two.</summary>
    [Step]
    private short Gain(uint noise)
    {
        if (noise <= 2)
        {
            return _gain[noise];
        }

        int interval = Bits.Length(noise);
        int at = (4 * interval) - 6;
        int fraction = (int)((interval < 11 ? noise << (11 - interval) : noise >> (interval - 11)) & 0x3FF);
        int result = (_gain[at + 2] * fraction) >> 5;
        result += _gain[at + 1] << 5;
        result *= fraction;
        result = (result + (1 << 14)) >> 15;
        return (short)(result + _gain[at]);
    }

    /// <summary>A parabola below a ratio of 2, a straight line above.</summary>
    [Step]
    private static uint Shrink(uint ratio)
    {
        return ratio < (2u << SignalToNoiseBits)
            ? (ratio * ratio) >> (2 + (2 * SignalToNoiseBits) - OutputBits)
            : (ratio >> (SignalToNoiseBits - OutputBits)) - (1u << OutputBits);
    }
}
