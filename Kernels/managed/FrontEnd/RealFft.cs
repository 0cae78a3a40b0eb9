namespace Sotto.Kernels;

/// <summary>
/// A 512-point FFT of real 16-bit samples in 16-bit fixed point: a 256-point complex FFT of radix 4 over the even and odd
/// samples, then the step that separates them. Each stage divides by its radix first, rounding as kissfft's FIXED_POINT=16
/// build does, so that every bit agrees with it.
/// </summary>
internal sealed class RealFft
{
    /// <summary>Spectral bins, 0 Hz and the Nyquist frequency included.</summary>
    internal const int Bins = 257;

    private const int Points = 256;
    private const int Quarter = 8191;
    private const int Half = 16383;

    private readonly int[] _real = new int[Points];
    private readonly int[] _imaginary = new int[Points];
    private readonly short[] _cosine = new short[512];
    private readonly byte[] _reversed = new byte[Points];

    /// <summary>Squared magnitudes of bins 1 to 255 of the last transform.</summary>
    internal readonly int[] Energy = new int[Bins];

    /// <summary>Unfolds the quarter cosine and numbers the digit-reversed places.</summary>
    internal RealFft()
    {
        short[] quarter = FrontEndTables.QuarterCosine();
        for (int i = 0; i <= 128; i++)
        {
            _cosine[i] = quarter[i];
            _cosine[256 - i] = (short)-quarter[i];
            _cosine[256 + i] = (short)-quarter[i];
            _cosine[(512 - i) & 511] = quarter[i];
        }

        for (int i = 0; i < Points; i++)
        {
            _reversed[i] = (byte)(((i & 3) << 6) | ((i & 12) << 2) | ((i & 48) >> 2) | (i >> 6));
        }
    }

    /// <summary>Transforms a window and leaves the squared magnitudes in <see cref="Energy"/>.</summary>
    /// <param name="window">480 samples; the other 32 are zero.</param>
    [Step]
    internal void Transform(short[] window)
    {
        for (int i = 0; i < Points; i++)
        {
            int at = 2 * _reversed[i];
            bool inside = at < FrontEnd.WindowLength;
            _real[i] = inside ? window[at] : 0;
            _imaginary[i] = inside ? window[at + 1] : 0;
        }

        for (int span = 1; span < Points; span *= 4)
        {
            int turn = 128 / span;
            for (int k = 0; k < span; k++)
            {
                Butterflies(k, span, k * turn);
            }
        }

        Separate();
    }

    /// <summary>Rounds a Q15 product back to 16 bits.</summary>
    [Step]
    private static int Round(int product)
    {
        return (short)((product + 16384) >> 15);
    }

    /// <summary>All radix-4 butterflies of a stage that share their three twiddle factors.</summary>
    /// <param name="first">The first butterfly's first point.</param>
    /// <param name="span">The distance between a butterfly's points.</param>
    /// <param name="angle">The first twiddle's angle in 512ths of a turn.</param>
    [Step]
    private void Butterflies(int first, int span, int angle)
    {
        int[] real = _real;
        int[] imaginary = _imaginary;
        int cos1 = _cosine[angle & 511];
        int sin1 = _cosine[(angle + 128) & 511];
        int cos2 = _cosine[(2 * angle) & 511];
        int sin2 = _cosine[((2 * angle) + 128) & 511];
        int cos3 = _cosine[(3 * angle) & 511];
        int sin3 = _cosine[((3 * angle) + 128) & 511];
        for (int p0 = first; p0 < real.Length; p0 += 4 * span)
        {
            int p1 = p0 + span;
            int p2 = p1 + span;
            int p3 = p2 + span;
            int real0 = Round(real[p0] * Quarter);
            int imaginary0 = Round(imaginary[p0] * Quarter);
            int r = Round(real[p1] * Quarter);
            int i = Round(imaginary[p1] * Quarter);
            int real1 = Round((r * cos1) - (i * sin1));
            int imaginary1 = Round((r * sin1) + (i * cos1));
            r = Round(real[p2] * Quarter);
            i = Round(imaginary[p2] * Quarter);
            int real2 = Round((r * cos2) - (i * sin2));
            int imaginary2 = Round((r * sin2) + (i * cos2));
            r = Round(real[p3] * Quarter);
            i = Round(imaginary[p3] * Quarter);
            int real3 = Round((r * cos3) - (i * sin3));
            int imaginary3 = Round((r * sin3) + (i * cos3));

            int differenceReal = (short)(real0 - real2);
            int differenceImaginary = (short)(imaginary0 - imaginary2);
            int sumReal = (short)(real0 + real2);
            int sumImaginary = (short)(imaginary0 + imaginary2);
            int oddSumReal = (short)(real1 + real3);
            int oddSumImaginary = (short)(imaginary1 + imaginary3);
            int oddDifferenceReal = (short)(real1 - real3);
            int oddDifferenceImaginary = (short)(imaginary1 - imaginary3);

            real[p0] = (short)(sumReal + oddSumReal);
            imaginary[p0] = (short)(sumImaginary + oddSumImaginary);
            real[p1] = (short)(differenceReal + oddDifferenceImaginary);
            imaginary[p1] = (short)(differenceImaginary - oddDifferenceReal);
            real[p2] = (short)(sumReal - oddSumReal);
            imaginary[p2] = (short)(sumImaginary - oddSumImaginary);
            real[p3] = (short)(differenceReal - oddDifferenceImaginary);
            imaginary[p3] = (short)(differenceImaginary + oddDifferenceReal);
        }
    }

    /// <summary>Separates the spectra of even and odd samples and joins them to that of all.</summary>
    [Step]
    private void Separate()
    {
        for (int k = 1; k <= Points / 2; k++)
        {
            int real = Round(_real[k] * Half);
            int imaginary = Round(_imaginary[k] * Half);
            int mirrorReal = Round(_real[Points - k] * Half);
            int mirrorImaginary = Round((short)-_imaginary[Points - k] * Half);
            int evenReal = (short)(real + mirrorReal);
            int evenImaginary = (short)(imaginary + mirrorImaginary);
            int oddReal = (short)(real - mirrorReal);
            int oddImaginary = (short)(imaginary - mirrorImaginary);

            int cos = _cosine[k + 128];
            int sin = -_cosine[k];
            int turnedReal = Round((oddReal * cos) - (oddImaginary * sin));
            int turnedImaginary = Round((oddReal * sin) + (oddImaginary * cos));

            // Bin 128 is its own mirror: what is written second stands, as in the reference.
            Energy[k] = Square((short)((evenReal + turnedReal) >> 1), (short)((evenImaginary + turnedImaginary) >> 1));
            Energy[Points - k] = Square((short)((evenReal - turnedReal) >> 1), (short)((turnedImaginary - evenImaginary) >> 1));
        }
    }

    [Step]
    private static int Square(int real, int imaginary)
    {
        return (real * real) + (imaginary * imaginary);
    }
}
