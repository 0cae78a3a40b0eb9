namespace Sotto.Firmware.Home;

/// <summary>Does what messages of the home ask for, on the thread of the application, and refuses what they may not.</summary>
internal sealed class HomeCommands
{
    private const int LongestTopicShown = 80;

    private readonly HomeTopics _topics;
    private readonly Outbox _outbox;
    private readonly IBoardControl _board;

    /// <summary>Joins the parts.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="outbox">Takes replies.</param>
    /// <param name="board">Does what is asked.</param>
    public HomeCommands(HomeTopics topics, Outbox outbox, IBoardControl board)
    {
        _topics = topics;
        _outbox = outbox;
        _board = board;
    }

    /// <summary>The topic by which the counters are asked for.</summary>
    public string ReportTopic
    {
        get { return _topics.Base + "/report/get"; }
    }

    /// <summary>Does what a message asks for.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Null where it was done or its reply says why not, else why it was refused.</returns>
    public string Do(MqttMessage message)
    {
        for (int i = 0; i < _topics.DeviceCount; i++)
        {
            string key = _topics.DeviceKey(i);
            if (message.Topic == _topics.Set(key))
            {
                return Switch(i, message.Payload);
            }

            if (message.Topic == _topics.Set(key + "/brightness"))
            {
                return Dim(i, message.Payload);
            }
        }

        return message.Topic == _topics.Set("mute") ? Mute(message.Payload)
            : message.Topic == _topics.Set("talk") ? Press("talk", message.Payload)
            : message.Topic == _topics.Set("test") ? Press("test", message.Payload)
            : message.Topic == _topics.Set("restart") ? Press("restart", message.Payload)
            : message.Topic == _topics.Set("settings") ? ChangeSettings(message.Payload)
            : message.Topic == _topics.Set("update") ? TakeUpdate(message.Payload)
            : Payload.Clean(message.Topic, LongestTopicShown) + ": no such device";
    }

    private static string Wrong(string key, byte[] payload, string wanted)
    {
        return key + "/set: " + payload.Length.ToString() + " bytes that are not " + wanted;
    }

    private string Switch(int device, byte[] payload)
    {
        bool on = Payload.Is(payload, "ON");
        if (!on && !Payload.Is(payload, "OFF"))
        {
            return Wrong(_topics.DeviceKey(device), payload, "ON or OFF");
        }

        _board.Switch(device, on);
        return null;
    }

    private string Dim(int device, byte[] payload)
    {
        string key = _topics.DeviceKey(device) + "/brightness";
        int level = Payload.ReadPercent(payload);
        if (!_board.GetDevice(device).CanDim)
        {
            return key + "/set: it cannot be dimmed";
        }

        if (level == Payload.NoPercent)
        {
            return Wrong(key, payload, "a whole number from 0 to 100");
        }

        _board.Dim(device, level);
        return null;
    }

    private string Mute(byte[] payload)
    {
        bool on = Payload.Is(payload, "ON");
        if (!on && !Payload.Is(payload, "OFF"))
        {
            return Wrong("mute", payload, "ON or OFF");
        }

        _board.Mute(on);
        return null;
    }

    private string Press(string key, byte[] payload)
    {
        if (!Payload.Is(payload, "PRESS"))
        {
            return Wrong(key, payload, "PRESS");
        }

        switch (key)
        {
            case "talk":
                _board.OpenWindow();
                break;
            case "test":
                _board.TestMicrophone();
                break;
            default:
                _board.Restart();
                break;
        }

        return null;
    }

    private string ChangeSettings(byte[] payload)
    {
        string text = Payload.ReadText(payload);
        if (text == null)
        {
            string wrong = Wrong("settings", payload, "UTF-8");
            Reply(HomeTopics.SettingsResult, wrong);
            return wrong;
        }

        string reason = _board.ChangeSettings(text);
        Reply(HomeTopics.SettingsResult, reason == null ? "taken" : reason);
        return null;
    }

    private string TakeUpdate(byte[] payload)
    {
        Reply(HomeTopics.UpdateResult, _board.TakeUpdate(payload));
        return null;
    }

    private void Reply(int own, string text)
    {
        _outbox.Put(_topics.OwnPlace(own), Payload.Clean(text, MqttMessage.MaximumPayload));
    }
}
