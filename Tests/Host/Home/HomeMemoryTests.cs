using Sotto.Firmware.Home;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>What the home costs while nothing happens.</summary>
public sealed class HomeMemoryTests
{
    [Fact]
    public void Idle_home_allocates_nothing()
    {
        HomeLink home = Make();
        Turn(home, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Turn(home, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Turn(HomeLink home, int times)
    {
        for (int i = 0; i < times; i++)
        {
            home.Step();
            home.Deliver();
        }
    }

    private static HomeLink Make()
    {
        FakeSystem system = new();
        FakeBoard board = new();
        HomeLink home = new(new FakeMqttLink(), system, system, board, new HomeOptions());
        board.Listener = home;
        return home;
    }
}
