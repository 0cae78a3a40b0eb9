using System.Globalization;

namespace Sotto.Cli.Bench;

/// <summary>Counts instructions, code and stack on a board's processor.</summary>
internal static class IsaBench
{
    private const string Total = "total";
    private const string FrontEnd = "front_end";
    private const string Decoder = "decoder";

    /// <summary>Functions that callers call.</summary>
    private static readonly string[] Entries =
    [
        "sotto_front_end_feed", "sotto_model_load", "sotto_model_reset", "sotto_model_step", "sotto_decoder_load", "sotto_decoder_feed",
    ];

    /// <summary>Measures, and prints it.</summary>
    /// <param name="target">The processor.</param>
    /// <param name="subjects">The models.</param>
    /// <param name="output">Receives the tables.</param>
    /// <returns>Everything that was counted.</returns>
    public static Baseline Run(CrossTarget target, List<BenchSubject> subjects, TextWriter output)
    {
        Dictionary<string, long> counts = [];
        using (CrossProgram fast = CrossProgram.Build(target, "-O2"))
        {
            foreach (BenchSubject subject in subjects)
            {
                InstructionCount count = InstructionCount.OfModel(fast, subject);
                Add(counts, $"instructions {subject.Name}", count.Functions);
                Write(output, subject.Name, count, subject.Steps, subject.Model.MultiplyAccumulatesPerStep);
            }

            InstructionCount rows = InstructionCount.OfFrontEnd(fast);
            Add(counts, $"instructions {FrontEnd}", rows.Functions);
            Write(output, FrontEnd, rows, BenchAudio.Rows, 0);

            InstructionCount feeds = InstructionCount.OfDecoder(fast);
            Add(counts, $"instructions {Decoder}", feeds.Functions);
            Write(output, $"{Decoder}, a feed on average over the context", feeds, BenchDecoder.Rows.Length, BenchDecoder.MultiplyAccumulatesPerFeed);
            AddStack(counts, fast);
        }

        using (CrossProgram small = CrossProgram.Build(target, "-Os", "-DNO_DECODER"))
        {
            Add(counts, "code kernels", small.Sizes());
        }

        using (CrossProgram small = CrossProgram.Build(target, "-Os", "-DONLY_DECODER"))
        {
            Add(counts, $"code {Decoder}", small.Sizes());
        }

        new ReportTable("code and constants at -Os, and the deepest stack under a call at -O2, in bytes", [("", false), ("bytes", true)], CodeRows(counts), total: null)
            .Write(output);
        return new Baseline(CrossProgram.CompilerVersion(target), "", counts);
    }

    private static void Add(Dictionary<string, long> counts, string subject, IReadOnlyDictionary<string, long> functions)
    {
        foreach ((string function, long count) in functions)
        {
            counts[$"{subject} {function}"] = count;
        }

        counts[$"{subject} {Total}"] = functions.Values.Sum();
    }

    private static void AddStack(Dictionary<string, long> counts, CrossProgram program)
    {
        StackDepth depth = new(program.CallGraphs);
        foreach (string entry in Entries)
        {
            counts[$"stack deepest {entry}"] = depth.Of(entry);
        }
    }

    private static IEnumerable<string[]> CodeRows(Dictionary<string, long> counts) =>
        counts.Where(count => count.Key.StartsWith("stack ", StringComparison.Ordinal) || (count.Key.StartsWith("code ", StringComparison.Ordinal) && count.Key.EndsWith($" {Total}", StringComparison.Ordinal)))
            .Select(count => new[] { count.Key, Text(count.Value) });

    private static void Write(TextWriter output, string name, InstructionCount count, int units, int multiplyAccumulates)
    {
        string rate = multiplyAccumulates == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {(double)count.Total / units / multiplyAccumulates:F3} a multiply-accumulate");
        new ReportTable(
            $"{name}: {Text(count.Total / units)} instructions{rate}",
            [("function", false), ("instructions", true), ("%", true)],
            count.Functions.OrderByDescending(function => function.Value).Where(function => function.Value * 100 >= count.Total)
                .Select(function => new[] { function.Key, Text(function.Value / units), Text(100 * function.Value / count.Total) }),
            total: null).Write(output);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
