using Sotto.Devices;

namespace Sotto.Firmware.Hardware;

/// <summary>Stands for the status light of a board that has none.</summary>
public sealed class NoLed : IStatusLed
{
    private LedPattern _pattern;

    /// <inheritdoc/>
    public LedPattern Pattern
    {
        get { return _pattern; }
    }

    /// <inheritdoc/>
    public void Show(LedPattern pattern)
    {
        _pattern = pattern;
    }
}
