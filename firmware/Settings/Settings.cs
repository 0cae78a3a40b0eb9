using System.Text;

namespace Sotto.Firmware;

/// <summary>
/// What people set: hearing, devices, network. Read from a text, whole; firmware/README.md lists the keys. Settings that were
/// read are right.
/// </summary>
public sealed class Settings
{
    /// <summary>The version of the keys that this firmware writes; it reads none that is newer.</summary>
    public const int Version = 1;

    /// <summary>The most devices.</summary>
    public const int MaximumDevices = 8;

    /// <summary>The threshold that stands for the model's own.</summary>
    public const int ModelThreshold = 0;

    private const int UsualPort = 0;
    private const int KeyLength = 32;
    private const int LongestText = 64;

    private int _mqttPort;

    private Settings()
    {
    }

    /// <summary>What the board is called.</summary>
    public string Name { get; private set; }

    /// <summary>The wake words that are listened for; none stands for all that the model knows.</summary>
    public string[] WakeWords { get; private set; }

    /// <summary>From which mean probability on a wake word is called, 1 to 100 per cent, or <see cref="ModelThreshold"/>.</summary>
    public int WakeThreshold { get; private set; }

    /// <summary>From which mean probability on a command is called, 1 to 100 per cent, or <see cref="ModelThreshold"/>.</summary>
    public int CommandThreshold { get; private set; }

    /// <summary>How long a command is awaited.</summary>
    public int WindowMilliseconds { get; private set; }

    /// <summary>Whether a wake word is followed by a sentence, instead of a command word.</summary>
    public bool HearsSentences { get; private set; }

    /// <summary>Whether the board starts muted.</summary>
    public bool StartsMuted { get; private set; }

    /// <summary>Whether tones confirm.</summary>
    public bool HasTone { get; private set; }

    /// <summary>The devices, in the order of their numbers.</summary>
    public DeviceSettings[] Devices { get; private set; }

    /// <summary>The name of the Wi-Fi network; "" for a board without a network.</summary>
    public string WifiName { get; private set; }

    /// <summary>The password of the Wi-Fi network.</summary>
    public string WifiPassword { get; private set; }

    /// <summary>The MQTT broker; "" for none.</summary>
    public string MqttHost { get; private set; }

    /// <summary>The broker's port.</summary>
    public int MqttPort
    {
        get { return _mqttPort != UsualPort ? _mqttPort : MqttTls ? 8883 : 1883; }
    }

    /// <summary>The user at the broker; "" for none.</summary>
    public string MqttUser { get; private set; }

    /// <summary>The user's password.</summary>
    public string MqttPassword { get; private set; }

    /// <summary>Whether the connection to the broker is encrypted.</summary>
    public bool MqttTls { get; private set; }

    /// <summary>The file with the certificate that the broker's is checked by; "" for those of the firmware.</summary>
    public string MqttCertificate { get; private set; }

    /// <summary>What the board's topics begin with.</summary>
    public string MqttTopic { get; private set; }

    /// <summary>What the topics of Home Assistant's discovery begin with.</summary>
    public string MqttDiscovery { get; private set; }

    /// <summary>The key that model updates are signed with, 32 bytes; null where none are taken.</summary>
    public byte[] UpdateKey { get; private set; }

    /// <summary>The settings of a new board: a light on its first relay, a lamp on its first dimmed output.</summary>
    /// <param name="outputs">The outputs that the board has.</param>
    /// <returns>The settings.</returns>
    public static Settings Default(BoardOutput[] outputs)
    {
        Settings settings = Take(new KeyValueText(new byte[0], 0, 0), outputs);
        settings.Devices = DefaultDevices(outputs);
        return settings;
    }

    /// <summary>What detectors take for a threshold.</summary>
    /// <param name="percent">1 to 100.</param>
    /// <returns>The threshold in units of 1/256, rounded down.</returns>
    public static int ThresholdOf(int percent)
    {
        return percent * 256 / 100;
    }

