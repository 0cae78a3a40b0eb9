namespace nanoFramework.Runtime.Native;

/// <summary>How the chip starts anew.</summary>
public enum RebootOption
{
    /// <summary>All of it.</summary>
    NormalReboot = 0,

    /// <summary>The interpreter alone.</summary>
    ClrOnly = 2,
}
