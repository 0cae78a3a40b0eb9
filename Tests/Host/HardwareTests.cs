using System.Device.Gpio;
using Sotto.Devices;
using Sotto.Devices.Hardware;
using Sotto.Platform;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The thin classes of Devices/Hardware over a simulated chip, end to end.</summary>
[Collection("SimulatedChip")]
public sealed class HardwareTests
{
    private const int Clock = 26;
    private const int WordSelect = 25;
    private const int Data = 33;

    private readonly GpioController _pins = new();

    public HardwareTests() => SimulatedChip.Reset();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_output_is_driven_from_the_first_moment(bool high)
    {
        GpioOutput output = new(_pins, 4, high);
        output.Write(!high);
        Assert.Equal([false, high, !high], SimulatedChip.Written(4));
    }

    [Fact]
    public void A_relay_on_a_low_pin_is_off_at_once_and_switches()
    {
        Relay relay = new("light", new GpioOutput(_pins, 16, high: true), activeLow: true, failOn: false);
        relay.Set(true);
        relay.Fail();
        Assert.Equal([false, true, true, false, true], SimulatedChip.Written(16));
    }

    [Fact]
    public void A_pin_that_is_open_cannot_be_opened_again()
    {
        GpioInput button = new(_pins, 0, pullUp: true);
        Assert.True(button.Read());
        Assert.Throws<InvalidOperationException>(() => new GpioOutput(_pins, 0, high: false));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void An_input_reads_its_pull_and_what_drives_it(bool pullUp, bool atRest)
    {
        GpioInput input = new(_pins, 5, pullUp);
        Assert.Equal(atRest, input.Read());
        SimulatedChip.Drive(5, !atRest);
        Assert.Equal(!atRest, input.Read());
    }

    [Fact]
    public void A_button_between_pin_and_ground_is_pressed()
    {
        PushButton button = new(new GpioInput(_pins, 0, pullUp: true), activeLow: true);
        Assert.Equal(ButtonEvent.None, button.Poll(0));
        SimulatedChip.Drive(0, high: false);
        Assert.Equal(ButtonEvent.None, button.Poll(10));
        Assert.Equal(ButtonEvent.Pressed, button.Poll(35));
    }

    [Fact]
    public void A_lamp_is_dimmed_on_its_pin()
    {
        Dimmer lamp = new("lamp", new PwmOutput(14, 3, Dimmer.DefaultFrequency), Dimmer.DefaultFrequency, 0);
        Assert.Equal((1000, 0.0), SimulatedChip.Pwm(14));
        lamp.Set(50);
        Assert.Equal((1000, 0.1842), SimulatedChip.Pwm(14));
        lamp.Set(100);
        Assert.Equal((1000, 1.0), SimulatedChip.Pwm(14));
    }

    [Fact]
    public void A_tone_changes_the_frequency()
    {
        Tone tone = new(new PwmOutput(13, 8, 880));
        tone.Play(TonePattern.Listen);
        Assert.Equal((1319, 0.5), SimulatedChip.Pwm(13));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Units_that_do_not_work_everywhere_are_refused(int unit)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new PwmOutput(14, unit, 1000));

    [Theory]
    [InlineData("inmp441", 1, false)]
    [InlineData("inmp441", 2, true)]
    [InlineData("ics43434", 1, false)]
    public void Samples_come_from_the_microphone_to_the_reader(string name, int port, bool right)
    {
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        Wire(profile, right);
        SimulatedChip.Advance(123_456);
        I2sMicrophone microphone = Microphone(profile, port, right ? 1 : 0);
        Assert.Equal(Played(0, 16000), Listen(microphone, 16000));
        Assert.Equal(0, microphone.Lost);
        Assert.Equal(123_456 + 1_008_000, SimulatedChip.Microseconds);
        microphone.Stop();
        microphone.Start();
        Assert.Equal(Played(0, 160), Listen(microphone, 160));
    }

    [Fact]
    public void Of_chips_that_swap_the_slots_the_other_channel_is_right()
    {
        MicrophoneProfile profile = MicrophoneProfile.Find("inmp441");
        SimulatedChip.SwapsSlots = true;
        Wire(profile, right: false);
        MicrophoneSelfTest test = new(profile, 0, MicrophoneProfile.DefaultShift);
        I2sMicrophone microphone = Microphone(profile, 1, 0);
        microphone.Watch(test);
        Listen(microphone, MicrophoneSelfTest.SettleFrames + MicrophoneSelfTest.JudgedFrames);
        Assert.True(test.IsDone);
        Assert.Equal("this channel is silent and the other one hears: set the other channel, or connect L/R to the other level", test.Judge().Text);
        microphone.Stop();
        Assert.Equal(Played(0, 320), Listen(Microphone(profile, 1, 1), 320));
    }

    [Fact]
    public void The_wrong_data_pin_is_recognised()
    {
        MicrophoneProfile profile = MicrophoneProfile.Find("inmp441");
        SimulatedChip.Microphone = new(Clock, WordSelect, 32, _ => 1, _ => 1);
        MicrophoneSelfTest test = new(profile, 0, MicrophoneProfile.DefaultShift);
        I2sMicrophone microphone = Microphone(profile, 1, 0);
        microphone.Watch(test);
        Listen(microphone, MicrophoneSelfTest.SettleFrames + MicrophoneSelfTest.JudgedFrames);
        Assert.Equal(MicrophoneFault.AllZero, test.Judge().Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_PDM_microphone_is_heard_where_the_firmware_connects_it(bool readsPdm)
    {
        SimulatedChip.ReadsPdm = readsPdm;
        SimulatedChip.Microphone = new(Clock, -1, Data, frame => Sample(frame) << 16, _ => 0);
        I2sBus bus = new(MicrophoneProfile.Find("pdm"), 1, Clock, -1, Data, I2sBus.DefaultBufferBytes);
        I2sMicrophone microphone = new(bus, MicrophoneProfile.Find("pdm"), 0, 16, I2sMicrophone.DefaultRing);
        microphone.Start();
        short[] heard = Listen(microphone, 16000)[8000..];
        Assert.Equal(readsPdm ? 1980 : 0, heard.Max() - heard.Min(), 40.0);
    }

    /// <summary>A stall of 300 ms at 1,000 random moments, each after the one before was caught up with: nothing is lost. One of 400 ms: all that is lost is counted.</summary>
    [Fact]
    public void A_stall_of_300_ms_loses_nothing_and_more_is_counted()
    {
        Random random = new(6);
        MicrophoneProfile profile = MicrophoneProfile.Find("inmp441");
        Wire(profile, right: false);
        I2sMicrophone microphone = Microphone(profile, 1, 0);
        int at = 0;
        for (int i = 0; i < 1000; i++)
        {
            int count = random.Next(5000, 12000);
            Assert.Equal(Played(at, count), Listen(microphone, count));
            at += count;
            SimulatedChip.Advance(300_000 - random.Next(20_000));
        }

        Assert.Equal(0, microphone.Lost);
        Assert.Equal(Played(at, 16000), Listen(microphone, 16000));
        at += 16000;
        SimulatedChip.Advance(400_000);
        short[] heard = Listen(microphone, 16000);
        long lost = microphone.Lost;
        Assert.InRange(lost, 1000, 1800);

        // What was still in the ring or with the driver's reader goes on where it stopped; then there is one gap.
        int gap = Enumerable.Range(0, heard.Length).First(i => heard[i] != Sample(at + i));
        Assert.InRange(gap, 0, 512);
        Assert.Equal(Played(at + gap + (int)lost, heard.Length - gap), heard[gap..]);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        MicrophoneProfile profile = MicrophoneProfile.Find("sph0645");
        SimulatedChip.Microphone = new(Clock, WordSelect, Data, _ => 1, _ => 1);
        I2sMicrophone microphone = Microphone(profile, 1, 0);
        MicrophoneSelfTest test = new(profile, 0, MicrophoneProfile.DefaultShift);
        microphone.Watch(test);
        short[] block = new short[160];
        Assert.Equal(160, microphone.Read(block, 0, 160));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 400; i++)
        {
            microphone.Read(block, 0, 160);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_cannot_be_opened_says_why()
    {
        MicrophoneProfile profile = MicrophoneProfile.Find("inmp441");
        I2sBus bus = new(profile, 1, Clock, WordSelect, Data, I2sBus.DefaultBufferBytes);
        Assert.Equal("the I2S port is closed", Assert.Throws<InvalidOperationException>(() => bus.Read(new byte[8])).Message);
        bus.Open();
        Assert.Equal("the I2S port is open", Assert.Throws<InvalidOperationException>(bus.Open).Message);
        I2sBus second = new(profile, 1, Clock, WordSelect, Data, I2sBus.DefaultBufferBytes);
        Assert.Equal("I2S port 1 cannot be opened: the port is open, or has too little memory", Assert.Throws<InvalidOperationException>(second.Open).Message);
        bus.Close();
        bus.Close();
        second.Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => new I2sBus(profile, 3, Clock, WordSelect, Data, I2sBus.DefaultBufferBytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new I2sBus(profile, 1, Clock, WordSelect, Data, 6000));
        Assert.Equal((256, 20), (bus.BlockFrames, bus.KeptBlocks));
    }

    /// <summary>Sound that never repeats soon, silent on the mean, and with no bits that any microphone lacks.</summary>
    private static short Sample(long frame) => (short)((frame * 37 % 1991) - 990);

    private static short[] Played(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Sample(i))];

    /// <summary>Solders a microphone to the pins, whose samples come back with the usual shift.</summary>
    private static void Wire(MicrophoneProfile profile, bool right)
    {
        Func<long, int> speaks = frame => (int)((uint)(Sample(frame) << MicrophoneProfile.DefaultShift) >> profile.LateBits);
        Func<long, int> silent = _ => 0;
        SimulatedChip.Microphone = new(Clock, WordSelect, Data, right ? silent : speaks, right ? speaks : silent);
    }

    private static I2sMicrophone Microphone(MicrophoneProfile profile, int port, int channel)
    {
        I2sBus bus = new(profile, port, Clock, WordSelect, Data, I2sBus.DefaultBufferBytes);
        I2sMicrophone microphone = new(bus, profile, channel, MicrophoneProfile.DefaultShift, I2sMicrophone.DefaultRing);
        microphone.Start();
        return microphone;
    }

    private static short[] Listen(I2sMicrophone microphone, int count)
    {
        short[] heard = new short[count];
        for (int done = 0; done < count;)
        {
            done += microphone.Read(heard, done, Math.Min(160, count - done));
        }

        return heard;
    }
}