    /// <summary>Reads settings.</summary>
    /// <param name="text">The keys; what is missing has its default, and a device that is missing is none.</param>
    /// <param name="outputs">The outputs that the board has.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="KeyValueException">A key is unknown, or a value wrong.</exception>
    public static Settings Take(KeyValueText text, BoardOutput[] outputs)
    {
        Settings settings = new Settings();
        int version = text.TakeNumber("version", Version, 1, short.MaxValue);
        if (version > Version)
        {
            throw text.Wrong("version", "is " + version.ToString() + ", and this firmware reads up to " + Version.ToString());
        }

        settings.Name = text.TakeText("name", "Sotto", DeviceSettings.LongestName);
        settings.TakeHearing(text);
        settings.TakeNetwork(text);
        settings.TakeDevices(text, outputs);
        text.RefuseRest();
        settings.Check(text);
        return settings;
    }

    /// <summary>Writes the settings as a text that <see cref="Take"/> reads.</summary>
    /// <param name="withSecrets">Whether with passwords and keys; without, a comment says which are set.</param>
    /// <returns>The text.</returns>
    public string ToText(bool withSecrets)
    {
        KeyValueWriter text = new KeyValueWriter();
        text.Add("version", Version);
        text.Add("name", Name);
        text.Add("wake.words", WakeWordText());
        text.Add("wake.threshold", ThresholdText(WakeThreshold));
        text.Add("command.threshold", ThresholdText(CommandThreshold));
        text.Add("command.window", WindowMilliseconds);
        text.Add("command.sentences", HearsSentences);
        text.Add("microphone.muted", StartsMuted);
        text.Add("tone", HasTone);
        for (int i = 0; i < Devices.Length; i++)
        {
            Devices[i].Put(text);
        }

        text.Add("wifi.name", WifiName);
        text.Add("mqtt.host", MqttHost);
        text.Add("mqtt.port", _mqttPort == UsualPort ? "usual" : _mqttPort.ToString());
        text.Add("mqtt.user", MqttUser);
        text.Add("mqtt.tls", MqttTls);
        text.Add("mqtt.certificate", MqttCertificate);
        text.Add("mqtt.topic", MqttTopic);
        text.Add("mqtt.discovery", MqttDiscovery);
        PutSecret(text, "wifi.password", WifiPassword, withSecrets);
        PutSecret(text, "mqtt.password", MqttPassword, withSecrets);
        PutSecret(text, "update.key", UpdateKey == null ? "" : HexadecimalText.FromBytes(UpdateKey), withSecrets);
        return text.ToString();
    }

    private static void PutSecret(KeyValueWriter text, string key, string value, bool withSecrets)
    {
        if (withSecrets)
        {
            text.Add(key, value);
        }
        else
        {
            text.AddComment(key + (value == "" ? " is not set" : " is set"));
        }
    }

    private static DeviceSettings[] DefaultDevices(BoardOutput[] outputs)
    {
        BoardOutput relay = null;
        BoardOutput dimmer = null;
        for (int i = outputs.Length - 1; i >= 0; i--)
        {
            relay = outputs[i].Dims ? relay : outputs[i];
            dimmer = outputs[i].Dims ? outputs[i] : dimmer;
        }

        DeviceSettings[] devices = new DeviceSettings[(relay == null ? 0 : 1) + (dimmer == null ? 0 : 1)];
        if (relay != null)
        {
            devices[0] = DeviceSettings.Make(1, "light", relay.Name, false);
        }

        if (dimmer != null)
        {
            devices[devices.Length - 1] = DeviceSettings.Make(2, "lamp", dimmer.Name, true);
        }

        return devices;
    }

    private static string ThresholdText(int threshold)
    {
        return threshold == ModelThreshold ? "model" : threshold.ToString();
    }

    /// <summary>A number from 1 on, or the word that stands for another.</summary>
    private static int TakeNumberOr(KeyValueText text, string key, string word, int wordNumber, int maximum)
    {
        return text.TakeText(key, word, LongestText) == word ? wordNumber : text.TakeNumber(key, 0, 1, maximum);
    }

    private static bool IsTopic(string topic)
    {
        return topic != "" && topic.IndexOf('+') < 0 && topic.IndexOf('#') < 0 && !topic.StartsWith("/") && !topic.EndsWith("/");
    }

