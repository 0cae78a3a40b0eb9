using System.Globalization;
using Sotto.Models;

namespace Sotto.Cli.Bench;

/// <summary>
/// What a chip and its microphone draw in each state, estimated: P = 3.3 V x (base + load x (running - base) + microphone + radio),
/// where load is the share of one core that the state's instructions take. docs/energy.md says where the constants are from.
/// </summary>
internal static class EnergyTable
{
    private const double Volts = 3.3;
    private const double RowsPerSecond = 100;

    /// <summary>Milliamperes of an INMP441.</summary>
    private const double Microphone = 2.2;

    /// <summary>Instructions of one iteration of CoreMark, RV32IM, -O2.</summary>
    private const double CoreMarkInstructions = 322975;

    /// <summary>Rows that the committed counts of the front end are of.</summary>
    private const int CountedRows = 50;

    /// <summary>What the busiest state and the gate's catching up may take of a core at the clock that is recommended.</summary>
    private const double MostLoad = 0.5;
    private const double MostLoadCatchingUp = 1;

    private const string Window = "command window, someone speaks";
    private const string CatchingUp = "the gate opens: wake model catches up, at most 0.5 s";

    private static readonly Chip[] Chips =
    [
        new("ESP32", "lx106", 2.10, 4.1, 180, [new(240, 30, 49), new(160, 27, 35.5), new(80, 20, 25.5)]),
        new("ESP32-S3", "lx106", 2.56, 12.5, 283, [new(240, 47.6, 65.9), new(160, 42.3, 54.6), new(80, 36.1, 42.6)]),
        new("ESP32-C3", "rv32imc", 2.55, 5.5, 276, [new(160, 21, 28), new(80, 18, 22)]),
    ];

    private static readonly State[] States =
    [
        new("muted, microphone off", false, []),
        new("quiet: both gates closed", true, []),
        new("noise: the tiny model is asked", true, ["voice"]),
        new("someone speaks: wake model", true, ["voice", "wake"]),
        new(CatchingUp, true, ["voice", .. Enumerable.Repeat("wake", VoiceGate.CatchUpRows)]),
        new(Window, true, ["voice", "wake", "commands"]),
        new("no gate, always", true, ["wake"]),
        new("quiet, joined to Wi-Fi", true, [], Radio.Joined),
        new("quiet, MQTT message on the air", true, [], Radio.Sending),
    ];

    private enum Radio
    {
        Off,
        Joined,
        Sending,
    }

    /// <param name="Name">The chip.</param>
    /// <param name="Counts">Whose instructions are taken for its own.</param>
    /// <param name="CoreMarkPerMegahertz">Of one core.</param>
    /// <param name="Joined">What the radio adds while it is joined and idle, mA.</param>
    /// <param name="Sending">What the whole chip draws while it sends, mA.</param>
    /// <param name="Clocks">Its clocks, the fastest first.</param>
    private sealed record Chip(string Name, string Counts, double CoreMarkPerMegahertz, double Joined, double Sending, Clock[] Clocks)
    {
        public double CyclesPerInstruction => 1e6 / CoreMarkPerMegahertz / CoreMarkInstructions;
    }

    /// <param name="Megahertz">The clock.</param>
    /// <param name="Base">mA of the chip, radio off, its cores waiting.</param>
    /// <param name="Running">mA with one core running.</param>
    private sealed record Clock(int Megahertz, double Base, double Running);

    private sealed record State(string Name, bool FrontEnd, string[] Models, Radio Radio = Radio.Off);

    /// <summary>Writes the tables as Markdown.</summary>
    /// <param name="counts">Folder of the committed counts.</param>
    /// <param name="to">Where they go.</param>
    /// <exception cref="UserException">A count is missing.</exception>
    public static void Write(string counts, TextWriter to)
    {
        Dictionary<string, Baseline> baselines = Chips.Select(chip => chip.Counts).Distinct()
            .ToDictionary(name => name, name => Baseline.Read(Path.Combine(counts, $"{name}.counts")));
        foreach (Chip chip in Chips)
        {
            WriteChip(chip, baselines[chip.Counts], to);
        }
    }

    private static void WriteChip(Chip chip, Baseline counts, TextWriter to)
    {
        Line(to, [$"{chip.Name}, state", "MACs a second", "instructions a second", .. chip.Clocks.Select(clock => $"load at {clock.Megahertz} MHz"),
            .. chip.Clocks.Select(clock => $"mW at {clock.Megahertz} MHz")]);
        Line(to, [.. Enumerable.Repeat("---", 3 + (2 * chip.Clocks.Length))]);
        foreach (State state in States)
        {
            double instructions = InstructionsPerSecond(state, counts);
            Line(to, [state.Name, Millions(MultiplyAccumulatesPerSecond(state)), Millions(instructions),
                .. chip.Clocks.Select(clock => Percent(Load(instructions, chip, clock))),
                .. chip.Clocks.Select(clock => Text($"{Milliwatts(state, instructions, chip, clock):0}"))]);
        }

        WriteClock(chip, counts, to);
    }

    private static void WriteClock(Chip chip, Baseline counts, TextWriter to)
    {
        double LoadOf(string name, Clock clock) => Load(InstructionsPerSecond(States.Single(state => state.Name == name), counts), chip, clock);
        Clock slowest = chip.Clocks.Last(clock => LoadOf(Window, clock) <= MostLoad && LoadOf(CatchingUp, clock) <= MostLoadCatchingUp);
        to.WriteLine();
        to.WriteLine(Text(
            $"Slowest clock that does: {slowest.Megahertz} MHz, where the command window takes {Percent(LoadOf(Window, slowest))} of a core and catching up {Percent(LoadOf(CatchingUp, slowest))}."));
        to.WriteLine();
    }

    private static double Load(double instructions, Chip chip, Clock clock) => instructions * chip.CyclesPerInstruction / (clock.Megahertz * 1e6);

    private static double Milliwatts(State state, double instructions, Chip chip, Clock clock)
    {
        double still = state.Radio switch
        {
            Radio.Joined => clock.Base + chip.Joined,
            Radio.Sending => chip.Sending,
            _ => clock.Base,
        };
        return Volts * (still + (Load(instructions, chip, clock) * (clock.Running - clock.Base)) + (state.FrontEnd ? Microphone : 0));
    }

    private static double MultiplyAccumulatesPerSecond(State state) => state.Models.Sum(name =>
    {
        Model model = Subject(name).Model;
        return model.MultiplyAccumulatesPerStep * RowsPerSecond / model.StepFrames;
    });

    private static double InstructionsPerSecond(State state, Baseline counts) =>
        (state.FrontEnd ? Total(counts, "front_end") * RowsPerSecond / CountedRows : 0)
        + state.Models.Sum(name => Total(counts, name) * RowsPerSecond / (Subject(name).Steps * Subject(name).Model.StepFrames));

    private static BenchSubject Subject(string name) => BenchSubject.Bundled.Single(subject => subject.Name == name);

    private static long Total(Baseline counts, string subject) =>
        counts.Counts.TryGetValue($"instructions {subject} total", out long total)
            ? total
            : throw new UserException($"{subject}: the committed counts lack it; sotto bench --isa NAME --baseline FILE --rebaseline WHY counts it");

    private static string Percent(double value) => Text($"{100 * value:0.0}%");

    private static string Millions(double value) => Text($"{value / 1e6:0.00} M");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(TextWriter to, string[] cells) => to.WriteLine($"| {string.Join(" | ", cells)} |");
}
