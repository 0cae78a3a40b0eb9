namespace System.Device.I2s;

/// <summary>Which slots are read.</summary>
public enum I2sChannelFormat
{
    /// <summary>Both.</summary>
    RightLeft = 0,

    /// <summary>The left ones, of which the firmware drops every second.</summary>
    OnlyLeft = 4,
}
