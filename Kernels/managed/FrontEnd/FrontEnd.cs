using System;

namespace Sotto.Kernels;

/// <summary>
/// Audio to features: 16 kHz samples in, 40 log-mel features every 10 ms out, in integers only. Bit-exact with TensorFlow
/// Lite Micro's audio microfrontend in the settings that microWakeWord uses. One instance follows one stream.
/// </summary>
public sealed class FrontEnd
{
    /// <summary>Samples a second.</summary>
    public const int SampleRate = 16000;

    /// <summary>Samples from one row to the next: 10 ms.</summary>
    public const int Hop = 160;

    /// <summary>Samples that a row is made of: 30 ms.</summary>
    public const int WindowLength = 480;

    /// <summary>Features a row.</summary>
    public const int FeatureCount = 40;

    private readonly SlidingWindow _window = new SlidingWindow();
    private readonly RealFft _fft = new RealFft();
    private readonly FilterBank _filterBank = new FilterBank();
    private readonly NoiseReduction _noiseReduction = new NoiseReduction();
    private readonly PcanGainControl _gainControl = new PcanGainControl();
    private readonly LogScale _logScale = new LogScale();
    private readonly uint[] _bands = new uint[FeatureCount];
    private readonly ushort[] _row = new ushort[FeatureCount];
    private bool _rowReady;

    /// <summary>Whether the last <see cref="Feed"/> completed a row.</summary>
    public bool RowReady
    {
        [Step]
        get { return _rowReady; }
    }

    /// <summary>The last row: 40 features, 64 times a natural logarithm each. Overwritten by the next row.</summary>
    public ushort[] Row
    {
        [Step]
        get { return _row; }
    }

    /// <summary>Forgets the samples and the noise, as at the start of a stream.</summary>
    public void Reset()
    {
        _window.Reset();
        _noiseReduction.Reset();
        _rowReady = false;
    }

    /// <summary>
    /// Takes samples until a row is complete or there are no more. The first row needs 480 samples, every other 160; how
    /// the stream is cut into calls changes no row.
    /// </summary>
    /// <param name="samples">16 kHz mono samples.</param>
    /// <param name="offset">The first to take.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many were taken, at most <paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The block lies outside the array; nothing was taken.</exception>
    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        if (offset < 0 || count < 0 || count > samples.Length - offset)
        {
            RefuseBlock();
        }

        int taken = _window.Take(samples, offset, count);
        _rowReady = _window.Complete;
        if (_rowReady)
        {
            _window.Apply();
            _fft.Transform(_window.Output);
            _filterBank.Apply(_fft.Energy, _window.Shift, _bands);
            _noiseReduction.Apply(_bands);
            _gainControl.Apply(_bands, _noiseReduction.Estimate);
            _logScale.Apply(_bands, _row);
        }

        return taken;
    }

    /// <summary>
    /// A feature as the models take it: 0 to 666 spread over -128 to 127, as microWakeWord does, more is 127.
    /// </summary>
    /// <param name="feature">A feature, 0 to 65,535.</param>
    /// <returns>The feature in int8, scale 666 / 256, zero point -128.</returns>
    [Step]
    public static sbyte Quantize(int feature)
    {
        int value = (((feature * 256) + 333) / 666) - 128;
        return (sbyte)(value > 127 ? 127 : value);
    }

    /// <summary>A feature that <see cref="Quantize"/> makes an int8 of.</summary>
    /// <param name="value">The feature in int8.</param>
    /// <returns>0 to 664.</returns>
    [Step]
    public static ushort Dequantize(sbyte value)
    {
        return (ushort)((((value + 128) * 666) + 128) / 256);
    }

    private static void RefuseBlock()
    {
        throw new ArgumentOutOfRangeException("count", "the block lies outside the samples");
    }
}
