using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class StatusLedTests
{
    private const int Step = 10;

    private static SimulatedPin _pin;
    private static StatusLed _led;
    private static long _now;

    [DataRow((int)LedPattern.Off, 4000, "-4000")]
    [DataRow((int)LedPattern.On, 4000, "+4000")]
    [DataRow((int)LedPattern.Confirm, 2000, "+250-1750")]
    [DataRow((int)LedPattern.Cancel, 2000, "+100-100+100-1700")]
    [DataRow((int)LedPattern.Muted, 6100, "+50-2950+50-2950+50-50")]
    [DataRow((int)LedPattern.Busy, 2000, "+500-500+500-500")]
    [DataRow((int)LedPattern.Updating, 500, "+100-100+100-100+100")]
    [DataRow((int)LedPattern.Fault, 2000, "+150-150+150-150+150-850+150-150+100")]
    public void PatternsLastAsLongAsTheyAreToLast(int pattern, int milliseconds, string expected)
    {
        Make();
        _led.Show((LedPattern)pattern);
        Assert.AreEqual(expected, Watch(milliseconds));
        Assert.AreEqual(pattern, (int)_led.Pattern);
    }

    [TestMethod]
    public void BlinkIsShownToItsEndBeforeWhatLasts()
    {
        Make();
        _led.Show(LedPattern.On);
        Assert.AreEqual("+100", Watch(100));
        _led.Show(LedPattern.Cancel);
        _led.Show(LedPattern.Busy);
        Assert.AreEqual("+100-100+100-200+500-500", Watch(1500));
    }

    [TestMethod]
    public void BlinkBeginsAnewWhenItIsAskedForAgain()
    {
        Make();
        _led.Show(LedPattern.Confirm);
        Assert.AreEqual("+200", Watch(200));
        _led.Show(LedPattern.Confirm);
        Assert.AreEqual("+250-250", Watch(500));
    }

    [TestMethod]
    public void LastingPatternGoesOnWhenItIsAskedForAgain()
    {
        Make();
        _led.Show(LedPattern.Busy);
        Assert.AreEqual("+300", Watch(300));
        _led.Show(LedPattern.Busy);
        Assert.AreEqual("+200-500", Watch(700));
    }

    [TestMethod]
    public void LightOnALowPinIsDarkFromTheStart()
    {
        SimulatedPin pin = new SimulatedPin(false);
        StatusLed led = new StatusLed(pin, true);
        Assert.IsTrue(pin.IsHigh);
        led.Show(LedPattern.On);
        Assert.IsFalse(pin.IsHigh);
        Assert.IsTrue(led.IsLit);
    }

    [TestMethod]
    public void ClockThatGoesBackStopsNothing()
    {
        Make();
        _led.Show(LedPattern.Updating);
        Watch(50);
        _now -= 1000000;
        Assert.AreEqual("+60-100+90", Watch(250));
    }

    private static void Make()
    {
        _pin = new SimulatedPin(false);
        _led = new StatusLed(_pin, false);
        _now = 5000;
        _led.Update(_now);
    }

    /// <summary>What the light shows, every 10 ms: how long it is lit (+) and dark (-).</summary>
    private static string Watch(int milliseconds)
    {
        string seen = "";
        int since = 0;
        for (int i = 0; i < milliseconds; i += Step)
        {
            bool lit = _pin.IsHigh;
            since += Step;
            _now += Step;
            _led.Update(_now);
            if (lit != _pin.IsHigh || i + Step >= milliseconds)
            {
                seen += (lit ? "+" : "-") + since.ToString();
                since = 0;
            }
        }

        return seen;
    }
}
