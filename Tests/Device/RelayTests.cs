using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class RelayTests
{
    [DataRow(false, false, false)]
    [DataRow(false, true, true)]
    [DataRow(true, false, true)]
    [DataRow(true, true, false)]
    public void RelayIsInItsFailStateFromTheFirstMoment(bool activeLow, bool failOn, bool high)
    {
        SimulatedPin pin = new SimulatedPin(!high);
        Relay relay = new Relay("light", pin, activeLow, failOn);
        Assert.AreEqual(high, pin.IsHigh);
        Assert.AreEqual(failOn, relay.IsOn);
        Assert.AreEqual(1, pin.Writes);
        relay.Set(!failOn);
        Assert.AreEqual(!high, pin.IsHigh);
        relay.Fail();
        Assert.AreEqual(high, pin.IsHigh);
        Assert.AreEqual(failOn, relay.IsOn);
        Assert.AreEqual("light", relay.Name);
    }

    [TestMethod]
    public void RelayDrivesItsPinAtEverySet()
    {
        SimulatedPin pin = new SimulatedPin(false);
        Relay relay = new Relay("light", pin, false, false);
        relay.Set(true);
        pin.Write(false);
        relay.Set(true);
        Assert.IsTrue(pin.IsHigh);
    }
}