    private void TakeHearing(KeyValueText text)
    {
        string words = text.TakeText("wake.words", "any", 2 * LongestText);
        WakeWords = words == "any" ? new string[0] : words.Split(',');
        for (int i = 0; i < WakeWords.Length; i++)
        {
            WakeWords[i] = WakeWords[i].Trim(' ');
            if (WakeWords[i] == "")
            {
                throw text.Wrong("wake.words", "must be any, or words with commas between them");
            }
        }

        WakeThreshold = TakeNumberOr(text, "wake.threshold", "model", ModelThreshold, 100);
        CommandThreshold = TakeNumberOr(text, "command.threshold", "model", ModelThreshold, 100);
        WindowMilliseconds = text.TakeNumber("command.window", VoiceSwitch.DefaultWindowMilliseconds, 500, 30000);
        HearsSentences = text.TakeYesNo("command.sentences", false);
        StartsMuted = text.TakeYesNo("microphone.muted", false);
        HasTone = text.TakeYesNo("tone", true);
    }

    private void TakeNetwork(KeyValueText text)
    {
        WifiName = text.TakeText("wifi.name", "", 32);
        WifiPassword = text.TakeText("wifi.password", "", LongestText);
        MqttHost = text.TakeAscii("mqtt.host", "", LongestText);
        MqttTls = text.TakeYesNo("mqtt.tls", false);
        _mqttPort = TakeNumberOr(text, "mqtt.port", "usual", UsualPort, 65535);
        MqttUser = text.TakeText("mqtt.user", "", LongestText);
        MqttPassword = text.TakeText("mqtt.password", "", LongestText);
        MqttCertificate = text.TakeAscii("mqtt.certificate", "", 24);
        MqttTopic = text.TakeAscii("mqtt.topic", "sotto", LongestText);
        MqttDiscovery = text.TakeAscii("mqtt.discovery", "homeassistant", LongestText);
        string key = text.TakeText("update.key", "", 2 * KeyLength);
        UpdateKey = key == "" ? null : HexadecimalText.ToBytes(key);
        if (key != "" && (UpdateKey == null || UpdateKey.Length != KeyLength))
        {
            throw text.Wrong("update.key", "must be " + (2 * KeyLength).ToString() + " hexadecimal digits");
        }
    }

    private void TakeDevices(KeyValueText text, BoardOutput[] outputs)
    {
        DeviceSettings[] found = new DeviceSettings[MaximumDevices];
        int count = 0;
        for (int i = 1; i <= MaximumDevices; i++)
        {
            DeviceSettings device = DeviceSettings.Take(text, i, outputs);
            if (device != null)
            {
                RefuseTwice(text, device, found, count);
                found[count++] = device;
            }
        }

        Devices = new DeviceSettings[count];
        for (int i = 0; i < count; i++)
        {
            Devices[i] = found[i];
        }
    }

    private static void RefuseTwice(KeyValueText text, DeviceSettings device, DeviceSettings[] others, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (others[i].Name == device.Name)
            {
                throw text.Wrong(device.Start + "name", "is the name of another device");
            }

            if (others[i].Output == device.Output)
            {
                throw text.Wrong(device.Start + "output", "is the output of another device");
            }
        }
    }

    /// <summary>What no single key shows.</summary>
    private void Check(KeyValueText text)
    {
        int password = Encoding.UTF8.GetBytes(WifiPassword).Length;
        if (password != 0 && password < 8)
        {
            throw text.Wrong("wifi.password", "must have at least 8 characters");
        }

        if (!IsTopic(MqttTopic))
        {
            throw text.Wrong("mqtt.topic", "must be a topic without + and #, and with no / at its ends");
        }

        if (!IsTopic(MqttDiscovery))
        {
            throw text.Wrong("mqtt.discovery", "must be a topic without + and #, and with no / at its ends");
        }

        if (Name == "")
        {
            throw text.Wrong("name", "must not be empty");
        }
    }

    private string WakeWordText()
    {
        string all = "";
        for (int i = 0; i < WakeWords.Length; i++)
        {
            all += (i == 0 ? "" : ",") + WakeWords[i];
        }

        return all == "" ? "any" : all;
    }
}
