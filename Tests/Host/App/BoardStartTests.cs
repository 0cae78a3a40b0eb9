using System.Text;
using Sotto.App;
using Sotto.Audio;
using Sotto.Devices;
using Sotto.Firmware;
using Sotto.Firmware.Hardware;
using Sotto.Interop;
using Sotto.NativeApp;
using Sotto.Platform;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests.App;

/// <summary>Whole applications on a simulated chip: from the board's file to the pins.</summary>
[Collection("SimulatedChip")]
public sealed class BoardStartTests : IDisposable
{
    private const int Relay = 16;
    private const int SecondRelay = 17;
    private const int Lamp = 22;
    private const int Led = 2;
    private const int Button = 0;
    private const string Board = """
        name = test
        description = a board of tests
        target = ESP32_REV3
        chip = ESP32
        flash.megabytes = 4
        deploy.address = 0x1E0000
        deploy.kilobytes = 1792
        psram = no
        microphone.kind = inmp441
        microphone.clock = 26
        microphone.word-select = 25
        microphone.data = 33
        relay1.pin = 16
        relay1.active = low
        relay2.pin = 17
        relay2.active = low
        pwm1.pin = 22
        led.pin = 2
        button.pin = 0
        button.active = low
        tone.pin = 4

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName + "/";

    public BoardStartTests()
    {
        SimulatedChip.Reset();
        SimulatedNetwork.Reset();
        SimulatedBroker.Reset();
        SimulatedChip.Drive(Button, high: true);
        SimulatedChip.SwapsSlots = true;
        SimulatedChip.Microphone = new WiredMicrophone(26, 25, 33, Noise, _ => 0);
        File.WriteAllText(_folder + "board.txt", Board);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SimulatedBroker.Reset();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_button_moves_the_relays_pin_and_back()
    {
        BoardRunner runner = Start(new ButtonHearing());
        Run(runner, 3000);
        Assert.True(SimulatedChip.Written(Relay)[^1]);
        Press(runner);
        Assert.False(SimulatedChip.Written(Relay)[^1]);
        Run(runner, 1000);
        Press(runner);
        Assert.True(SimulatedChip.Written(Relay)[^1]);
    }

    [Fact]
    public void A_relay_that_no_device_uses_is_off_and_a_lamp_dark()
    {
        Start(new ButtonHearing());
        Assert.True(SimulatedChip.Written(SecondRelay)[^1]);
        Assert.Equal((1000, 0.0), SimulatedChip.Pwm(Lamp));
    }

    [Fact]
    public void The_first_start_tests_the_microphone_and_the_second_does_not()
    {
        BoardRunner runner = Start(new ButtonHearing());
        Run(runner, 20);
        Assert.Equal("self-test", runner.Application.StateName);
        Run(runner, 3000);
        Assert.Equal("listening", runner.Application.StateName);
        SimulatedChip.Reset();
        SimulatedChip.Drive(Button, high: true);
        runner = Start(new ButtonHearing());
        Run(runner, 20);
        Assert.Equal("listening", runner.Application.StateName);
    }

    [Fact]
    public void The_home_switches_the_relay_and_hears_of_it()
    {
        SimulatedNetwork.Name = "home";
        SimulatedNetwork.Password = "open sesame";
        SimulatedBroker.Runs = true;
        KeepSettings("wifi.name = home\nwifi.password = open sesame\nmqtt.host = broker.home\n");
        BoardRunner runner = Start(new ButtonHearing());
        Run(runner, 3000);
        Assert.Equal(("sotto/246f280a0b0c/availability", "offline"), SimulatedBroker.Will);
        Assert.Contains(SimulatedBroker.Published, message => message.Topic.StartsWith("homeassistant/", StringComparison.Ordinal));
        Assert.True(SimulatedBroker.Send("sotto/246f280a0b0c/light/set", "ON"u8.ToArray()));
        Run(runner, 500);
        Assert.False(SimulatedChip.Written(Relay)[^1]);
        Assert.Contains(SimulatedBroker.Published, message => message is { Topic: "sotto/246f280a0b0c/light/state", Text: "ON" });
    }

    [Fact]
    public void Without_a_network_the_button_works_on()
    {
        KeepSettings("wifi.name = home\nwifi.password = open sesame\nmqtt.host = broker.home\n");
        BoardRunner runner = Start(new ButtonHearing());
        Run(runner, 3000);
        Press(runner);
        Assert.False(SimulatedChip.Written(Relay)[^1]);
    }

    [Fact]
    public void New_settings_start_the_board_anew()
    {
        BoardRunner runner = Start(new ButtonHearing());
        Run(runner, 3000);
        Assert.Null(runner.Application.ChangeSettings("device.1.kind = relay\ndevice.1.name = fan\ndevice.1.output = relay2\n"));
        Assert.Throws<ChipRestartedException>(() => Run(runner, 5000));
        SimulatedChip.Reset();
        SimulatedChip.Drive(Button, high: true);
        runner = Start(new ButtonHearing());
        Assert.Equal("restart", runner.System.StartReason);
        Run(runner, 100);
        Press(runner);
        Assert.False(SimulatedChip.Written(SecondRelay)[^1]);
        Assert.True(SimulatedChip.Written(Relay)[^1]);
    }

    [Fact]
    public void A_board_that_cannot_start_says_why()
    {
        File.WriteAllText(_folder + "board.txt", Board + "relay3.pin = 16\n");
        Assert.Equal("board.txt: line 22: relay3.pin is the pin of relay1.pin already", new BoardRunner(_folder, new ButtonHearing()).Start());
        File.WriteAllText(_folder + "board.txt", new string('#', 5000));
        Assert.Equal("board.txt: longer than 4096 bytes", new BoardRunner(_folder, new ButtonHearing()).Start());
        File.Delete(_folder + "board.txt");
        Assert.Equal(
            "there is no file board.txt: put one of firmware/Boards there under this name", new BoardRunner(_folder, new ButtonHearing()).Start());
    }

    [Fact]
    public void More_dimmed_outputs_than_units_are_refused()
    {
        int[] pins = [12, 13, 14, 15, 18, 19];
        string outputs = string.Concat(pins.Select((pin, i) => $"pwm{i + 2}.pin = {pin}\n"));
        File.WriteAllText(_folder + "board.txt", Board + outputs);
        KeepSettings(string.Concat(Enumerable.Range(1, 6).Select(i => $"device.{i}.kind = dimmer\ndevice.{i}.name = lamp {i}\ndevice.{i}.output = pwm{i}\n")));
        Assert.Equal("more dimmed outputs and tones than the 6 PWM units", new BoardRunner(_folder, new ButtonHearing()).Start());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_native_application_tests_its_microphone_and_then_hears_commands(bool pdm)
    {
        NativeBuild.Need();
        NativeHearing hearing = Native(pdm: pdm);
        BoardRunner runner = Start(hearing);
        Run(runner, 20);
        Assert.Equal("self-test", runner.Application.StateName);
        WriteDemo(pdm);
        for (int i = 0; i < 2000 && runner.Application.Counters.Commands < 5; i++)
        {
            Run(runner, 10);
            WaitForSession((NativeSession)hearing.Session);
        }

        Assert.Equal(5, runner.Application.Counters.Commands);
        Assert.Contains(false, SimulatedChip.Written(Relay).Skip(3));
        Assert.True(File.Exists(_folder + "tested.a"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_native_application_says_that_a_microphone_sends_nothing(bool pdm)
    {
        NativeBuild.Need();
        BoardRunner runner = Start(Native(pdm: pdm));
        BoardLog log = new(runner.Application);
        runner.Application.AddListener(log);
        Run(runner, 1000);
        Assert.Contains("tested: all samples are 0: the microphone has no power or no clock, or the data pin is not the one set;", log.Text, StringComparison.Ordinal);
        Assert.Equal("fault", runner.Application.StateName);
    }

    [SkippableFact]
    public void A_model_that_came_by_update_is_the_one_that_hears()
    {
        NativeBuild.Need();
        byte[][] models = Models();
        byte[] commands = models[1];
        models[1] = [1, 2, 3];
        NativeHearing hearing = Native(models);
        Assert.Throws<Sotto.Models.ModelFormatException>(() => new BoardRunner(_folder, hearing).Start());
        SlotStore slots = new(new FlashFileStore(_folder), "commands", NativeHearing.LongestModel);
        Assert.Null(slots.Write(commands));
        byte[] record = new byte[20];
        record[0] = 1;
        record[16] = 1;
        Assert.Null(new SlotStore(new FlashFileStore(_folder), "update", record.Length).Write(record));
        SimulatedChip.Reset();
        Start(Native(models));
    }

    /// <summary>The setting alone does not do it: the board must have PSRAM and the models; else single words are heard.</summary>
    [SkippableTheory]
    [InlineData("no", true, false)]
    [InlineData("yes", false, false)]
    [InlineData("yes", true, true)]
    public void Sentences_are_heard_where_there_are_models_and_room_for_them(string psram, bool hasModels, bool hears)
    {
        NativeBuild.Need();
        File.WriteAllText(_folder + "board.txt", Board.Replace("psram = no", "psram = " + psram, StringComparison.Ordinal)
            .Replace("= 16\n", "= 18\n", StringComparison.Ordinal).Replace("= 17\n", "= 19\n", StringComparison.Ordinal));
        KeepSettings("command.sentences = yes\n");
        string[] names = ["acoustic.sotto", "Intent/home.words", "Intent/home.sotto"];
        byte[][] sentences = [.. names.Select(name => File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", name)))];
        NativeHearing hearing = Native(hasModels ? [.. Models(), .. sentences] : null);
        Start(hearing);
        using NativeSession session = (NativeSession)hearing.Session;
        Assert.Equal((hears, hears, hears ? 0 : 12), (session.Sentences is not null, hearing.Interpreter is not null, session.CommandLabels.Length));
    }

    private static byte[][] Models()
    {
        string[] names = ["wake.sotto", "commands.sotto", "voice.sotto"];
        return [.. names.Select(name => File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", name)))];
    }

    /// <summary>What an INMP441 sends of a quiet room: 24 bits.</summary>
    private static int Noise(long frame) => (int)((frame * 2654435761L) >> 7 & 0xFFFFF) - 0x80000 << 8;

    private static void Run(BoardRunner runner, int milliseconds)
    {
        long end = SimulatedChip.Microseconds + (milliseconds * 1000L);
        while (SimulatedChip.Microseconds < end)
        {
            runner.Step();
            runner.StepLink();
            SimulatedChip.Advance(10_000);
        }
    }

    private static void Press(BoardRunner runner)
    {
        SimulatedChip.Drive(Button, high: false);
        Run(runner, 100);
        SimulatedChip.Drive(Button, high: true);
        Run(runner, 100);
    }

    private BoardRunner Start(IHearing hearing)
    {
        BoardRunner runner = new(_folder, hearing);
        Assert.Null(runner.Start());
        return runner;
    }

    private string DemoFile => _folder + "demo.raw";

    /// <summary>Hears nothing before <see cref="WriteDemo"/>: its thread would be through all words before a step is done.</summary>
    private NativeHearing Native(byte[][]? models = null, bool pdm = false)
    {
        if (pdm)
        {
            File.WriteAllText(_folder + "board.txt", Board.Replace("inmp441", "pdm", StringComparison.Ordinal).Replace("microphone.word-select = 25\n", "", StringComparison.Ordinal));
        }

        File.WriteAllBytes(DemoFile, []);
        return new NativeHearing(models ?? Models(), new CaptureSettings { Path = DemoFile, Stereo32 = !pdm, Shift = MicrophoneProfile.DefaultShift });
    }

    /// <summary>Two seconds of a quiet room for the test, and then the demo, in the left slot of frames or as the samples of PDM.</summary>
    private void WriteDemo(bool pdm)
    {
        short[] demo = [.. Directory.GetFiles(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo"), "*.flac")
            .Order(StringComparer.Ordinal).SelectMany(file => AudioFile.Load(file).Samples)];
        IEnumerable<int> slots = Enumerable.Range(0, 32000).Select(i => Noise(i)).Concat(demo.Select(sample => sample << MicrophoneProfile.DefaultShift));
        File.WriteAllBytes(DemoFile, [.. slots.SelectMany(slot => pdm ? BitConverter.GetBytes((short)(slot >> 16)) : [.. BitConverter.GetBytes(slot), 0, 0, 0, 0])]);
    }

    /// <summary>The session's thread may have to wait for a processor: the board's time waits for it, or it would count as deaf.</summary>
    private static void WaitForSession(NativeSession session)
    {
        long heard = session.SamplesHeard;
        Assert.True(SpinWait.SpinUntil(() => session.SamplesHeard != heard || !session.IsCapturing, TimeSpan.FromSeconds(20)));
    }

    private void KeepSettings(string lines)
    {
        BoardDescription board = BoardDescription.Parse(File.ReadAllBytes(_folder + "board.txt"));
        Assert.Null(new SettingsStore(new FlashFileStore(_folder), board.Outputs).Change(Encoding.UTF8.GetBytes(lines)));
    }
}
