using Sotto.Audio;
using Sotto.Models;

namespace Sotto.Cli;

/// <summary>Makes a <c>.sotto</c> model of a <c>.tflite</c> model.</summary>
internal static class ImportCommand
{
    /// <summary>Writes the model, whole or not at all, and says what it made.</summary>
    /// <param name="modelPath">The <c>.tflite</c> model; microWakeWord's manifest may lie beside it, by the same name with .json.</param>
    /// <param name="outputPath">Receives the <c>.sotto</c> model.</param>
    /// <param name="streams">Where it says so.</param>
    public static void Run(string modelPath, string outputPath, Streams streams)
    {
        byte[] file = ModelFiles.Import(modelPath);
        WholeFile.Write(outputPath, file);
        streams.Output.WriteLine(ModelFiles.Describe(outputPath, Model.Load(file)));
    }
}
