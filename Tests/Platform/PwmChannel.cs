using nanoFramework.Hardware.Esp32;
using Sotto.Platform;

namespace System.Device.Pwm;

/// <summary>A unit that makes a pin high for a part of each period.</summary>
public sealed class PwmChannel : IDisposable
{
    private readonly int _pin;
    private double _duty;
    private int _frequency;
    private bool _started;

    private PwmChannel(int pin, int frequency, double duty)
    {
        _pin = pin;
        _frequency = frequency;
        _duty = duty;
    }

    /// <summary>Periods a second.</summary>
    public int Frequency
    {
        get => _frequency;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _frequency = value;
            Set();
        }
    }

    /// <summary>The part of a period that it is high, 0 to 1.</summary>
    public double DutyCycle
    {
        get => _duty;
        set
        {
            if (!(value >= 0 && value <= 1))
            {
                throw new ArgumentException("the duty is 0 to 1", nameof(value));
            }

            _duty = value;
            Set();
        }
    }

    /// <summary>Gives the unit whose function a pin has.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="frequency">Periods a second.</param>
    /// <param name="dutyCyclePercentage">The part of a period that it is high, 0 to 1.</param>
    /// <returns>The unit, or null where the pin has no such function.</returns>
    public static PwmChannel CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5)
        => SimulatedChip.FunctionOf(pin, DeviceFunction.PWM1, DeviceFunction.PWM16) is null ? null : new PwmChannel(pin, frequency, dutyCyclePercentage);

    /// <summary>Starts it.</summary>
    public void Start()
    {
        _started = true;
        Set();
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => _started = false;

    private void Set()
    {
        if (_started)
        {
            SimulatedChip.SetPwm(_pin, _frequency, _duty);
        }
    }
}
