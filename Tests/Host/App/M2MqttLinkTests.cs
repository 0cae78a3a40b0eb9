using System.Text;
using nanoFramework.M2Mqtt.Messages;
using Sotto.Firmware;
using Sotto.Firmware.Hardware;
using Sotto.Firmware.Home;
using Sotto.HostTests.Home;
using Sotto.Platform;
using Xunit;

namespace Sotto.HostTests.App;

/// <summary>The link over the board's MQTT library and Wi-Fi, with a broker and a network that tests hold in their hands.</summary>
[Collection("SimulatedChip")]
public sealed class M2MqttLinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName + "/";

    public M2MqttLinkTests()
    {
        SimulatedNetwork.Reset();
        SimulatedBroker.Reset();
        SimulatedNetwork.Name = "home";
        SimulatedNetwork.Password = "open sesame";
        SimulatedBroker.Runs = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SimulatedBroker.Reset();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void It_connects_with_its_will_publishes_and_subscribes()
    {
        M2MqttLink link = Link("");
        Assert.False(link.Publish("t", "x", true));
        Assert.False(link.Subscribe("t"));
        Assert.Null(link.Connect("sotto-1", "sotto/1/online", "offline"));
        Assert.True(link.IsConnected);
        Assert.Equal(("sotto/1/online", "offline"), SimulatedBroker.Will);
        Assert.True(link.Subscribe("sotto/1/+/set"));
        Assert.Contains("sotto/1/+/set", SimulatedBroker.Filters);
        Assert.True(link.Publish("sotto/1/text", "größer", false));
        Assert.Equal(("sotto/1/text", "größer", false), Assert.Single(SimulatedBroker.Published));
        link.Disconnect();
        link.Disconnect();
        Assert.False(link.IsConnected);
    }

    [Fact]
    public void The_network_is_told_to_the_chip_once()
    {
        Assert.Null(Link("").Connect("a", "t", "x"));
        Assert.Null(Link("").Connect("a", "t", "x"));
        Assert.Equal(1, SimulatedNetwork.Writes);
        SimulatedNetwork.Name = "other";
        Assert.Null(Link("", wifi: "other").Connect("a", "t", "x"));
        Assert.Equal(2, SimulatedNetwork.Writes);
    }

    [Fact]
    public void Whatever_keeps_it_from_connecting_is_said_in_words()
    {
        Assert.Equal("no Wi-Fi network is set: wifi.name", Why(Link("", wifi: "")));
        Assert.Equal("no address from the Wi-Fi network home: is it in reach, and the password right?", Why(Link("", password: "wrong one")));
        SimulatedNetwork.Problem = new IOException("the radio is broken");
        Assert.Equal("Wi-Fi: the radio is broken", Why(Link("")));
        SimulatedNetwork.Problem = null;
        Assert.StartsWith("no connection to nowhere.home:1883: ", Why(Link("", host: "nowhere.home")), StringComparison.Ordinal);
        SimulatedBroker.Runs = false;
        Assert.StartsWith("no connection to broker.home:1883: Socket exception connecting to the broker: 10061: ", Why(Link("")), StringComparison.Ordinal);
        SimulatedBroker.Runs = true;
        SimulatedBroker.User = "sotto";
        SimulatedBroker.Password = "secret";
        Assert.Equal("the broker refuses: user or password are wrong", Why(Link("")));
        Assert.Null(Link("mqtt.user = sotto\nmqtt.password = secret\n").Connect("a", "t", "x"));
        SimulatedBroker.User = null;
        SimulatedBroker.Answer = MqttReasonCode.ServerBusy;
        Assert.Equal("the broker refuses: reason 137", Why(Link("")));
        SimulatedBroker.Answer = MqttReasonCode.ConnectionRefusedUnacceptableProtocolVersion;
        Assert.Equal("the broker refuses: it does not speak MQTT 5", Why(Link("")));
    }

    [Fact]
    public void Tls_wants_a_date_and_the_certificate_that_the_settings_name()
    {
        const string settings = "mqtt.tls = yes\nmqtt.certificate = ca.pem\n";
        SimulatedBroker.Tls = true;
        Assert.Equal("no date from the internet (SNTP), which certificates are checked by", Why(Link(settings)));
        SimulatedNetwork.HasDate = true;
        Assert.Equal("mqtt.certificate: there is no file ca.pem of at most 8192 bytes", Why(Link(settings)));
        File.WriteAllBytes(_folder + "ca.pem", new byte[8193]);
        Assert.Equal("mqtt.certificate: there is no file ca.pem of at most 8192 bytes", Why(Link(settings)));
        File.WriteAllText(_folder + "ca.pem", "no certificate");
        Assert.StartsWith("no connection to broker.home:8883: ", Why(Link(settings)), StringComparison.Ordinal);
        using TestAuthority authority = new();
        File.WriteAllText(_folder + "ca.pem", authority.Pem);
        Assert.Null(Link(settings).Connect("a", "t", "x"));
    }

    [Fact]
    public void Messages_wait_in_order_and_what_is_too_long_too_much_or_kept_from_before_is_dropped_and_counted()
    {
        M2MqttLink link = Link("");
        Assert.Null(link.Connect("a", "t", "x"));
        Assert.False(SimulatedBroker.Send("t", new byte[1_000_000]));
        Assert.True(SimulatedBroker.Send("t", new byte[MqttMessage.MaximumPayload + 1]));
        Assert.True(SimulatedBroker.Send("t", "restart"u8.ToArray(), retain: true));
        Assert.Equal(2, link.Dropped);
        for (int i = 0; i < 50; i++)
        {
            SimulatedBroker.Send("t" + i, Encoding.UTF8.GetBytes("m" + i));
        }

        MqttMessage message = new();
        int taken = 0;
        for (; link.TryTake(message); taken++)
        {
            Assert.Equal("t" + taken, message.Topic);
            Assert.Equal("m" + taken, Encoding.UTF8.GetString(message.Payload));
        }

        Assert.Equal(16, taken);
        Assert.Equal(2 + 50 - 16, link.Dropped);
    }

    [Fact]
    public void A_lost_connection_is_seen_and_made_anew_without_what_waited()
    {
        M2MqttLink link = Link("");
        Assert.Null(link.Connect("a", "t", "x"));
        SimulatedBroker.Send("t", [1]);
        SimulatedBroker.Kick();
        Assert.False(link.IsConnected);
        Assert.False(link.Publish("t", "x", false));
        Assert.Null(link.Connect("a", "t", "x"));
        Assert.False(link.TryTake(new MqttMessage()));
        Assert.Equal(2, SimulatedBroker.Connections);
    }

    private static string? Why(M2MqttLink link)
    {
        string? reason = link.Connect("a", "t", "x");
        Assert.False(link.IsConnected);
        return reason;
    }

    private M2MqttLink Link(string lines, string wifi = "home", string password = "open sesame", string host = SimulatedBroker.Host)
    {
        byte[] text = Encoding.UTF8.GetBytes($"wifi.name = {wifi}\nwifi.password = {password}\nmqtt.host = {host}\n{lines}");
        Settings settings = Settings.Take(new KeyValueText(text, 0, text.Length), []);
        return new M2MqttLink(new WifiNetwork(settings.WifiName, settings.WifiPassword), new FlashFileStore(_folder), settings);
    }
}
