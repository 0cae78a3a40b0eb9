using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class ToneTests
{
    private static string _heard;

    [DataRow((int)TonePattern.Confirm, "880 1319 silence ")]
    [DataRow((int)TonePattern.Cancel, "1319 880 silence ")]
    [DataRow((int)TonePattern.Listen, "1319 silence ")]
    public void TonesSoundAndEnd(int pattern, string expected)
    {
        SimulatedPwm output = new SimulatedPwm();
        Tone tone = new Tone(output);
        _heard = "";
        output.Changed += Hear;
        tone.Update(0);
        tone.Play((TonePattern)pattern);
        for (int now = 0; now <= 1000; now += 10)
        {
            Assert.AreEqual(_heard.Length < expected.Length, tone.IsPlaying);
            tone.Update(now);
        }

        Assert.AreEqual(expected, _heard);
    }

    [TestMethod]
    public void NotesLastNineHundredthsOfASecond()
    {
        SimulatedPwm output = new SimulatedPwm();
        Tone tone = new Tone(output);
        tone.Update(0);
        tone.Play(TonePattern.Confirm);
        tone.Update(89);
        Assert.AreEqual(880, output.Frequency);
        tone.Update(90);
        Assert.AreEqual(1319, output.Frequency);
        tone.Update(179);
        Assert.AreEqual(5000, output.Duty);
        tone.Update(180);
        Assert.AreEqual(0, output.Duty);
        Assert.IsFalse(tone.IsPlaying);
    }

    private static void Hear(object device)
    {
        SimulatedPwm output = (SimulatedPwm)device;
        _heard += (output.Duty == 0 ? "silence" : output.Frequency.ToString()) + " ";
    }
}
