namespace Sotto.Kernels;

/// <summary>
/// Subtracts from every band a slow estimate of its noise, but never all of the signal. Even and odd bands follow the
/// noise at different speeds.
/// </summary>
internal sealed class NoiseReduction
{
    private const int SmoothingBits = 10;
    private const int FractionBits = 14;
    private const uint One = 1 << FractionBits;
    private const uint EvenSmoothing = 409;
    private const uint OddSmoothing = 983;
    private const uint LeastRemaining = 819;

    /// <summary>The noise of every band, scaled up by 10 bits; 0.025 and 0.06 of the way to the signal each hop.</summary>
    internal readonly uint[] Estimate = new uint[FrontEnd.FeatureCount];

    /// <summary>Forgets the noise.</summary>
    internal void Reset()
    {
        for (int i = 0; i < Estimate.Length; i++)
        {
            Estimate[i] = 0;
        }
    }

    /// <summary>Takes the noise out of 40 magnitudes, in place; at least 5% of each stays.</summary>
    [Step]
    internal void Apply(uint[] bands)
    {
        for (int i = 0; i < bands.Length; i++)
        {
            uint smoothing = (i & 1) == 0 ? EvenSmoothing : OddSmoothing;
            uint signal = bands[i] << SmoothingBits;
            uint estimate = (uint)((((ulong)signal * smoothing) + ((ulong)Estimate[i] * (One - smoothing))) >> FractionBits);
            Estimate[i] = estimate;
            uint noise = estimate > signal ? signal : estimate;
            uint least = (uint)(((ulong)bands[i] * LeastRemaining) >> FractionBits);
            uint remaining = (signal - noise) >> SmoothingBits;
            bands[i] = remaining > least ? remaining : least;
        }
    }
}
