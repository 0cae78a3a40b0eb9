namespace Sotto.Kernels;

/// <summary>Bit counts that the device's class library does not have.</summary>
internal static class Bits
{
    /// <summary>The place of the highest set bit, counted from 1; 0 for 0.</summary>
    [Step]
    internal static int Length(uint value)
    {
        int length = 0;
        if (value >= 0x10000)
        {
            length = 16;
            value >>= 16;
        }

        if (value >= 0x100)
        {
            length += 8;
            value >>= 8;
        }

        if (value >= 0x10)
        {
            length += 4;
            value >>= 4;
        }

        if (value >= 4)
        {
            length += 2;
            value >>= 2;
        }

        return length + (int)(value >= 2 ? 2 : value);
    }

    /// <summary>The place of the highest set bit, counted from 1; 0 for 0.</summary>
    [Step]
    internal static int Length(ulong value)
    {
        uint high = (uint)(value >> 32);
        return high != 0 ? 32 + Length(high) : Length((uint)value);
    }
}
