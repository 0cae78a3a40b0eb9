namespace Sotto.Devices;

/// <summary>
/// From how bright a lamp seems to how much light it gives, by the lightness L* of CIE 1976 (CIE 15:2018, section 8.2.1; the
/// "CIE 1931" curve of LED makers): light = ((L* + 16) / 116)^3, and L* / 903.3 below 8, where L* = 100 is all of it.
/// </summary>
public static class Lightness
{
    /// <summary>The finest unit of lightness: hundredths of a per cent.</summary>
    public const int Full = 10000;

    // (116 * 100)^3
    private const long Cube = 1560896000000;

    /// <summary>The part of a period that a lamp must be lit to seem as bright as asked.</summary>
    /// <param name="lightness">0 to 10,000: a hundredth of a per cent each.</param>
    /// <returns>0 to 10,000, rounded to nearest; 0 for 0 alone.</returns>
    public static int ToDuty(int lightness)
    {
        if (lightness <= 800)
        {
            int duty = ((lightness * 1000) + 4516) / 9033;
            return lightness > 0 && duty == 0 ? 1 : duty;
        }

        long root = lightness + 1600;
        return (int)(((root * root * root * 10000) + (Cube / 2)) / Cube);
    }
}
