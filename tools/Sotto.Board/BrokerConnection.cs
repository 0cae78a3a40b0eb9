using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using Sotto.Firmware.Home;

namespace Sotto.Board;

/// <summary>How clients of a broker connect, the board and whoever sends it something.</summary>
internal static class BrokerConnection
{
    /// <summary>The longest packet that a broker of MQTT 5 may send: the longest payload, and a topic and properties that fit to it.</summary>
    public const int MaximumPacket = MqttMessage.MaximumPayload + 1024;

    /// <summary>How long a broker may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Options of a connection that starts afresh.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="clientName">What the client is called there.</param>
    public static MqttClientOptionsBuilder Describe(MqttBroker broker, string clientName)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithProtocolVersion(broker.Version5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithClientId(clientName)
            .WithCleanSession()
            .WithTimeout(Patience);
        if (broker.Version5)
        {
            builder.WithMaximumPacketSize(MaximumPacket);
        }

        if (broker.User is { } user)
        {
            builder.WithCredentials(user, broker.Password ?? "");
        }

        return broker.Tls ? builder.WithTlsOptions(tls => UseTls(tls, broker)) : builder;
    }

    private static void UseTls(MqttClientTlsOptionsBuilder tls, MqttBroker broker)
    {
        tls.UseTls().WithTargetHost(broker.Host);
        if (broker.Authorities is { } authorities)
        {
            // A home's own authority publishes no list of what it revoked.
            tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
        }
    }
}
