using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Models;
using Sotto.Native;

namespace Sotto.Cli;

/// <summary>Runs a model over raw int8 inputs.</summary>
internal static class RunCommand
{
    /// <summary>
    /// Reads inputs back to back and writes outputs back to back, whole or not at all. A model that was imported takes and gives
    /// the bytes of the original.
    /// </summary>
    /// <param name="modelPath">The model.</param>
    /// <param name="inputPath">Inputs.</param>
    /// <param name="outputPath">Receives the outputs.</param>
    /// <param name="engine">"managed" or "native".</param>
    /// <param name="resetEvery">Steps after which the model forgets the stream; null for never.</param>
    public static void Run(string modelPath, string inputPath, string outputPath, string engine, int? resetEvery)
    {
        Model model = ModelFiles.Load(modelPath);
        if (!File.Exists(inputPath))
        {
            throw new UserException($"{inputPath}: no such file");
        }

        byte[] input = File.ReadAllBytes(inputPath);
        if (input.Length == 0 || input.Length % model.InputLength != 0)
        {
            throw new UserException($"{inputPath}: {input.Length} bytes, no whole number of steps of {model.InputLength} bytes");
        }

        sbyte[] inputs = Shifted(MemoryMarshal.Cast<byte, sbyte>(input), model.InputIsUnsigned);
        sbyte[] outputs = engine == "native" && HasNative() ? NativeOutputs(modelPath, inputs, resetEvery) : Outputs(model, inputs, resetEvery);
        WholeFile.Write(outputPath, MemoryMarshal.AsBytes(Shifted(outputs, model.OutputIsUnsigned).AsSpan()).ToArray());
    }

    /// <summary>From values of 0 to 255 to those of a model, which are 128 less, or back; values of a model that has none stay.</summary>
    private static sbyte[] Shifted(ReadOnlySpan<sbyte> values, bool unsigned)
    {
        sbyte[] result = values.ToArray();
        for (int i = 0; unsigned && i < result.Length; i++)
        {
            result[i] ^= sbyte.MinValue;
        }

        return result;
    }

    /// <summary>Whether the native library is at hand; says so on standard error if it is not.</summary>
    private static bool HasNative()
    {
        if (!NativeLibraryFile.IsAvailable)
        {
            Console.Error.WriteLine("sotto: there is no native library (make -C Kernels/native builds it): the managed engine runs, which gives the same bytes");
        }

        return NativeLibraryFile.IsAvailable;
    }

    /// <summary>By the native engine, of a model that the managed one has loaded.</summary>
    private static sbyte[] NativeOutputs(string modelPath, sbyte[] inputs, int? resetEvery)
    {
        NativeStatus status = NativeModel.TryLoad(File.ReadAllBytes(modelPath), out NativeModel? loaded);
        using NativeModel model = loaded ?? throw new UserException($"{modelPath}: the native engine refuses it ({status})");
        int steps = inputs.Length / model.InputLength;
        sbyte[] outputs = new sbyte[steps * model.OutputLength];
        for (int step = 0; step < steps; step++)
        {
            if (step % (resetEvery ?? steps) == 0)
            {
                model.Reset();
            }

            model.Step(inputs.AsSpan(step * model.InputLength), outputs.AsSpan(step * model.OutputLength));
        }

        return outputs;
    }

    private static sbyte[] Outputs(Model model, sbyte[] inputs, int? resetEvery)
    {
        int steps = inputs.Length / model.InputLength;
        sbyte[] outputs = new sbyte[steps * model.OutputLength];
        ModelRunner runner = new(model);
        for (int step = 0; step < steps; step++)
        {
            if (step % (resetEvery ?? steps) == 0)
            {
                runner.Reset();
            }

            runner.Step(inputs, step * model.InputLength, outputs, step * model.OutputLength);
        }

        return outputs;
    }
}
