using Sotto.Firmware;
using Xunit;

namespace Sotto.HostTests;

/// <summary>firmware/README.md says what the firmware does.</summary>
public sealed class FirmwareReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(TestPaths.Root, "firmware/README.md"));

    /// <summary>The table of states is the one in the code, cell by cell.</summary>
    [Fact]
    public void StateTableIsThatOfTheCode()
    {
        string[][] rows = Table("| in \\ on |");
        string[] events = [.. Enum.GetNames<BoardEvent>().Select(Words)];
        Assert.Equal(["in \\ on", .. Enumerable.Range(0, StateTable.StateCount).Select(state => $"**{StateTable.NameOf((BoardState)state)}**")], rows[0]);
        Assert.Equal(StateTable.EventCount, rows.Length - 1);
        for (int happened = 0; happened < StateTable.EventCount; happened++)
        {
            Assert.Equal(events[happened], rows[happened + 1][0]);
            for (int state = 0; state < StateTable.StateCount; state++)
            {
                int next = StateTable.Next((BoardState)state, (BoardEvent)happened);
                Assert.Equal(next == StateTable.Ignored ? "" : StateTable.NameOf((BoardState)next), rows[happened + 1][state + 1]);
            }
        }
    }

    /// <summary>The table of settings has every key, and no other.</summary>
    [Fact]
    public void SettingsTableHasEveryKey()
    {
        string board = "name=x\ndescription=x\ntarget=x\nchip=ESP32\nflash.megabytes=4\ndeploy.address=0x1E0000\ndeploy.kilobytes=1792\npsram=no\n"
            + "microphone.kind=inmp441\nmicrophone.clock=14\nmicrophone.word-select=15\nmicrophone.data=32\nrelay1.pin=26\n";
        BoardOutput[] outputs = BoardDescription.Parse(System.Text.Encoding.UTF8.GetBytes(board)).Outputs;
        string[] keys =
        [
            .. Settings.Default(outputs).ToText(true).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = ")[0])
                .Select(key => key.Replace("device.1.", "device.N.", StringComparison.Ordinal)),
        ];
        Assert.Equal(keys.Order(), Table("| key |").Skip(1).Select(row => row[0].Trim('`')).Order());
    }

    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{char.ToLowerInvariant(c)}"));

    private static string[][] Table(string start) =>
    [
        .. Lines.SkipWhile(line => !line.StartsWith(start, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Where(line => !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];
}
