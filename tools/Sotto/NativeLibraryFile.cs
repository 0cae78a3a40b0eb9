using System.Runtime.InteropServices;
using Sotto.Interop;

namespace Sotto.Cli;

/// <summary>Finds the shared library that <c>make -C Kernels/native</c> builds, for the imports of Sotto.Interop.</summary>
internal static class NativeLibraryFile
{
    /// <summary>The name that the imports give it.</summary>
    private const string Name = "sotto";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Whether the library is at hand on this machine, in the version that is called. To be asked before it is called.</summary>
    public static bool IsAvailable => Handle != 0 && NativeEngine.IsAvailable;

    /// <summary>The loaded library, 0 if there is none.</summary>
    public static nint Handle => Loaded.Value;

    private static nint Load()
    {
        nint library = Find();
        NativeLibrary.SetDllImportResolver(typeof(NativeEngine).Assembly, (name, _, _) => name == Name ? library : 0);
        return library;
    }

    /// <summary>In the folder "native" beside the program or above it, which for a build of this repository is artifacts/native.</summary>
    private static nint Find()
    {
        string file = OperatingSystem.IsWindows() ? "sotto.dll" : "libsotto.so";
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, "native", file);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
