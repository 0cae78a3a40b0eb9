namespace System.Device.Gpio;

/// <summary>How a pin is used.</summary>
public enum PinMode
{
    /// <summary>Read.</summary>
    Input = 0,

    /// <summary>Read, pulled to ground.</summary>
    InputPullDown = 1,

    /// <summary>Read, pulled to the supply.</summary>
    InputPullUp = 2,

    /// <summary>Driven.</summary>
    Output = 3,
}
