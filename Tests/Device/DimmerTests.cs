using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class DimmerTests
{
    // CIE 15:2018, 8.2.1, worked out with 30 digits: L* / 903.3 up to 8, ((L* + 16) / 116)^3 beyond.
    [DataRow(0, 0)]
    [DataRow(1, 1)]
    [DataRow(100, 11)]
    [DataRow(800, 89)]
    [DataRow(801, 89)]
    [DataRow(1000, 113)]
    [DataRow(2500, 442)]
    [DataRow(5000, 1842)]
    [DataRow(7500, 4828)]
    [DataRow(9999, 9997)]
    [DataRow(10000, 10000)]
    public void LightnessFollowsTheCurve(int lightness, int duty)
    {
        Assert.AreEqual(duty, Lightness.ToDuty(lightness));
    }

    [TestMethod]
    public void MoreLightnessIsNeverLessLight()
    {
        int before = 0;
        for (int lightness = 1; lightness <= Lightness.Full; lightness++)
        {
            int duty = Lightness.ToDuty(lightness);
            Assert.IsTrue(duty >= before && duty >= 1 && duty - before <= 3);
            before = duty;
        }
    }

    [DataRow(-5, 0, 0)]
    [DataRow(1, 1, 11)]
    [DataRow(50, 50, 1842)]
    [DataRow(100, 100, 10000)]
    [DataRow(1000, 100, 10000)]
    public void LevelIsSetAtOnceWithoutAFade(int wanted, int level, int duty)
    {
        SimulatedPwm output = new SimulatedPwm();
        Dimmer dimmer = new Dimmer("lamp", output, Dimmer.DefaultFrequency, 0);
        dimmer.Set(wanted);
        Assert.AreEqual(level, dimmer.Level);
        Assert.AreEqual(duty, output.Duty);
        Assert.AreEqual(1000, output.Frequency);
        Assert.IsFalse(dimmer.IsFading);
        Assert.AreEqual("lamp", dimmer.Name);
    }

    [TestMethod]
    public void FadeIsEvenInLightness()
    {
        SimulatedPwm output = new SimulatedPwm();
        Dimmer dimmer = new Dimmer("lamp", output, Dimmer.DefaultFrequency, 700);
        dimmer.Update(0);
        dimmer.Set(100);
        Assert.AreEqual(100, dimmer.Level);
        Assert.AreEqual(0, output.Duty);
        for (int now = 7; now <= 700; now += 7)
        {
            dimmer.Update(now);
            Assert.AreEqual(Lightness.ToDuty(now * 100 / 7), output.Duty);
            Assert.AreEqual(now < 700, dimmer.IsFading);
        }

        dimmer.Set(30);
        dimmer.Update(800);
        dimmer.Set(90);
        dimmer.Update(850);
        Assert.AreEqual(Lightness.ToDuty(9000), output.Duty);
        dimmer.Set(0);
        for (int now = 860; now < 1600; now += 10)
        {
            dimmer.Update(now);
        }

        Assert.AreEqual(0, output.Duty);
        Assert.IsFalse(dimmer.IsFading);
    }
}
