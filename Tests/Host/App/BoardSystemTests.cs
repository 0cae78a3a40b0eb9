using System.Text;
using Sotto.Firmware.Hardware;
using Sotto.Platform;
using Xunit;

namespace Sotto.HostTests.App;

/// <summary>The chip as the application sees it.</summary>
[Collection("SimulatedChip")]
public sealed class BoardSystemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName + "/";
    private readonly FlashFileStore _files;

    public BoardSystemTests()
    {
        SimulatedChip.Reset();
        SimulatedNetwork.Reset();
        _files = new FlashFileStore(_folder);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_serial_number_is_that_of_the_radio()
    {
        Assert.Equal("246f280a0b0c", new BoardSystem(_files).SerialNumber);
        SimulatedNetwork.PhysicalAddress = null;
        Assert.Equal("board", new BoardSystem(_files).SerialNumber);
    }

    [Fact]
    public void The_next_start_knows_why_the_board_was_started_and_the_one_after_no_more()
    {
        BoardSystem system = new(_files);
        Assert.Equal("power on", system.StartReason);
        Assert.Throws<ChipRestartedException>(system.Restart);
        Assert.Equal("restart", new BoardSystem(_files).StartReason);
        Assert.Equal("power on", new BoardSystem(_files).StartReason);
        Assert.Throws<ChipRestartedException>(() => system.Fail(new InvalidOperationException("broken")));
        Assert.Equal("fault", new BoardSystem(_files).StartReason);
    }

    [Theory]
    [InlineData("restart!")]
    [InlineData("something longer than any reason")]
    [InlineData("\u0001\u0002")]
    public void A_reason_that_is_none_is_not_believed(string text)
    {
        File.WriteAllBytes(_folder + "start.txt", Encoding.UTF8.GetBytes(text));
        Assert.Equal("power on", new BoardSystem(_files).StartReason);
    }

    [Fact]
    public void Times_and_memory_are_the_chips()
    {
        SimulatedChip.Advance(12_345_678);
        Assert.Equal(12_345, new BoardClock().Milliseconds);
        Assert.Equal(65536, new BoardSystem(_files).FreeHeap);
    }

    [Fact]
    public void The_watchdog_bites_after_ten_rounds_in_which_nobody_fed_it()
    {
        Watchdog watchdog = new();
        for (int fed = 0; fed < 3; fed++)
        {
            watchdog.Feed();
            Assert.False(watchdog.EndRound());
            for (int round = 1; round < Watchdog.Rounds; round++)
            {
                Assert.False(watchdog.EndRound());
            }
        }

        Assert.True(watchdog.EndRound());
    }
}
