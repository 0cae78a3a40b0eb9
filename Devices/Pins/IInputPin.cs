namespace Sotto.Devices;

/// <summary>A pin that is read.</summary>
public interface IInputPin
{
    /// <summary>Reads the pin.</summary>
    /// <returns>Whether it is high.</returns>
    bool Read();
}
