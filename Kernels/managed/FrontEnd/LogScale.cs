namespace Sotto.Kernels;

/// <summary>Natural logarithm of the bands, times 64.</summary>
internal sealed class LogScale
{
    private const int FractionBits = 16;
    private const int SegmentBits = 9;
    private const int InputShift = 3;
    private const int OutputShift = 6;
    private const uint Half = 1 << (FractionBits - 1);
    private const uint LogOfTwo = 45426;

    private readonly ushort[] _correction = FrontEndTables.LogCorrection();

    /// <summary>Writes 40 features, 0 to 65,535; in practice at most some 670.</summary>
    [Step]
    internal void Apply(uint[] bands, ushort[] features)
    {
        for (int i = 0; i < bands.Length; i++)
        {
            uint value = bands[i] << InputShift;
            uint logarithm = value > 1 ? Logarithm(value) : 0;
            features[i] = (ushort)(logarithm < 0xFFFF ? logarithm : 0xFFFF);
        }
    }

    [Step]
    private uint Logarithm(uint value)
    {
        int integer = Bits.Length(value) - 1;
        uint log2 = ((uint)integer << FractionBits) + Fraction(value, integer);
        uint loge = (uint)((((ulong)LogOfTwo * log2) + Half) >> FractionBits);
        return ((loge << OutputShift) + Half) >> FractionBits;
    }

    /// <summary>The part of log2 after the point: the part of the value after its highest bit and a correction.</summary>
    [Step]
    private uint Fraction(uint value, int integer)
    {
        int fraction = (int)(value - (1u << integer));
        fraction = integer < FractionBits ? fraction << (FractionBits - integer) : fraction >> (integer - FractionBits);
        int segment = fraction >> SegmentBits;
        int low = _correction[segment];
        int high = _correction[segment + 1];
        int within = ((high - low) * (fraction - (segment << SegmentBits))) >> FractionBits;
        return (uint)(fraction + low + within);
    }
}
