using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>Something with a level.</summary>
public interface IDimmer
{
    /// <summary>The device's name, as commands and events use it.</summary>
    string Name { get; }

    /// <summary>The level, 0 to 100 per cent.</summary>
    int Level
    {
        [Step]
        get;
    }

    /// <summary>Sets the level.</summary>
    /// <param name="level">0 to 100; what lies outside becomes the nearest of the two.</param>
    void Set(int level);
}
