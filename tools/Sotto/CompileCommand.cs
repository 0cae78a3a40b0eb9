using System.Globalization;
using Sotto.Audio;
using Sotto.Compiler.Report;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>Says what a model costs on a board.</summary>
internal static class CompileCommand
{
    /// <summary>Prints the report and draws it.</summary>
    /// <param name="modelPath">A <c>.sotto</c> model, or a <c>.tflite</c> model, which is imported.</param>
    /// <param name="report">Whether the report is wanted.</param>
    /// <param name="picturePath">Receives the picture, an SVG; null for none.</param>
    /// <param name="streams">Where the report goes: tables on a terminal, aligned columns elsewhere.</param>
    public static void Run(string modelPath, bool report, string? picturePath, Streams streams)
    {
        if (!report)
        {
            throw new UserException(picturePath is null
                ? $"{modelPath}: nothing asked for; --report says what it costs" : $"--picture {picturePath}: draws what --report prints, which is not asked for");
        }

        byte[] file = ModelFiles.ReadOrImport(modelPath);
        ModelReport model = ModelFiles.Naming(modelPath, () => ModelReport.Of(file));
        if (picturePath is not null)
        {
            WholeFile.Write(picturePath, ArenaPicture.Draw(model));
        }

        string speed = model.MultiplyAccumulatesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $", {rate} a second") : "";
        streams.Output.WriteLine(ModelFiles.Describe(modelPath, model.Model) + speed);
        ReportTable[] tables = [ReportTable.OfLayers(model), ReportTable.OfArena(model)];
        if (streams.OutputIsTerminal)
        {
            streams.Output.Flush();
            Array.ForEach(tables, table => AnsiConsole.Write(table.ForTerminal()));
        }
        else
        {
            Array.ForEach(tables, table => table.Write(streams.Output));
        }
    }
}
