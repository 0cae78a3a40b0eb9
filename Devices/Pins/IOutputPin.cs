namespace Sotto.Devices;

/// <summary>A pin that is driven high or low.</summary>
public interface IOutputPin
{
    /// <summary>Drives the pin.</summary>
    /// <param name="high">Whether to the supply rather than to ground.</param>
    void Write(bool high);
}
