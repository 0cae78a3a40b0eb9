using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class DevicesTests
{
    private static int _changes;

    [TestMethod]
    public void RelayTellsOfEveryMoveOfItsContact()
    {
        SimulatedRelay relay = new SimulatedRelay("light");
        _changes = 0;
        relay.Changed += Count;
        Assert.IsFalse(relay.IsOn);
        relay.Set(false);
        Assert.AreEqual(0, _changes);
        relay.Set(true);
        relay.Set(true);
        Assert.AreEqual(1, _changes);
        Assert.IsTrue(relay.IsOn);
        relay.Changed -= Count;
        relay.Set(false);
        Assert.AreEqual(1, _changes);
        Assert.AreEqual("light", relay.Name);
    }

    [TestMethod]
    public void DimmerTellsOfEveryOtherLevel()
    {
        SimulatedDimmer dimmer = new SimulatedDimmer("lamp");
        _changes = 0;
        dimmer.Changed += Count;
        dimmer.Set(0);
        dimmer.Set(60);
        dimmer.Set(60);
        Assert.AreEqual(1, _changes);
        Assert.AreEqual(60, dimmer.Level);
        Assert.AreEqual("lamp", dimmer.Name);
    }

    [DataRow(-1, 0)]
    [DataRow(0, 0)]
    [DataRow(100, 100)]
    [DataRow(101, 100)]
    [DataRow(int.MaxValue, 100)]
    [DataRow(int.MinValue, 0)]
    public void DimmerKeepsWithinItsRange(int wanted, int level)
    {
        SimulatedDimmer dimmer = new SimulatedDimmer("lamp");
        dimmer.Set(50);
        dimmer.Set(wanted);
        Assert.AreEqual(level, dimmer.Level);
    }

    [TestMethod]
    public void LedTellsOfEveryPatternAnew()
    {
        SimulatedLed led = new SimulatedLed();
        _changes = 0;
        led.Changed += Count;
        led.Show(LedPattern.Confirm);
        led.Show(LedPattern.Confirm);
        Assert.AreEqual(2, _changes);
        Assert.IsTrue(led.Pattern == LedPattern.Confirm);
    }

    private static void Count(object device)
    {
        _changes++;
    }
}
