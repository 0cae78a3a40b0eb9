namespace Sotto.Firmware.Home;

/// <summary>
/// Tells Home Assistant what the board has: one message for each entity, which names the board as the device that it belongs
/// to. Home Assistant also takes one message for all of them together; on a board that is ten times the memory at once, as
/// text, as bytes and as packet.
/// </summary>
internal sealed class Discovery
{
    private const string Switch = "switch";
    private const string Button = "button";
    private const string Sensor = "sensor";
    private const string Diagnostic = "diagnostic";
    private const string Measurement = "measurement";
    private const string Total = "total_increasing";
    private const int OwnEntities = 17;

    private readonly HomeOptions _options;
    private readonly HomeTopics _topics;
    private readonly string _board;
    private readonly string[] _names;
    private readonly bool[] _canDim;
    private JsonWriter _json;
    private string _topic;

    /// <summary>Takes down what the board has.</summary>
    /// <param name="options">Names the board.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="serialNumber">The serial number of the board.</param>
    /// <param name="board">Has the devices.</param>
    public Discovery(HomeOptions options, HomeTopics topics, string serialNumber, IBoardControl board)
    {
        _options = options;
        _topics = topics;
        _board = "sotto_" + serialNumber;
        _names = new string[board.DeviceCount];
        _canDim = new bool[_names.Length];
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = board.GetDevice(i).Name;
            _canDim[i] = board.GetDevice(i).CanDim;
        }
    }

    /// <summary>How many entities there are.</summary>
    public int EntityCount
    {
        get { return _names.Length + OwnEntities; }
    }

    /// <summary>The topic of the entity that <see cref="Describe"/> described last.</summary>
    public string Topic
    {
        get { return _topic; }
    }

    /// <summary>Describes an entity.</summary>
    /// <param name="entity">0 to <see cref="EntityCount"/> - 1: the devices, then the board's own.</param>
    /// <returns>The JSON.</returns>
    public string Describe(int entity)
    {
        _json = new JsonWriter();
        _json.Open(null);
        if (entity < _names.Length)
        {
            DescribeDevice(entity);
        }
        else
        {
            DescribeOwn(entity - _names.Length);
        }

        _json.Text("~", _topics.Base);
        _json.Text("avty_t", "~/availability");
        DescribeBoard();
        _json.Close();
        string json = _json.Take();

        // Its bytes are wanted only for as long as a broker is being told.
        _json = null;
        return json;
    }

    private void DescribeDevice(int device)
    {
        string key = _topics.DeviceKey(device);
        Begin(_canDim[device] ? "light" : Switch, key, _names[device]);
        States(key);
        Commands(key);
        if (_canDim[device])
        {
            _json.Text("bri_stat_t", "~/" + key + "/brightness/state");
            _json.Text("bri_cmd_t", "~/" + key + "/brightness/set");
            _json.Number("bri_scl", 100);
        }
    }

    private void DescribeOwn(int own)
    {
        switch (own)
        {
            case 0:
                Begin(Switch, "mute", "Mute");
                States("mute");
                Commands("mute");
                _json.Text("ic", "mdi:microphone-off");
                break;
            case 1:
                DescribeButton("talk", "Talk", null, "mdi:microphone-message");
                break;
            case 2:
                DescribeButton("test", "Test microphone", Diagnostic, "mdi:microphone-question");
                break;
            case 3:
                DescribeButton("restart", "Restart", "config", null);
                _json.Text("dev_cla", "restart");
                break;
            case 4:
                // Without it Home Assistant tells nobody that the same intent came again.
                DescribeSensor("intent", "Last intent", null, "mdi:message-check");
                _json.True("frc_upd");
                break;
            case 5:
                DescribeSensor("text", "Last text", null, "mdi:format-quote-close");
                break;
            case 6:
                DescribeSensor("confidence", "Confidence", null, "mdi:gauge");
                Measure(null, Measurement, "%");
                break;
            case 7:
                DescribeSensor("wake", "Wake word", null, "mdi:account-voice");
                break;
            default:
                DescribeDiagnostic(own);
                break;
        }
    }

    private void DescribeDiagnostic(int own)
    {
        switch (own)
        {
            case 8:
                DescribeSensor("state", "State", Diagnostic, "mdi:state-machine");
                break;
            case 9:
                DescribeSensor("refusal", "Last refusal", Diagnostic, "mdi:alert-circle-outline");
                break;
            case 10:
                DescribeSensor("microphone", "Microphone", Diagnostic, "mdi:microphone");
                break;
            case 11:
                DescribeSensor("uptime", "Uptime", Diagnostic, null);
                Measure("duration", Measurement, "s");
                break;
            case 12:
                DescribeSensor("samples_lost", "Samples lost", Diagnostic, "mdi:waveform");
                Measure(null, Total, null);
                break;
            case 13:
                DescribeSensor("wakes", "Wake words", Diagnostic, "mdi:counter");
                Measure(null, Total, null);
                break;
            case 14:
                DescribeSensor("commands", "Commands", Diagnostic, "mdi:counter");
                Measure(null, Total, null);
                break;
            case 15:
                DescribeSensor("refusals", "Refusals", Diagnostic, "mdi:counter");
                Measure(null, Total, null);
                break;
            default:
                DescribeSensor("free_heap", "Free memory", Diagnostic, "mdi:memory");
                Measure("data_size", Measurement, "B");
                break;
        }
    }

    private void DescribeButton(string key, string name, string category, string icon)
    {
        Begin(Button, key, name);
        Commands(key);
        _json.Text("ent_cat", category);
        _json.Text("ic", icon);
    }

    private void DescribeSensor(string key, string name, string category, string icon)
    {
        Begin(Sensor, key, name);
        States(key);
        _json.Text("ent_cat", category);
        _json.Text("ic", icon);
    }

    private void Measure(string deviceClass, string stateClass, string unit)
    {
        _json.Text("dev_cla", deviceClass);
        _json.Text("stat_cla", stateClass);
        _json.Text("unit_of_meas", unit);
    }

    private void Begin(string component, string key, string name)
    {
        _topic = _options.DiscoveryPrefix + "/" + component + "/" + _board + "/" + key + "/config";
        _json.Text("name", name);
        _json.Text("uniq_id", _board + "_" + key);
    }

    private void States(string key)
    {
        _json.Text("stat_t", "~/" + key + "/state");
    }

    private void Commands(string key)
    {
        _json.Text("cmd_t", "~/" + key + "/set");
    }

    private void DescribeBoard()
    {
        _json.Open("dev");
        _json.Text("ids", _board);
        _json.Text("name", _options.Name);
        _json.Text("mf", "Sotto");
        _json.Text("mdl", _options.Model);
        _json.Text("sw", _options.Version);
        _json.Close();
        _json.Open("o");
        _json.Text("name", "Sotto");
        _json.Text("sw", _options.Version);
        _json.Close();
    }
}
