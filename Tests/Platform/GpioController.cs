using Sotto.Platform;

namespace System.Device.Gpio;

/// <summary>The pins of the chip.</summary>
public sealed class GpioController
{
    /// <summary>Opens a pin.</summary>
    /// <param name="pinNumber">Its number.</param>
    /// <param name="mode">How it is used.</param>
    /// <returns>The pin.</returns>
    /// <exception cref="InvalidOperationException">There is no such pin, or it is open.</exception>
    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        if (pinNumber < 0 || pinNumber >= SimulatedChip.Pins || !SimulatedChip.OpenPins.Add(pinNumber))
        {
            throw new InvalidOperationException($"pin {pinNumber} is no pin, or open");
        }

        return new GpioPin(pinNumber, mode);
    }
}
