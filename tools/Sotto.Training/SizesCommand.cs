using System.Globalization;
using Sotto.Audio;
using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Network;

namespace Sotto.Training;

/// <summary>What a wake model costs and finds in floating point, in 8 bits, in 4, pruned, and pruned in 4.</summary>
public static class SizesCommand
{
    /// <summary>Makes the smaller models and prints the table.</summary>
    /// <param name="options">The model, and how the smaller ones are made.</param>
    /// <param name="folder">Receives the smaller models; null for none.</param>
    public static void Run(CompileOptions options, string? folder)
    {
        byte[] file = File.ReadAllBytes(options.Model);
        KeywordNetwork exact = CompileCommand.Read(options.Model, file, words: 1);
        Model model = Model.Load(file);
        if (model.Kind != ModelKind.Wake)
        {
            throw new InvalidDataException($"{options.Model}: not a wake model");
        }

        TrainingData data = TrainingData.Load(options.Audio, options.Speech, options.Plan, taught: false);

        // The smaller models' thresholds are chosen as now: the original's may have been chosen otherwise.
        model = Model.Load(Thresholds.Apply(file, data.Corpus, options.LeaveOut));
        List<string> table =
        [
            "| model | tables, bytes | arena, bytes | multiply-accumulates a second | found, clean | kitchen 10 dB | 5 dB | 0 dB | false | hours |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            Row("float", sizeof(float) * exact.Shape.Weights(FrontEnd.FeatureCount, model.OutputLength), null, model, new WakeEvaluation(model, data.Corpus, exact)),
            Row("int8", model.TableBytes, model.ArenaBytes, model, new WakeEvaluation(model, data.Corpus)),
        ];
        foreach ((string name, bool fourBits, double prune, double sparse) in Kinds(options.Prune))
        {
            byte[] small = CompileCommand.Shrink(options with { FourBits = fourBits, Prune = prune, Sparse = sparse }, file, data);
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                WholeFile.Write(Path.Combine(folder, $"{model.Name}-{name.Replace(", ", "-", StringComparison.Ordinal)}.sotto"), small);
            }

            Model made = Model.Load(small);
            table.Add(Row(name, made.TableBytes, made.ArenaBytes, made, new WakeEvaluation(made, data.Corpus)));
            if (sparse > 0)
            {
                table.Add(DescribeZeros(small, made));
            }
        }

        table.ForEach(Console.WriteLine);
    }

    // The last shows what is not done: zeros wherever they fall leave the tables and the loops over them as they were.
    private static (string Name, bool FourBits, double Prune, double Sparse)[] Kinds(double prune) =>
        [("int4", true, 0, 0), ("pruned", false, prune, 0), ("pruned, int4", true, prune, 0), ("as many weights zero", false, 0, prune)];

    /// <summary>What zeros wherever they fall would save if a bit a weight told them.</summary>
    private static string DescribeZeros(byte[] file, Model model)
    {
        sbyte[] weights = [.. Enumerable.Range(0, model.LayerCount).SelectMany(i => LayerWeights.Weights(file, model.OperatorAt(i), model.LayerAt(i)))];
        int zeros = weights.Count(weight => weight == 0);
        int told = model.TableBytes - zeros + ((weights.Length + 7) / 8);
        return FormattableString.Invariant(
            $"\nOf the last, {zeros} of {weights.Length} weights are zero: no byte and no product fewer as tables lie and kernels run. A bit a weight that tells them would leave {told} bytes, and loops that branch at each.");
    }

    private static string Row(string name, int tables, int? arena, Model model, WakeEvaluation evaluation)
    {
        WakeResult[] own = [.. evaluation.OwnFifth()];
        WakeResult[] others = [.. evaluation.OtherSpeech()];
        IEnumerable<string> cells =
        [
            name, $"{tables}", arena is null ? "" : $"{arena}", $"{model.MultiplyAccumulatesPerStep * 100 / model.StepFrames}",
            .. own.Select(result => (100 * result.Found).ToString("0.0", CultureInfo.InvariantCulture) + "%"),
            $"{own.Concat(others).Sum(result => result.False)}",
            own.Concat(others).Sum(result => result.Hours).ToString("0.00", CultureInfo.InvariantCulture),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }
}
