using Sotto.Platform;

namespace System.Device.Gpio;

/// <summary>A pin that is open.</summary>
public sealed class GpioPin
{
    private readonly PinMode _mode;

    internal GpioPin(int number, PinMode mode)
    {
        PinNumber = number;
        _mode = mode;
        if (mode == PinMode.Output)
        {
            SimulatedChip.Write(number, false);
        }
    }

    /// <summary>Its number.</summary>
    public int PinNumber { get; }

    /// <summary>Reads the level; of an output always low, since the chip connects no input to it.</summary>
    /// <returns>The level.</returns>
    public PinValue Read()
        => _mode != PinMode.Output && SimulatedChip.Level(PinNumber, _mode == PinMode.InputPullUp) ? PinValue.High : PinValue.Low;

    /// <summary>Drives the pin.</summary>
    /// <param name="value">The level.</param>
    /// <exception cref="InvalidOperationException">It is no output.</exception>
    public void Write(PinValue value)
    {
        if (_mode != PinMode.Output)
        {
            throw new InvalidOperationException($"pin {PinNumber} is an input");
        }

        SimulatedChip.Write(PinNumber, value == PinValue.High);
    }
}
