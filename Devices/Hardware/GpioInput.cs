using System.Device.Gpio;

namespace Sotto.Devices.Hardware;

/// <summary>A pin of the chip that is read.</summary>
public sealed class GpioInput : IInputPin
{
    private readonly GpioPin _pin;

    /// <summary>Opens the pin.</summary>
    /// <param name="controller">The chip's pins.</param>
    /// <param name="pin">The pin's number.</param>
    /// <param name="pullUp">Whether the chip pulls it up; the pins 34 to 39 of an ESP32 cannot and need a resistor.</param>
    public GpioInput(GpioController controller, int pin, bool pullUp)
    {
        _pin = controller.OpenPin(pin, pullUp ? PinMode.InputPullUp : PinMode.Input);
    }

    /// <inheritdoc/>
    public bool Read()
    {
        return _pin.Read() == PinValue.High;
    }
}
