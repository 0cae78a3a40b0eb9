namespace Sotto.Firmware;

/// <summary>
/// Which pins a chip has, and what they cannot be used for. From the data sheets of Espressif. A board file is read once: no table
/// stays in memory.
/// </summary>
internal static class PinRules
{
    /// <summary>More than the number of the last pin of any chip.</summary>
    public const int Count = 64;

    /// <summary>The chips that are known.</summary>
    public static string[] Chips()
    {
        return new string[] { "ESP32", "ESP32-S2", "ESP32-S3", "ESP32-C3", "ESP32-C6", "ESP32-P4" };
    }

    /// <summary>The highest number of a pin.</summary>
    /// <param name="chip">One of <see cref="Chips()"/>.</param>
    public static int LastPin(string chip)
    {
        int[] lastPins = { 39, 46, 48, 21, 30, 54 };
        return lastPins[IndexOf(chip)];
    }

    /// <summary>Says why a pin cannot be used.</summary>
    /// <param name="chip">One of <see cref="Chips()"/>.</param>
    /// <param name="pin">0 to <see cref="LastPin"/>.</param>
    /// <param name="isOutput">Whether the pin is driven.</param>
    /// <returns>Why not, to follow the key; null where it can.</returns>
    public static string Refuse(string chip, int pin, bool isOutput)
    {
        // Bit n stands for pin n.
        long[] missing = { Pins(28, 31) | Pins(24, 24), Pins(22, 25), Pins(22, 25), 0, 0, 0 };
        long[] readOnly = { Pins(34, 39), Pins(46, 46), 0, 0, 0, 0 };

        // What the flash is wired to on every module of the chip: the ESP32-PICO has its own at 16 and 17, but 9 and 10 free; the
        // P4's flash has pins without numbers.
        long[] flash = { Pins(6, 8) | Pins(11, 11), Pins(27, 32), Pins(27, 32), Pins(12, 17), Pins(24, 30), 0 };
        int index = IndexOf(chip);
        long bit = Pins(pin, pin);
        if ((missing[index] & bit) != 0)
        {
            return "is no pin of the " + chip;
        }

        if ((flash[index] & bit) != 0)
        {
            return "is a pin of the flash on the " + chip;
        }

        return isOutput && (readOnly[index] & bit) != 0 ? "can only be read on the " + chip : null;
    }

    private static long Pins(int first, int last)
    {
        return ((1L << (last + 1)) - 1) & ~((1L << first) - 1);
    }

    private static int IndexOf(string chip)
    {
        string[] chips = Chips();
        for (int i = 0; i < chips.Length; i++)
        {
            if (chips[i] == chip)
            {
                return i;
            }
        }

        return 0;
    }
}
