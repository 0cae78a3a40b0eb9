using System.Text;

namespace Sotto.Firmware.Home;

/// <summary>
/// The topics of a board, all below prefix/serial number. What it sends has a place each: two for every device (its state and
/// its brightness), then those named here, in the order in which they are sent.
/// </summary>
internal sealed class HomeTopics
{
    /// <summary>The place of whether the microphone is muted, after the devices'; the others follow.</summary>
    public const int Muted = 0;

    /// <summary>The place of the last command's confidence. It is sent before the intent, so that whoever waits for that sees it.</summary>
    public const int Confidence = 1;

    /// <summary>The place of the words of the last command.</summary>
    public const int Text = 2;

    /// <summary>The place of the intent of the last command.</summary>
    public const int Intent = 3;

    /// <summary>The place of the last wake word.</summary>
    public const int Wake = 4;

    /// <summary>The place of the reply to settings.</summary>
    public const int SettingsResult = 5;

    /// <summary>The place of the reply to a piece of an update.</summary>
    public const int UpdateResult = 6;

    /// <summary>The place of the state of the application.</summary>
    public const int State = 7;

    /// <summary>The place of the last refusal.</summary>
    public const int Refusal = 8;

    /// <summary>The place of what the test of the microphone found.</summary>
    public const int Microphone = 9;

    /// <summary>The place of the first counter; the others follow.</summary>
    public const int Counters = 10;

    private const int OwnPlaces = 16;

    private readonly string _base;
    private readonly string[] _devices;

    /// <summary>Names the topics.</summary>
    /// <param name="prefix">The first part.</param>
    /// <param name="serialNumber">The second.</param>
    /// <param name="board">Has the devices.</param>
    public HomeTopics(string prefix, string serialNumber, IBoardControl board)
    {
        _base = prefix + "/" + serialNumber;
        _devices = new string[board.DeviceCount];
        for (int i = 0; i < _devices.Length; i++)
        {
            _devices[i] = NewKey(board.GetDevice(i).Name, i);
        }
    }

    /// <summary>What all topics begin with, without the slash after it.</summary>
    public string Base
    {
        get { return _base; }
    }

    /// <summary>Where the board says that it is there, and the broker that it is not.</summary>
    public string Availability
    {
        get { return _base + "/availability"; }
    }

    /// <summary>How many devices there are.</summary>
    public int DeviceCount
    {
        get { return _devices.Length; }
    }

    /// <summary>How many places there are.</summary>
    public int PlaceCount
    {
        get { return (2 * _devices.Length) + OwnPlaces; }
    }

    /// <summary>The part of a device's topics that is its own: its name as far as it is letters and digits of ASCII.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The part.</returns>
    public string DeviceKey(int device)
    {
        return _devices[device];
    }

    /// <summary>The place of a device's state; that of its brightness is the next.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The place.</returns>
    public int DevicePlace(int device)
    {
        return 2 * device;
    }

    /// <summary>The place of one of the board's own topics.</summary>
    /// <param name="own">One of the constants.</param>
    /// <returns>The place.</returns>
    public int OwnPlace(int own)
    {
        return (2 * _devices.Length) + own;
    }

    /// <summary>Whether what is sent from a place happened once, and is not kept by the broker for those who come later.</summary>
    /// <param name="place">The place.</param>
    /// <returns>Whether it is.</returns>
    public bool IsEvent(int place)
    {
        int own = place - (2 * _devices.Length);
        return own >= Confidence && own <= UpdateResult;
    }

    /// <summary>The topic of a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The topic.</returns>
    public string Topic(int place)
    {
        int own = place - (2 * _devices.Length);
        if (own < 0)
        {
            return _base + "/" + _devices[place / 2] + ((place & 1) == 0 ? "/state" : "/brightness/state");
        }

        return _base + "/" + OwnKeys()[own] + (own == SettingsResult || own == UpdateResult ? "/result" : "/state");
    }

    /// <summary>The topic by which something is set.</summary>
    /// <param name="key">The part of its own.</param>
    /// <returns>The topic.</returns>
    public string Set(string key)
    {
        return _base + "/" + key + "/set";
    }

    /// <summary>The words of the board's own topics: no device can have them. Made when a message is sent, not kept between.</summary>
    private static string[] OwnKeys()
    {
        return new string[]
        {
            "mute", "confidence", "text", "intent", "wake", "settings", "update", "state", "refusal", "microphone",
            "uptime", "samples_lost", "wakes", "commands", "refusals", "free_heap", "talk", "test", "restart", "report",
        };
    }

    private string NewKey(string name, int device)
    {
        string key = KeyOf(name);
        while (IsTaken(key, device))
        {
            key += "_" + (device + 1).ToString();
        }

        return key;
    }

    private bool IsTaken(string key, int before)
    {
        string[] own = OwnKeys();
        for (int i = 0; i < own.Length; i++)
        {
            if (own[i] == key)
            {
                return true;
            }
        }

        for (int i = 0; i < before; i++)
        {
            if (_devices[i] == key)
            {
                return true;
            }
        }

        return false;
    }

    // By bytes: what is not a letter or digit of ASCII has bytes that are none either.
    private static string KeyOf(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            if (value >= 'A' && value <= 'Z')
            {
                bytes[i] = (byte)(value + 'a' - 'A');
            }
            else if (!((value >= 'a' && value <= 'z') || (value >= '0' && value <= '9')))
            {
                bytes[i] = (byte)'_';
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }
}
