using Sotto.Devices;

namespace Sotto.Firmware.Hardware;

/// <summary>A dimmed output whose lamp shines while the pin is low.</summary>
public sealed class InvertedPwm : IPwmOutput
{
    private const int Whole = 10000;

    private readonly IPwmOutput _pin;

    /// <summary>Turns a pin round.</summary>
    /// <param name="pin">The pin.</param>
    public InvertedPwm(IPwmOutput pin)
    {
        _pin = pin;
    }

    /// <inheritdoc/>
    public void Set(int frequency, int duty)
    {
        _pin.Set(frequency, Whole - duty);
    }
}
