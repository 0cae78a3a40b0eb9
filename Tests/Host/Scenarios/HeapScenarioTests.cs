using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests.Scenarios;

/// <summary>Tests that look at the heap of the whole process, in which nothing else must run meanwhile.</summary>
[CollectionDefinition("Heap", DisableParallelization = true)]
public sealed class HeapTests;

/// <summary>What a board keeps of the heap over a day.</summary>
[Collection("Heap")]
public sealed class HeapScenarioTests(ITestOutputHelper output)
{
    private const int Rate = 16000;

    /// <summary>
    /// A day of sounds, shortened unless SOTTO_HOURS says how long. .NET itself keeps something now and then, of code that it
    /// compiles anew because it runs often; what the board kept would show in every quarter of the day, and one has none.
    /// </summary>
    [Fact]
    public void HeapDoesNotGrowOverADay()
    {
        double hours = double.Parse(Environment.GetEnvironmentVariable("SOTTO_HOURS") ?? "0.3", CultureInfo.InvariantCulture);
        ScenarioBoard board = BoardScenarioTests.Tested();
        Random random = new(24);
        short[] noise = [.. Enumerable.Range(0, 20 * Rate).Select(_ => (short)random.Next(-400, 400))];
        long[] live = new long[5];
        int[] commands = new int[live.Length];
        for (int quarter = 0; quarter < live.Length; quarter++)
        {
            live[quarter] = Live();
            commands[quarter] = board.Application.Counters.Commands;
            Hear(board, noise, (int)(hours * 900));
        }

        output.WriteLine($"{hours} h: {commands[^1]} commands, live heap after each quarter {string.Join(", ", live)} bytes");
        Assert.All(commands.Zip(commands[1..]), quarter => Assert.InRange(quarter.Second - quarter.First, 3, int.MaxValue));
        Assert.InRange(live.Zip(live[1..]).Min(quarter => quarter.Second - quarter.First), long.MinValue, 0);
    }

    private static void Hear(ScenarioBoard board, short[] noise, int seconds)
    {
        long end = board.System.Milliseconds + (seconds * 1000L);
        for (int i = 0; board.System.Milliseconds < end; i++)
        {
            board.Hear(noise);
            board.Hear(BoardScenarioTests.Demo[i % BoardScenarioTests.Demo.Length]);
            board.Take();
        }
    }

    private static long Live()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
