using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class PushButtonTests
{
    private static SimulatedPin _pin;
    private static PushButton _button;
    private static long _now;
    private static uint _random;

    [TestMethod]
    public void ShortPressIsToldWhenItIsLetGo()
    {
        Make();
        Assert.AreEqual("", Hold(false, 100));
        Assert.AreEqual("P", Hold(true, 300));
        Assert.IsTrue(_button.IsPressed);
        Assert.AreEqual("S", Hold(false, 100));
        Assert.IsFalse(_button.IsPressed);
    }

    [TestMethod]
    public void LongPressIsToldWhileItIsHeld()
    {
        Make();
        Assert.AreEqual("P", Hold(true, 800));
        Assert.AreEqual("L", Hold(true, 50));
        Assert.AreEqual("", Hold(true, 5000));
        Assert.AreEqual("R", Hold(false, 100));
    }

    [DataRow(24, "")]
    [DataRow(25, "")]
    [DataRow(40, "P")]
    public void LevelCountsOnceItHasStood(int milliseconds, string events)
    {
        Make();
        Assert.AreEqual(events, Hold(true, milliseconds));
    }

    [TestMethod]
    public void ButtonOnAHighPinIsPressedWhileHigh()
    {
        SimulatedPin pin = new SimulatedPin(false);
        PushButton button = new PushButton(pin, false);
        button.Poll(0);
        pin.Write(true);
        button.Poll(10);
        Assert.AreEqual((int)ButtonEvent.Pressed, (int)button.Poll(35));
    }

    [TestMethod]
    public void ClockThatLeapsHoldsNoButton()
    {
        Make();
        Assert.AreEqual("P", Hold(true, 100));
        _now += 3600000;
        Assert.AreEqual("", Hold(true, 10));
        _now -= 7200000;
        Assert.AreEqual("", Hold(true, 10));
        Assert.AreEqual("S", Hold(false, 100));
    }

    /// <summary>120 presses whose contacts bounce for up to 20 ms, and as many disturbances: every event once, in order.</summary>
    [TestMethod]
    public void BouncingLosesAndDoublesNothing()
    {
        Make();
        _random = 20261126;
        int shorts = 0;
        for (int i = 0; i < 120; i++)
        {
            bool isShort = Next(2) == 0;
            string events = Bounce(20, false) + Hold(false, 60 + Next(200)) + Bounce(20, true);
            events += Hold(true, isShort ? 60 + Next(650) : 900 + Next(1500)) + Bounce(20, false) + Hold(false, 60);
            shorts += isShort ? 1 : 0;
            Assert.AreEqual(isShort ? "PS" : "PLR", events);
        }

        Assert.IsTrue(shorts > 40 && shorts < 80);
    }

    private static void Make()
    {
        _pin = new SimulatedPin(true);
        _button = new PushButton(_pin, true);
        _now = 1000;
        _random = 1;
    }

    /// <summary>Keeps the button where it is, with looks 1 to 12 ms apart, and gives what was told.</summary>
    private static string Hold(bool down, int milliseconds)
    {
        _pin.Write(!down);
        string told = "";
        long end = _now + milliseconds;
        while (_now < end)
        {
            long next = _now + 1 + Next(12);
            _now = next < end ? next : end;
            told += Name(_button.Poll(_now));
        }

        return told;
    }

    /// <summary>Contacts that open and close at random for a while and end where they are told to.</summary>
    private static string Bounce(int milliseconds, bool down)
    {
        string told = "";
        long end = _now + milliseconds;
        while (_now < end)
        {
            long left = end - _now;
            int piece = 1 + Next(5);
            told += Hold(Next(2) == 0, piece < left ? piece : (int)left);
        }

        _pin.Write(!down);
        return told;
    }

    private static string Name(ButtonEvent told)
    {
        switch (told)
        {
            case ButtonEvent.Pressed: return "P";
            case ButtonEvent.Short: return "S";
            case ButtonEvent.Long: return "L";
            case ButtonEvent.Released: return "R";
            default: return "";
        }
    }

    private static int Next(int below)
    {
        _random = (_random * 1664525) + 1013904223;
        return (int)((_random >> 8) % (uint)below);
    }
}
