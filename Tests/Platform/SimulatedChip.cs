using nanoFramework.Hardware.Esp32;

namespace Sotto.Platform;

/// <summary>The chip that the twins are parts of. One a process: tests that use it run one after the other and reset it first.</summary>
public static class SimulatedChip
{
    /// <summary>Pins are numbered from 0 to one less.</summary>
    public const int Pins = 49;

    private static readonly Dictionary<int, bool> s_driven = [];
    private static readonly Dictionary<int, List<bool>> s_written = [];
    private static readonly Dictionary<DeviceFunction, int> s_functions = [];
    private static readonly Dictionary<int, (int Frequency, double Duty)> s_pwm = [];

    /// <summary>Microseconds since the start.</summary>
    public static long Microseconds { get; private set; }

    /// <summary>What is wired to the I2S ports, or null.</summary>
    public static WiredMicrophone Microphone { get; set; }

    /// <summary>Whether its firmware connects the data pin of a PDM microphone, which the stock one does not.</summary>
    public static bool ReadsPdm { get; set; }

    /// <summary>Whether it delivers the right slot first, as some chips' drivers do.</summary>
    public static bool SwapsSlots { get; set; }

    /// <summary>The I2S ports that are open.</summary>
    internal static HashSet<int> OpenPorts { get; } = [];

    /// <summary>The pins that are open.</summary>
    internal static HashSet<int> OpenPins { get; } = [];

    /// <summary>Takes everything off it and starts it anew.</summary>
    public static void Reset()
    {
        s_driven.Clear();
        s_written.Clear();
        s_functions.Clear();
        s_pwm.Clear();
        OpenPins.Clear();
        OpenPorts.Clear();
        Microseconds = 0;
        Microphone = null;
        ReadsPdm = false;
        SwapsSlots = false;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="microseconds">How much.</param>
    public static void Advance(long microseconds) => Microseconds += microseconds;

    /// <summary>Holds a pin at a level from outside.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="high">The level.</param>
    public static void Drive(int pin, bool high) => s_driven[pin] = high;

    /// <summary>What the program drove a pin to, in order.</summary>
    /// <param name="pin">The pin.</param>
    /// <returns>The levels.</returns>
    public static IReadOnlyList<bool> Written(int pin) => s_written.TryGetValue(pin, out List<bool> levels) ? levels : [];

    /// <summary>What the PWM does with a pin.</summary>
    /// <param name="pin">The pin.</param>
    /// <returns>Periods a second, and the part of each that it is high, 0 to 1; 0 and 0 where there is none.</returns>
    public static (int Frequency, double Duty) Pwm(int pin) => s_pwm.GetValueOrDefault(pin);

    /// <summary>The pin that has a function, or -1.</summary>
    internal static int PinOf(DeviceFunction function) => s_functions.GetValueOrDefault(function, -1);

    /// <summary>Gives a function to a pin.</summary>
    internal static void Assign(int pin, DeviceFunction function) => s_functions[function] = pin;

    /// <summary>The function of a kind that a pin has, or null.</summary>
    internal static DeviceFunction? FunctionOf(int pin, DeviceFunction first, DeviceFunction last)
    {
        foreach ((DeviceFunction function, int at) in s_functions)
        {
            if (at == pin && function >= first && function <= last)
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>The level of a pin that is read.</summary>
    internal static bool Level(int pin, bool pulledUp) => s_driven.GetValueOrDefault(pin, pulledUp);

    /// <summary>Drives a pin.</summary>
    internal static void Write(int pin, bool high)
    {
        if (!s_written.TryGetValue(pin, out List<bool> levels))
        {
            s_written[pin] = levels = [];
        }

        levels.Add(high);
    }

    /// <summary>Sets what the PWM does with a pin.</summary>
    internal static void SetPwm(int pin, int frequency, double duty) => s_pwm[pin] = (frequency, duty);
}
