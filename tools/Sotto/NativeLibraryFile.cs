using System.Reflection;
using System.Runtime.InteropServices;

namespace Sotto.Native;

/// <summary>Finds the shared library that <c>make -C Kernels/native</c> builds.</summary>
public static class NativeLibraryFile
{
    /// <summary>The name that the imports give it.</summary>
    internal const string Name = "sotto";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Whether the library is at hand on this machine.</summary>
    public static bool IsAvailable => Loaded.Value != 0;

    /// <summary>The loaded library, 0 if there is none.</summary>
    internal static nint Handle => Loaded.Value;

    /// <summary>Lets another assembly's imports find the library too. Once an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    public static void Serve(Assembly assembly) => NativeLibrary.SetDllImportResolver(assembly, Resolve);

    /// <summary>Gives the library to the imports that ask for it, others nothing.</summary>
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Name ? Handle : 0;

    /// <summary>In the folder "native" beside the program or above it, which for a build of this repository is artifacts/native.</summary>
    private static nint Load()
    {
        string file = OperatingSystem.IsWindows() ? "sotto.dll" : OperatingSystem.IsMacOS() ? "libsotto.dylib" : "libsotto.so";
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
