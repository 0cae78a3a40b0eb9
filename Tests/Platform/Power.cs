using Sotto.Platform;

namespace nanoFramework.Runtime.Native;

/// <summary>The chip's power.</summary>
public static class Power
{
    /// <summary>Starts the chip anew: on this one the thread that asks for it ends by an exception that only tests catch.</summary>
    /// <param name="rebootOption">How.</param>
    /// <exception cref="ChipRestartedException">Always.</exception>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => throw new ChipRestartedException();
}
