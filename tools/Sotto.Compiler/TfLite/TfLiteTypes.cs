using System.Diagnostics.CodeAnalysis;

namespace Sotto.Compiler.TfLite;

/// <summary>What a tensor holds, by its number in the file.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The schema's own names.")]
public enum TfLiteType
{
    /// <summary>32-bit floating point.</summary>
    Float32 = 0,

    /// <summary>16-bit floating point.</summary>
    Float16 = 1,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 2,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8 = 3,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 4,

    /// <summary>Text.</summary>
    String = 5,

    /// <summary>True or false, a byte each.</summary>
    Bool = 6,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 7,

    /// <summary>Two 32-bit floating-point numbers.</summary>
    Complex64 = 8,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 9,

    /// <summary>64-bit floating point.</summary>
    Float64 = 10,

    /// <summary>Two 64-bit floating-point numbers.</summary>
    Complex128 = 11,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64 = 12,

    /// <summary>Stands for a variable.</summary>
    Resource = 13,

    /// <summary>Anything.</summary>
    Variant = 14,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32 = 15,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16 = 16,

    /// <summary>Signed, two a byte, the first in the low half.</summary>
    Int4 = 17,

    /// <summary>The upper half of a 32-bit floating-point number.</summary>
    BFloat16 = 18,

    /// <summary>Signed, four a byte.</summary>
    Int2 = 19,

    /// <summary>Unsigned, two a byte.</summary>
    UInt4 = 20,

    /// <summary>8-bit floating point, four bits of exponent.</summary>
    Float8E4M3FN = 21,

    /// <summary>8-bit floating point, five bits of exponent.</summary>
    Float8E5M2 = 22,
}

/// <summary>How a convolution or pool treats the rim of its input.</summary>
public enum TfLitePadding
{
    /// <summary>As many outputs as inputs over the stride; positions outside count as zero, or not at all in a pool.</summary>
    Same = 0,

    /// <summary>Only outputs whose whole kernel lies inside.</summary>
    Valid = 1,
}

/// <summary>What an operator does to its sums.</summary>
public enum TfLiteActivation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Negative sums become zero.</summary>
    Relu = 1,

    /// <summary>Sums are kept within -1 and 1.</summary>
    ReluN1To1 = 2,

    /// <summary>Sums are kept within 0 and 6.</summary>
    Relu6 = 3,

    /// <summary>Hyperbolic tangent; TensorFlow Lite Micro does nothing.</summary>
    Tanh = 4,

    /// <summary>The sign; TensorFlow Lite Micro does nothing.</summary>
    SignBit = 5,
}

/// <summary>Facts about types.</summary>
internal static class TfLiteTypes
{
    /// <summary>Bits that an element takes in constant data; 0 where it has no fixed size.</summary>
    internal static int Bits(this TfLiteType type) => type switch
    {
        TfLiteType.Int2 => 2,
        TfLiteType.Int4 or TfLiteType.UInt4 => 4,
        TfLiteType.Int8 or TfLiteType.UInt8 or TfLiteType.Bool or TfLiteType.Float8E4M3FN or TfLiteType.Float8E5M2 => 8,
        TfLiteType.Int16 or TfLiteType.UInt16 or TfLiteType.Float16 or TfLiteType.BFloat16 => 16,
        TfLiteType.Int32 or TfLiteType.UInt32 or TfLiteType.Float32 => 32,
        TfLiteType.Int64 or TfLiteType.UInt64 or TfLiteType.Float64 or TfLiteType.Complex64 => 64,
        TfLiteType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>The zero points that a type can have: its values; only 0 where these are no integers.</summary>
    internal static (long Least, long Most) ZeroPoints(this TfLiteType type) => type switch
    {
        TfLiteType.Int2 => (-2, 1),
        TfLiteType.Int4 => (-8, 7),
        TfLiteType.UInt4 => (0, 15),
        TfLiteType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        TfLiteType.UInt8 => (byte.MinValue, byte.MaxValue),
        TfLiteType.Int16 => (short.MinValue, short.MaxValue),
        TfLiteType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TfLiteType.Int32 => (int.MinValue, int.MaxValue),
        TfLiteType.UInt32 => (uint.MinValue, uint.MaxValue),
        TfLiteType.Int64 => (long.MinValue, long.MaxValue),
        TfLiteType.UInt64 => (0, long.MaxValue),
        _ => (0, 0),
    };
}
