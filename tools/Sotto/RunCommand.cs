using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Interop;
using Sotto.Models;

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
    /// <param name="engine">One of <see cref="Engine"/>.</param>
    /// <param name="resetEvery">Steps after which the model forgets the stream; null for never.</param>
    /// <param name="streams">Where it is said that there is no such engine.</param>
    public static void Run(string modelPath, string inputPath, string outputPath, string engine, int? resetEvery, Streams streams)
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
        sbyte[] outputs = Engine.IsNative(engine, streams.Error)
            ? NativeOutputs(modelPath, model, inputs, resetEvery) : ManagedOutputs(model, inputs, resetEvery);
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

    private static sbyte[] ManagedOutputs(Model model, sbyte[] inputs, int? resetEvery)
    {
        ModelRunner runner = new(model);
        return Outputs(model, inputs, resetEvery, runner.Reset, (from, outputs, to) => runner.Step(inputs, from, outputs, to));
    }

    /// <summary>By the native engine, of a model that the managed one has loaded.</summary>
    private static sbyte[] NativeOutputs(string modelPath, Model model, sbyte[] inputs, int? resetEvery)
    {
        using NativeModel native = ModelFiles.LoadNative(modelPath, File.ReadAllBytes(modelPath));
        using NativeRunner runner = new(native);
        return Outputs(model, inputs, resetEvery, runner.Reset, (from, outputs, to) => runner.Step(inputs, from, outputs, to));
    }

    /// <summary>The outputs of every step of an engine.</summary>
    /// <param name="model">What it runs.</param>
    /// <param name="inputs">Of all steps.</param>
    /// <param name="resetEvery">Steps after which the stream is forgotten; null for never.</param>
    /// <param name="reset">Forgets it.</param>
    /// <param name="step">Takes a step: the place of its inputs, the outputs, the place of its own.</param>
    private static sbyte[] Outputs(Model model, sbyte[] inputs, int? resetEvery, Action reset, Action<int, sbyte[], int> step)
    {
        int steps = inputs.Length / model.InputLength;
        sbyte[] outputs = new sbyte[steps * model.OutputLength];
        for (int i = 0; i < steps; i++)
        {
            if (i % (resetEvery ?? steps) == 0)
            {
                reset();
            }

            step(i * model.InputLength, outputs, i * model.OutputLength);
        }

        return outputs;
    }
}
