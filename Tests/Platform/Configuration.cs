using Sotto.Platform;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Which pin does what.</summary>
public static class Configuration
{
    /// <summary>Gives a function to a pin.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="value">The function.</param>
    /// <exception cref="ArgumentException">There is no such pin, or a PWM unit wants one that is only an input.</exception>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        bool inputOnly = pin is >= 34 and <= 39 && value is >= DeviceFunction.PWM1 and <= DeviceFunction.PWM16;
        if (pin < 0 || pin >= SimulatedChip.Pins || inputOnly)
        {
            throw new ArgumentException($"pin {pin} cannot do this");
        }

        SimulatedChip.Assign(pin, value);
    }

    /// <summary>Tells which pin has a function.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The pin, or -1.</returns>
    public static int GetFunctionPin(DeviceFunction function) => SimulatedChip.PinOf(function);
}
