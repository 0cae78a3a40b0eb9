using Sotto.Devices;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What the application allocates.</summary>
public sealed class VoiceApplicationAllocationTests
{
    /// <summary>A minute of steps in which nothing happens, with the bundled models, allocates nothing.</summary>
    [Fact]
    public void StepsInWhichNothingHappensAllocateNothing()
    {
        SimulatedSystem system = new();
        SimulatedFileStore files = new();
        new SlotStore(files, "tested", 1).Write(new byte[1]);
        SimulatedMicrophone microphone = new(8192);
        StatusLed led = new(new SimulatedPin(false), false);
        ApplicationParts parts = new()
        {
            Clock = system,
            System = system,
            Files = files,
            Settings = new SettingsStore(files, []),
            Microphone = microphone,
            Session = new ManagedSession(Load("wake"), Load("commands"), 3000),
            Button = new PushButton(new SimulatedPin(false), false),
            Led = led,
            Timed = [led],
            Devices = [new SwitchedDevice(new SimulatedRelay("light"), "")],
        };
        VoiceApplication application = new(parts);
        Run(100);
        Assert.Equal(BoardState.Listening, application.State);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(6000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                microphone.Advance(10);
                system.Milliseconds += 10;
                application.Step();
            }
        }
    }

    private static ModelStream Load(string name) =>
        new(Model.Load(File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", name + ".sotto"))));
}
