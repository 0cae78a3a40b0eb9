using System.Collections;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using Sotto.Platform;

namespace nanoFramework.M2Mqtt;

/// <summary>A client of the simulated broker.</summary>
public class MqttClient : IMqttClient
{
    private readonly int _port;
    private readonly bool _secure;
    private readonly X509Certificate _authority;

    /// <summary>Asks for the address of the broker's machine.</summary>
    /// <param name="brokerHostName">The machine.</param>
    /// <param name="brokerPort">The port.</param>
    /// <param name="secure">Whether by TLS.</param>
    /// <param name="caCert">What the broker's certificate is checked by, or null.</param>
    /// <param name="clientCert">The client's own certificate, or null.</param>
    /// <param name="sslProtocol">The version of TLS.</param>
    /// <exception cref="SocketException">There is no such machine, or no network.</exception>
    public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol)
    {
        if (!SimulatedNetwork.IsThere || brokerHostName != SimulatedBroker.Host)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        _port = brokerPort;
        _secure = secure && sslProtocol == MqttSslProtocols.TLSv1_2;
        _authority = caCert;
    }

    /// <summary>Hears of messages.</summary>
    public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The version of MQTT.</summary>
    public MqttProtocolVersion ProtocolVersion { get; set; } = MqttProtocolVersion.Version_3_1_1;

    /// <summary>The longest packet that it takes; version 5 alone tells it to the broker.</summary>
    public uint MaximumPacketSize { get; set; } = uint.MaxValue;

    /// <summary>Settings of all clients.</summary>
    public MqttSettings Settings => MqttSettings.Instance;

    /// <summary>Connects.</summary>
    /// <param name="clientId">Its name.</param>
    /// <param name="username">The user, or null.</param>
    /// <param name="password">The user's password, or null.</param>
    /// <param name="willRetain">Whether the will is kept.</param>
    /// <param name="willQosLevel">How surely the will is sent.</param>
    /// <param name="willFlag">Whether there is a will.</param>
    /// <param name="willTopic">Where it is sent.</param>
    /// <param name="willMessage">What it says.</param>
    /// <param name="cleanSession">Whether the broker forgets what was before.</param>
    /// <param name="keepAlivePeriod">After how many quiet seconds it asks whether the broker is there.</param>
    /// <returns>What the broker answers.</returns>
    /// <exception cref="MqttConnectionException">It does not answer.</exception>
    public MqttReasonCode Connect(
        string clientId,
        string username,
        string password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string willTopic,
        string willMessage,
        bool cleanSession,
        ushort keepAlivePeriod)
    {
        if (!SimulatedBroker.Runs || _port != (SimulatedBroker.Tls ? 8883 : 1883))
        {
            throw new MqttConnectionException("Socket exception connecting to the broker: 10061", new SocketException((int)SocketError.ConnectionRefused));
        }

        if (_secure != SimulatedBroker.Tls || (_secure && _authority is null))
        {
            throw new MqttConnectionException("Exception connecting to the broker", new IOException("no common ground"));
        }

        MqttReasonCode answer = SimulatedBroker.Accept(this, username, password, willTopic, willMessage);
        IsConnected = answer == MqttReasonCode.Success;
        return answer;
    }

    /// <summary>Says farewell and ends the connection.</summary>
    public void Disconnect() => Close();

    /// <summary>Ends the connection.</summary>
    public void Close() => IsConnected = false;

    /// <summary>Asks for messages.</summary>
    /// <param name="topics">The topics or filters.</param>
    /// <param name="qosLevels">How surely each.</param>
    /// <returns>The number of the request.</returns>
    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        Array.ForEach(topics, SimulatedBroker.Subscribe);
        return 1;
    }

    /// <summary>Sends a message.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="message">Its payload.</param>
    /// <param name="contentType">What the payload is, or null.</param>
    /// <param name="userProperties">More of it, or null.</param>
    /// <param name="qosLevel">How surely.</param>
    /// <param name="retain">Whether the broker keeps it.</param>
    /// <returns>The number of the message.</returns>
    public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain)
    {
        SimulatedBroker.Publish(topic, message, retain);
        return 1;
    }

    /// <summary>Takes a message from the broker.</summary>
    internal void Deliver(string topic, byte[] payload, bool retain)
        => MqttMsgPublishReceived?.Invoke(this, new MqttMsgPublishEventArgs(topic, payload, false, MqttQoSLevel.AtLeastOnce, retain));
}
