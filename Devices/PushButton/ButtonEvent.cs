namespace Sotto.Devices;

/// <summary>What was done with a button. A press gives Pressed and then either Short, or Long and Released.</summary>
public enum ButtonEvent
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It went down.</summary>
    Pressed = 1,

    /// <summary>It was let go before it was held long.</summary>
    Short = 2,

    /// <summary>It has been held long, and still is.</summary>
    Long = 3,

    /// <summary>It was let go after it was held long.</summary>
    Released = 4,
}
