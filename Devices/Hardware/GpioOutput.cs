using System.Device.Gpio;

namespace Sotto.Devices.Hardware;

/// <summary>A pin of the chip that is driven.</summary>
public sealed class GpioOutput : IOutputPin
{
    private readonly GpioPin _pin;

    /// <summary>Opens the pin and drives it at once.</summary>
    /// <param name="controller">The chip's pins.</param>
    /// <param name="pin">The pin's number.</param>
    /// <param name="high">
    /// The level to begin with. The chip itself makes it low for some microseconds first, which a relay does not notice.
    /// </param>
    public GpioOutput(GpioController controller, int pin, bool high)
    {
        _pin = controller.OpenPin(pin, PinMode.Output);
        Write(high);
    }

    /// <inheritdoc/>
    public void Write(bool high)
    {
        _pin.Write(high ? PinValue.High : PinValue.Low);
    }
}
