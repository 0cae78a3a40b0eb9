namespace Sotto.Devices;

/// <summary>A pin that is high for a part of each period.</summary>
public interface IPwmOutput
{
    /// <summary>Sets how often and for how long the pin is high.</summary>
    /// <param name="frequency">Periods a second, in hertz, at least 1.</param>
    /// <param name="duty">The part of a period that it is high, 0 to 10,000: a ten-thousandth each.</param>
    void Set(int frequency, int duty);
}
