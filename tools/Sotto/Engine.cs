using Sotto.Interop;
using Sotto.Models.Intent;

namespace Sotto.Cli;

/// <summary>The two engines, which give the same bytes and hear the same events.</summary>
internal static class Engine
{
    /// <summary>The engine in C#.</summary>
    public const string Managed = "managed";

    /// <summary>The engine in C.</summary>
    public const string Native = "native";

    /// <summary>Whether the native engine is to run: where it was asked for and is missing, that is said, and the managed one does.</summary>
    /// <param name="engine">What was asked for.</param>
    /// <param name="error">Where that is said.</param>
    public static bool IsNative(string engine, TextWriter error)
    {
        if (engine == Native && !NativeLibraryFile.IsAvailable)
        {
            error.WriteLine("sotto: there is no native library (make -C Kernels/native builds it): the managed engine runs, which gives the same results");
        }

        return engine == Native && NativeLibraryFile.IsAvailable;
    }

    /// <summary>The decoder of an intent model in an engine; it lives as long as the program.</summary>
    /// <param name="model">The model.</param>
    /// <param name="engine">What was asked for.</param>
    /// <param name="error">Where it is said that it is missing.</param>
    public static IDecoder DecoderOf(IntentModel model, string engine, TextWriter error) =>
        IsNative(engine, error) ? NativeDecoder.FromImage(model.File) : new ManagedDecoder(model);
}
