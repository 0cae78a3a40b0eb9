using System;

namespace Sotto.Interop;

/// <summary>The native engine as a whole.</summary>
public static class NativeEngine
{
    private const int ExpectedVersion = 5;

    /// <summary>
    /// Whether it is there: in the firmware on nanoFramework, as a shared library on .NET, in the version that this assembly
    /// was written for. Where it is not, <see cref="Models.ManagedSession"/> does the same, more slowly. (On nanoFramework an
    /// application that references this assembly does not start where the firmware lacks it.)
    /// </summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return NativeMethods.Version() == ExpectedVersion;
            }
            catch (Exception)
            {
                // What a missing library raises differs between runtimes; any of it means that there is none.
                return false;
            }
        }
    }
}
