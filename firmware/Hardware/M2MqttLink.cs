using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using Sotto.Firmware.Home;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// The connection to the broker, over nanoFramework.M2Mqtt. It speaks MQTT 5, in which a client says how long a packet may be:
/// the library takes the memory of a message before it reads it, so one of 1 MB must not come at all.
/// </summary>
public sealed class M2MqttLink : IMqttLink
{
    /// <summary>The longest packet that the broker may send: the longest payload, and a topic and properties that fit to it.</summary>
    public const int MaximumPacket = MqttMessage.MaximumPayload + 1024;

    private const ushort KeepAliveSeconds = 30;
    private const int MaximumQueue = 48;
    private const int LongestCertificate = 8192;

    private readonly WifiNetwork _network;
    private readonly IFileStore _files;
    private readonly Settings _settings;
    private readonly Inbox _inbox = new Inbox();
    private MqttClient _client;
    private int _dropped;

    /// <summary>Takes what it needs; connects when told.</summary>
    /// <param name="network">The network.</param>
    /// <param name="files">Holds the certificate that the settings name.</param>
    /// <param name="settings">Say where the broker is and how to be let in.</param>
    public M2MqttLink(WifiNetwork network, IFileStore files, Settings settings)
    {
        _network = network;
        _files = files;
        _settings = settings;
    }

    /// <inheritdoc/>
    public bool IsConnected
    {
        get { return _client != null && _client.IsConnected; }
    }

    /// <inheritdoc/>
    public int Dropped
    {
        get { return _dropped; }
    }

    /// <inheritdoc/>
    public string Connect(string clientName, string willTopic, string willText)
    {
        Disconnect();
        string problem = _network.Connect(_settings.MqttTls);
        if (problem != null)
        {
            return problem;
        }

        try
        {
            byte[] certificate = null;
            if (_settings.MqttTls && _settings.MqttCertificate != "")
            {
                certificate = ReadCertificate();
                if (certificate == null)
                {
                    return "mqtt.certificate: there is no file " + _settings.MqttCertificate + " of at most " + LongestCertificate.ToString() + " bytes";
                }
            }

            return Open(certificate, clientName, willTopic, willText);
        }
        catch (Exception wrong)
        {
            Close();
            return "no connection to " + _settings.MqttHost + ":" + _settings.MqttPort.ToString() + ": " + Words(wrong);
        }
    }

    /// <inheritdoc/>
    public void Disconnect()
    {
        if (IsConnected)
        {
            try
            {
                _client.Disconnect();
            }
            catch (Exception)
            {
                // The connection was lost just now: so it is ended.
            }
        }

        Close();
        _inbox.Clear();
    }

    /// <inheritdoc/>
    public bool Subscribe(string filter)
    {
        if (!IsConnected)
        {
            return false;
        }

        try
        {
            _client.Subscribe(new string[] { filter }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The library queues it. A queue that is full counts as a connection that is lost.</remarks>
    public bool Publish(string topic, string text, bool retain)
    {
        if (!IsConnected)
        {
            return false;
        }

        try
        {
            _client.Publish(topic, Encoding.UTF8.GetBytes(text), null, null, MqttQoSLevel.AtMostOnce, retain);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool TryTake(MqttMessage into)
    {
        return _inbox.TryTake(into);
    }

    /// <summary>An exception and those that it stands for.</summary>
    private static string Words(Exception wrong)
    {
        string words = wrong.Message;
        for (Exception inner = wrong.InnerException; inner != null; inner = inner.InnerException)
        {
            words += ": " + inner.Message;
        }

        return words;
    }

    /// <summary>Why a broker refuses, as far as people can do something about it.</summary>
    private static string Words(MqttReasonCode answer)
    {
        switch (answer)
        {
            case MqttReasonCode.BadUserNameOrPassword:
            case MqttReasonCode.ConnectionRefusedBadUserNameOrPassword:
                return "user or password are wrong";
            case MqttReasonCode.NotAuthorized:
            case MqttReasonCode.ConnectionRefusedNotAuthorized:
                return "the user may not connect";
            case MqttReasonCode.UnsupportedProtocolVersion:
            case MqttReasonCode.ConnectionRefusedUnacceptableProtocolVersion:
                return "it does not speak MQTT 5";
            default:
                return "reason " + ((int)answer).ToString();
        }
    }

    /// <summary>The certificate's bytes with a 0 behind them, which the library wants of text.</summary>
    private byte[] ReadCertificate()
    {
        int length = _files.Length(_settings.MqttCertificate);
        if (length <= 0 || length > LongestCertificate)
        {
            return null;
        }

        byte[] certificate = new byte[length + 1];
        return _files.Read(_settings.MqttCertificate, 0, certificate, 0, length) == length ? certificate : null;
    }

    private string Open(byte[] certificate, string clientName, string willTopic, string willText)
    {
        bool tls = _settings.MqttTls;
        X509Certificate authority = certificate == null ? null : new X509Certificate(certificate);
        _client = new MqttClient(_settings.MqttHost, _settings.MqttPort, tls, authority, null, tls ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
        _client.ProtocolVersion = MqttProtocolVersion.Version_5;
        _client.MaximumPacketSize = MaximumPacket;
        _client.Settings.InflightQueueSize = MaximumQueue;
        _client.MqttMsgPublishReceived += Receive;
        string user = _settings.MqttUser == "" ? null : _settings.MqttUser;
        string password = user == null ? null : _settings.MqttPassword;
        MqttReasonCode answer = _client.Connect(
            clientName, user, password, true, MqttQoSLevel.AtLeastOnce, true, willTopic, willText, true, KeepAliveSeconds);
        if (answer == MqttReasonCode.Success)
        {
            return null;
        }

        Close();
        return "the broker refuses: " + Words(answer);
    }

    private void Close()
    {
        MqttClient client = _client;
        _client = null;
        if (client != null)
        {
            client.MqttMsgPublishReceived -= Receive;
            client.Close();
        }
    }

    /// <summary>On the library's thread: keeps a message, or drops it.</summary>
    private void Receive(object sender, MqttMsgPublishEventArgs arrived)
    {
        if (arrived.Retain || arrived.Message.Length > MqttMessage.MaximumPayload || !_inbox.HasRoom)
        {
            _dropped++;
            return;
        }

        _inbox.Add(new MqttMessage { Topic = arrived.Topic, Payload = arrived.Message });
    }
}
