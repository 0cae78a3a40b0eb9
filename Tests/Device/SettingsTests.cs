using System.Text;
using nanoFramework.TestFramework;
using Sotto.Firmware;
using Sotto.Firmware.Host;

namespace Sotto.Tests;

[TestClass]
public class SettingsTests
{
    private const string Board = BoardText.Bare + "relay1.pin = 26\nrelay2.pin = 27\npwm1.pin = 25\n";

    private const string Whole = "version = 1\nname = Flur\nwake.words = alexa,view_glass\nwake.threshold = 60\ncommand.threshold = model\n"
        + "command.window = 4000\ncommand.sentences = yes\nmicrophone.muted = yes\ntone = no\n"
        + "device.2.kind = dimmer\ndevice.2.name = Stehlampe\ndevice.2.room = Küche\ndevice.2.output = pwm1\ndevice.2.fail = keep\n"
        + "device.5.kind = relay\ndevice.5.name = light\ndevice.5.room = \ndevice.5.output = relay2\ndevice.5.fail = on\n"
        + "wifi.name = \" net\"\nmqtt.host = broker.lan\nmqtt.port = 1884\nmqtt.user = me\nmqtt.tls = yes\nmqtt.certificate = ca.pem\n"
        + "mqtt.topic = home/hall\nmqtt.discovery = homeassistant\n";

    private const string Secrets = "wifi.password = secret word\nmqtt.password = #x\n"
        + "update.key = 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

    private static BoardOutput[] _outputs;

    [Setup]
    public static void Setup()
    {
        _outputs = BoardDescription.Parse(Encoding.UTF8.GetBytes(Board)).Outputs;
    }

    [TestMethod]
    public void NewBoardHasALightAndALamp()
    {
        Settings settings = Settings.Default(_outputs);
        Assert.AreEqual("Sotto", settings.Name);
        Assert.AreEqual(0, settings.WakeWords.Length);
        Assert.AreEqual(Settings.ModelThreshold, settings.WakeThreshold);
        Assert.AreEqual(3000, settings.WindowMilliseconds);
        Assert.IsTrue(settings.HasTone);
        Assert.IsFalse(settings.StartsMuted || settings.MqttTls);
        Assert.AreEqual(1883, settings.MqttPort);
        Assert.IsNull(settings.UpdateKey);
        Assert.AreEqual(2, settings.Devices.Length);
        Assert.AreEqual("light relay1", settings.Devices[0].Name + " " + settings.Devices[0].Output);
        Assert.AreEqual("lamp pwm1", settings.Devices[1].Name + " " + settings.Devices[1].Output);
        Assert.AreEqual(0, Settings.Default(new BoardOutput[0]).Devices.Length);
    }

    [TestMethod]
    public void WrittenIsReadAgain()
    {
        Settings settings = Take(Whole + Secrets);
        Assert.AreEqual(Whole + Secrets, settings.ToText(true));
        Assert.AreEqual(Whole + "# wifi.password is set\n# mqtt.password is set\n# update.key is set\n", settings.ToText(false));
        Assert.AreEqual("Küche", settings.Devices[0].Room);
        Assert.IsTrue(settings.Devices[0].FailState == FailState.Keep && settings.Devices[1].FailState == FailState.On);
        Assert.AreEqual(31, (int)settings.UpdateKey[31]);
        Assert.AreEqual(1884, settings.MqttPort);
        string text = Settings.Default(_outputs).ToText(true);
        Assert.AreEqual(text, Take(text).ToText(true));
    }

    [DataRow("version = 2", "line 1: version is 2, and this firmware reads up to 1")]
    [DataRow("wake.word = alexa", "line 1: there is no key wake.word")]
    [DataRow("wake.words = alexa,,jarvis", "line 1: wake.words must be any, or words with commas between them")]
    [DataRow("wake.threshold = 0", "line 1: wake.threshold must be 1 to 100")]
    [DataRow("command.threshold = high", "line 1: command.threshold must be 1 to 100")]
    [DataRow("command.window = 499", "line 1: command.window must be 500 to 30000")]
    [DataRow("tone = loud", "line 1: tone must be no or yes")]
    [DataRow("name =", "line 1: name must not be empty")]
    [DataRow("name = 123456789012345678901234567890123", "line 1: name is longer than 32 bytes")]
    [DataRow("wifi.password = 1234567", "line 1: wifi.password must have at least 8 characters")]
    [DataRow("mqtt.port = 65536", "line 1: mqtt.port must be 1 to 65535")]
    [DataRow("mqtt.host = a b", "line 1: mqtt.host may have letters, digits and marks of ASCII only, and no blanks")]
    [DataRow("mqtt.topic = a/#", "line 1: mqtt.topic must be a topic without + and #, and with no / at its ends")]
    [DataRow("update.key = 0011", "line 1: update.key must be 64 hexadecimal digits")]
    [DataRow("device.1.name = x", "device.1.kind is missing")]
    [DataRow("device.1.kind = lamp", "line 1: device.1.kind must be none, relay or dimmer")]
    [DataRow("device.1.kind = relay", "device.1.name must not be empty")]
    [DataRow("device.1.kind = relay\ndevice.1.name = x\ndevice.1.output = pwm1", "line 3: device.1.output must be one of relay1 relay2")]
    [DataRow("device.9.kind = relay", "line 1: there is no key device.9.kind")]
    [DataRow("device.1.fail = off\ndevice.1.kind = none\ndevice.1.colour = red", "line 3: there is no key device.1.colour")]
    public void WrongIsRefusedInWords(string text, string reason)
    {
        try
        {
            Take(text);
            Assert.AreEqual(reason, "taken");
        }
        catch (KeyValueException error)
        {
            Assert.AreEqual(reason, error.Message);
        }
    }

