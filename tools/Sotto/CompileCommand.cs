using System.Globalization;
using Sotto.Audio;
using Sotto.Compiler.Report;
using Sotto.Intent.Domain;
using Sotto.Intent.Spoken;
using Sotto.Models.Spoken;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>What <c>compile</c> was asked for.</summary>
/// <param name="ModelPath">A <c>.sotto</c> model, a <c>.tflite</c> model, which is imported, or a domain file.</param>
/// <param name="Report">Whether the report of a model is wanted.</param>
/// <param name="PicturePath">Receives its picture, an SVG; null for none.</param>
/// <param name="Output">Receives the word automaton of a domain file.</param>
/// <param name="Bytes">The most bytes of it; null for as many as is usual.</param>
internal sealed record CompileOptions(string ModelPath, bool Report, string? PicturePath, string? Output, int? Bytes);

/// <summary>Says what a model costs on a board, or makes the word automaton of a domain.</summary>
internal static class CompileCommand
{
    private const int FreshSentences = 2000;
    private const int FreshSeed = 99;

    /// <summary>Does what was asked for.</summary>
    /// <param name="options">What.</param>
    /// <param name="streams">Where the report goes: tables on a terminal, aligned columns elsewhere.</param>
    public static void Run(CompileOptions options, Streams streams)
    {
        bool isDomain = Path.GetExtension(options.ModelPath) is ".yaml" or ".yml";
        if (isDomain && (options.Report || options.PicturePath is not null))
        {
            throw new UserException($"{options.ModelPath}: --report and --picture are for models");
        }

        if (isDomain)
        {
            MakeAutomaton(options, streams);
            return;
        }

        if (options.Output is not null || options.Bytes is not null)
        {
            throw new UserException($"{options.ModelPath}: --output and --bytes are for domain files, .yaml, and for --weights and --prune");
        }

        Report(options.ModelPath, options.Report, options.PicturePath, streams);
    }

    private static void MakeAutomaton(CompileOptions options, Streams streams)
    {
        string output = options.Output ?? throw new UserException($"{options.ModelPath}: -o names the file that receives its words");
        IntentDomain domain = DomainReader.Read(options.ModelPath);
        AutomatonOptions how = options.Bytes is { } bytes ? new AutomatonOptions(bytes) : new AutomatonOptions();
        byte[] file;
        try
        {
            file = new AutomatonCompiler(domain, how).Compile();
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException)
        {
            throw new UserException($"{options.ModelPath}: {problem.Message}");
        }

        WordAutomaton automaton = WordAutomaton.Load(file);
        AutomatonPerplexity perplexity = new(automaton);
        SpokenSentences fresh = new(domain, FreshSeed);
        IReadOnlyList<string>[] sentences = [.. Enumerable.Range(0, FreshSentences).Select(_ => fresh.Next())];
        IReadOnlyList<string>[] covered = [.. sentences.Where(perplexity.Covers)];
        WholeFile.Write(output, file);
        streams.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{output}: {domain.Name}, {file.Length} bytes, {automaton.Words} words, {automaton.States} states, {automaton.Arcs} arcs; of fresh sentences {100.0 * covered.Length / sentences.Length:0.0}% covered, perplexity {perplexity.Of(covered):0.0}"));
    }

    private static void Report(string modelPath, bool report, string? picturePath, Streams streams)
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
