using System.Globalization;
using Sotto.Audio;
using Sotto.Compiler.Import;
using Sotto.Compiler.TfLite;
using Sotto.Models;

namespace Sotto.Cli;

/// <summary>Makes a <c>.sotto</c> model of a <c>.tflite</c> model.</summary>
internal static class ImportCommand
{
    private const int LongestManifest = 1 << 20;

    /// <summary>Writes the model, whole or not at all, and says what it made.</summary>
    /// <param name="modelPath">The <c>.tflite</c> model; microWakeWord's manifest may lie beside it, by the same name with .json.</param>
    /// <param name="outputPath">Receives the <c>.sotto</c> model.</param>
    /// <param name="streams">Where it says so.</param>
    public static void Run(string modelPath, string outputPath, Streams streams)
    {
        byte[] source = Read(modelPath, TfLiteReader.MaximumLength);
        string manifestPath = Path.ChangeExtension(modelPath, ".json");
        MicroManifest? manifest = File.Exists(manifestPath)
            ? ModelFiles.Naming(manifestPath, () => MicroManifest.Read(Read(manifestPath, LongestManifest))) : null;
        byte[] file = ModelFiles.Naming(modelPath, () => TfLiteImporter.Import(source, Path.GetFileNameWithoutExtension(modelPath), manifest));
        WholeFile.Write(outputPath, file);
        Model model = Model.Load(file);
        streams.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outputPath}: {model.Name}, {model.LayerCount} layers, {model.TableBytes} bytes of tables, {model.ArenaBytes} bytes of arena, {model.MultiplyAccumulatesPerStep} multiply-accumulates a step"));
    }

    private static byte[] Read(string path, int longest)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"{path}: no such file");
        }

        return new FileInfo(path).Length <= longest ? File.ReadAllBytes(path) : throw new UserException($"{path}: over {longest} bytes");
    }
}