    [TestMethod]
    public void StoreKeepsChangesAndRefusesWhatIsWrong()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SettingsStore store = new SettingsStore(files, _outputs);
        Assert.IsNull(store.Refusal);
        Assert.IsNull(Change(store, "device.1.name = lampe\nname = Flur"));
        Assert.IsNull(Change(store, "device.2.kind = none\nmqtt.tls = yes"));
        int writes = files.Writes;
        Assert.AreEqual("line 2: wake.threshold must be 1 to 100", Change(store, "name = other\nwake.threshold = 101"));
        Assert.AreEqual("line 1: device.1.output must be one of relay1 relay2", Change(store, "device.1.output = relay3"));
        Assert.AreEqual("line 3: device.3.name is the name of another device",
            Change(store, "device.3.kind = relay\ndevice.3.output = relay2\ndevice.3.name = lampe"));
        Assert.AreEqual("line 3: device.3.output is the output of another device",
            Change(store, "device.3.kind = relay\ndevice.3.name = x\ndevice.3.output = relay1"));
        Assert.AreEqual(writes, files.Writes);
        for (int i = 0; i < 2; i++)
        {
            Assert.AreEqual("Flur", store.Current.Name);
            Assert.AreEqual(1, store.Current.Devices.Length);
            Assert.AreEqual("lampe", store.Current.Devices[0].Name);
            Assert.AreEqual(8883, store.Current.MqttPort);
            store = new SettingsStore(files, _outputs);
        }
    }

    [TestMethod]
    public void SettingsOfANewerFirmwareAreLeftAndTheDefaultsUsed()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        byte[] newer = Encoding.UTF8.GetBytes("version = 7\nname = Flur\nmagic = yes\n");
        new SlotStore(files, "settings", KeyValueText.MaximumLength).Write(newer);
        SettingsStore store = new SettingsStore(files, _outputs);
        Assert.AreEqual("Sotto", store.Current.Name);
        Assert.AreEqual(
            "the settings that are kept cannot be used: line 1: version is 7, and this firmware reads up to 1", store.Refusal);
        Assert.AreEqual(newer.Length, new SlotStore(files, "settings", KeyValueText.MaximumLength).Length);
        Assert.IsNull(Change(store, "name = Diele"));
        Assert.IsNull(store.Refusal);
        Assert.AreEqual("Diele", new SettingsStore(files, _outputs).Current.Name);
    }

    [TestMethod]
    public void FullStorageKeepsTheOldSettings()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SettingsStore store = new SettingsStore(files, _outputs);
        Change(store, "name = Flur");
        files.Capacity = files.Length("settings.a") + 100;
        Assert.AreEqual("the storage is full or broken", Change(store, "name = Diele"));
        Assert.AreEqual("Flur", store.Current.Name);
        Assert.AreEqual("Flur", new SettingsStore(files, _outputs).Current.Name);
    }

    [TestMethod]
    public void PowerCutAtEveryByteLeavesTheOldSettingsOrTheNew()
    {
        int cut = 0;
        int olds = 0;
        bool wasCut;
        do
        {
            SimulatedFileStore files = new SimulatedFileStore();
            SettingsStore store = new SettingsStore(files, _outputs);
            Change(store, "name = old");
            files.CutPowerAfter(cut++);
            try
            {
                Change(store, "name = new\nwifi.name = net\nwifi.password = password");
            }
            catch (PowerCutException)
            {
            }

            wasCut = files.IsOff;
            files.PowerOn();
            Settings kept = new SettingsStore(files, _outputs).Current;
            bool isOld = kept.Name == "old" && kept.WifiPassword == "";
            Assert.IsTrue(isOld || (kept.Name == "new" && kept.WifiPassword == "password"));
            olds += isOld ? 1 : 0;
        }
        while (wasCut);
        Assert.AreEqual(cut, olds + 1);
    }

    private static Settings Take(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Settings.Take(new KeyValueText(bytes, 0, bytes.Length), _outputs);
    }

    private static string Change(SettingsStore store, string text)
    {
        return store.Change(Encoding.UTF8.GetBytes(text));
    }
}
