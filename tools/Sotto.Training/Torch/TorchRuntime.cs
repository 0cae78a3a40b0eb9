using System.Runtime.InteropServices;

namespace Sotto.Training.Torch;

/// <summary>Makes libtorch's C# binding loadable before TorchSharp is first touched.</summary>
public static class TorchRuntime
{
    private const string Library = "libLibTorchSharp.so";

    /// <summary>
    /// Loads TorchSharp's native library; where the system's libstdc++ is older than the one it was linked against
    /// (Debian 12), a patched copy takes its place first (see <see cref="ElfSymbolPatch"/>).
    /// </summary>
    /// <exception cref="DllNotFoundException">The library is missing, or does not load even when patched.</exception>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string path = Path.Combine(AppContext.BaseDirectory, Library);
        if (NativeLibrary.TryLoad(path, out _))
        {
            return;
        }

        byte[] image = File.ReadAllBytes(path);
        if (ElfSymbolPatch.Apply(image))
        {
            // Another trainer may be doing the same.
            string patched = $"{path}.{Environment.ProcessId}.patched";
            File.WriteAllBytes(patched, image);
            File.Move(patched, path, overwrite: true);
        }

        NativeLibrary.Load(path);
    }
}
