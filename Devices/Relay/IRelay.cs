using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>Something that is switched on and off.</summary>
public interface IRelay
{
    /// <summary>The device's name, as commands and events use it.</summary>
    string Name { get; }

    /// <summary>Whether it is on.</summary>
    bool IsOn
    {
        [Step]
        get;
    }

    /// <summary>Switches it.</summary>
    /// <param name="on">Wanted state.</param>
    void Set(bool on);
}
