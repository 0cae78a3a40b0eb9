using System;
using System.Device.Pwm;
using nanoFramework.Hardware.Esp32;

namespace Sotto.Devices.Hardware;

/// <summary>A pin of the chip that is high for a part of each period.</summary>
public sealed class PwmOutput : IPwmOutput
{
    /// <summary>The units that every chip and its driver have right.</summary>
    public const int Units = 8;

    private const int Step = DeviceFunction.PWM2 - DeviceFunction.PWM1;
    private const double Whole = 10000;

    private readonly PwmChannel _channel;
    private int _frequency;

    /// <summary>Gives the pin to a unit and keeps it low.</summary>
    /// <param name="pin">The pin's number.</param>
    /// <param name="unit">1 to <see cref="Units"/>; 1 and 2 share a frequency, so do 3 and 4, and so on.</param>
    /// <param name="frequency">Periods a second to begin with, in hertz, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    /// <exception cref="InvalidOperationException">The pin cannot do it.</exception>
    public PwmOutput(int pin, int unit, int frequency)
    {
        if (unit < 1 || unit > Units)
        {
            throw new ArgumentOutOfRangeException("unit");
        }

        Configuration.SetPinFunction(pin, (DeviceFunction)((int)DeviceFunction.PWM1 + ((unit - 1) * Step)));
        _channel = PwmChannel.CreateFromPin(pin, frequency, 0);
        if (_channel == null)
        {
            throw new InvalidOperationException("pin " + pin.ToString() + " cannot be dimmed");
        }

        _frequency = frequency;
        _channel.Start();
    }

    /// <inheritdoc/>
    /// <remarks>Never stopped: the driver has one switch for all of its channels.</remarks>
    public void Set(int frequency, int duty)
    {
        if (frequency != _frequency)
        {
            _frequency = frequency;
            _channel.Frequency = frequency;
        }

        _channel.DutyCycle = duty / Whole;
    }
}
