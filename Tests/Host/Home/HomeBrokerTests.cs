using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Sotto.Board;
using Sotto.Firmware.Home;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>The board in the home, over a real broker.</summary>
public sealed class HomeBrokerTests
{
    private const int Entities = 19;

    private static readonly string[] Components = ["switch", "light", "button", "sensor"];

    [SkippableFact]
    public void Home_assistant_finds_every_entity_and_its_state()
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        using BoardAtHome board = new(Plain(broker.Port));
        home.Await(board.Base + "/free_heap/state", "0");
        HashSet<string> ids = [];
        foreach ((string topic, string text, bool _) in home.Heard.Where(heard => heard.Topic.EndsWith("/config", StringComparison.Ordinal)))
        {
            using JsonDocument entity = JsonDocument.Parse(text);
            string id = entity.RootElement.GetProperty("uniq_id").GetString()!;
            string[] parts = topic.Split('/');
            Assert.Equal("homeassistant", parts[0]);
            Assert.Contains(parts[1], Components);
            Assert.Equal(board.Base.Replace('/', '_'), parts[2]);
            Assert.Equal(parts[2] + "_" + parts[3], id);
            Assert.Equal(parts[2], entity.RootElement.GetProperty("dev").GetProperty("ids").GetString());
            Assert.Equal(board.Base, entity.RootElement.GetProperty("~").GetString());
            Assert.True(ids.Add(id), id);
            Assert.InRange(text.Length, 200, 512);
        }

        Assert.Equal(Entities, ids.Count);

        using HomeClient late = new(broker.Port);
        late.Await(board.Base + "/free_heap/state", "0");
        Assert.Equal(13, late.Heard.Count(heard => heard.Kept));
        Assert.DoesNotContain(late.Heard, heard => heard.Topic.EndsWith("/config", StringComparison.Ordinal));
        late.Send("homeassistant/status", "online");
        HomeClient.Await(() => late.Heard.Count(heard => heard.Topic.EndsWith("/config", StringComparison.Ordinal)) == Entities, () => "not announced again");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Commands_go_both_ways(bool version5)
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        using BoardAtHome board = new(Plain(broker.Port) with { Version5 = version5 });
        home.Await(board.Base + "/availability", "online");
        home.Send(board.Base + "/light/set", "ON");
        home.Await(board.Base + "/light/state", "ON");
        home.Send(board.Base + "/lamp/brightness/set", "40");
        home.Await(board.Base + "/lamp/brightness/state", "40");
        home.Send(board.Base + "/settings/set", "a = b\nname = K\u00FCche\n");
        home.Await(board.Base + "/settings/result", "taken");
        board.Do(() =>
        {
            board.Board.Switch(0, false);
            board.Board.Listener.OnIntent("HassTurnOff", "off", 200);
            return 0;
        });
        home.Await(board.Base + "/intent/state", "HassTurnOff");
        home.Await(board.Base + "/light/state", "OFF");
        Assert.Equal("light on; lamp 40; settings a = b\nname = K\u00FCche\n; light off; ", board.Do(() => board.Board.Asked));
        Assert.Equal(0, board.Do(() => board.Board.Counters.Refusals));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_broker_kept_is_not_done(bool version5)
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        string serial = new HostBoardSystem("test", _ => { }, () => { }).SerialNumber;
        home.Send($"sotto/{serial}/restart/set", "PRESS", retain: true);
        using BoardAtHome board = new(Plain(broker.Port) with { Version5 = version5 });
        home.Await(board.Base + "/availability", "online");
        home.Send(board.Base + "/light/set", "ON");
        home.Await(board.Base + "/light/state", "ON");
        Assert.Equal("light on; ", board.Do(() => board.Board.Asked));
        Assert.Equal(version5 ? 0 : 1, board.Dropped);
    }

    [SkippableFact]
    public void Broker_says_that_a_board_is_gone_whose_power_was_cut_and_the_board_that_it_goes()
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        using TcpProxy wire = new(broker.Port);
        string availability;
        using (BoardAtHome board = new(Plain(wire.Port)))
        {
            availability = board.Base + "/availability";
            home.Await(availability, "online");
            home.Forget();
            wire.Cut();
            home.Await(availability, "online");
            Assert.Equal("offline", home.Heard.First(heard => heard.Topic == availability).Text);
        }

        home.Await(availability, "offline");
    }

    [SkippableFact]
    public void Board_comes_back_after_its_broker_was_killed_a_hundred_times()
    {
        using Mosquitto broker = new();
        using BoardAtHome board = new(Plain(broker.Port));
        HomeClient.Await(() => board.Connections == 1, () => "never connected");
        for (int i = 0; i < 100; i++)
        {
            broker.Kill();
            board.Do(() =>
            {
                board.Board.Dim(1, i);
                return 0;
            });
            broker.Start();
            HomeClient.Await(() => board.Connections == i + 2, () => $"not connected after {i + 1} times: {string.Join('\n', board.Log.TakeLast(3))}");
        }

        using HomeClient home = new(broker.Port);
        home.Await(board.Base + "/lamp/brightness/state", "99");
        home.Send(board.Base + "/light/set", "ON");
        home.Await(board.Base + "/light/state", "ON");
    }

    /// <summary>Half of them over MQTT 5, where the broker keeps to itself what is too long, half over 3.1.1, where the board must.</summary>
    [SkippableTheory]
    [InlineData(true, 5000)]
    [InlineData(false, 5000)]
    public void Malformed_payloads_change_nothing(bool version5, int messages)
    {
        using Mosquitto broker = new();
        using HomeClient vandal = new(broker.Port);
        using BoardAtHome board = new(Plain(broker.Port) with { Version5 = version5 });
        vandal.Await(board.Base + "/availability", "online");
        board.Do(() => board.Board.SettingsReason = "line 1: no such key");
        Random random = new(20261126);
        int level = 0;
        for (int i = 1; i <= messages; i++)
        {
            (string topic, byte[] payload) = Malformed(random, board.Base, i);
            vandal.Send(topic, payload, wait: false);
            if (i % 10 == 0)
            {
                vandal.Forget();
                // A good command works in between, and what came before is done when it is.
                level = (level % 100) + 1;
                vandal.Send(board.Base + "/lamp/brightness/set", level.ToString(System.Globalization.CultureInfo.InvariantCulture));
                HomeClient.Await(() => board.Do(() => board.Board.GetDevice(1).Level) == level, () => $"message {i}: the lamp is not at {level}");
                board.Do(() => board.Board.Asked = board.Board.GetDevice(0).IsOn || board.Board.IsMuted ? throw new InvalidOperationException() : "");
            }
        }

        Assert.Equal(1, board.Connections);
        int refusals = board.Do(() => board.Board.Counters.Refusals);
        Assert.InRange(refusals, messages / 2, messages + board.Dropped);
        Assert.True(version5 || board.Dropped >= messages / 500, $"{board.Dropped} dropped");
        using HomeClient late = new(broker.Port);
        late.Await(board.Base + "/availability", "online");
    }

    [SkippableFact]
    public void Tls_connects_to_a_broker_that_the_authority_vouches_for_and_to_no_other()
    {
        using TestAuthority authority = new();
        using TestAuthority other = new();
        using Mosquitto broker = Encrypted(authority, IPAddress.Loopback);
        using Mosquitto elsewhere = Encrypted(authority, IPAddress.Parse("192.0.2.1"));
        Assert.Null(Try(Plain(broker.Port) with { Tls = true, Authorities = Read(authority), User = "board", Password = "right" }));
        Assert.Contains("NotAuthorized", Try(Plain(broker.Port) with { Tls = true, Authorities = Read(authority), User = "board", Password = "wrong" }), StringComparison.Ordinal);
        Assert.Contains("certificate", Try(Plain(broker.Port) with { Tls = true, Authorities = Read(other), User = "board", Password = "right" }), StringComparison.Ordinal);
        Assert.Contains("certificate", Try(Plain(broker.Port) with { Tls = true, User = "board", Password = "right" }), StringComparison.Ordinal);
        Assert.Contains("certificate", Try(Plain(elsewhere.Port) with { Tls = true, Authorities = Read(authority), User = "board", Password = "right" }), StringComparison.Ordinal);
        Assert.NotNull(Try(Plain(broker.Port) with { User = "board", Password = "right" }));
    }

    [Fact]
    public void Board_that_finds_no_broker_says_why_once_and_does_all_else()
    {
        using BoardAtHome board = new(Plain(Mosquitto.FreePort()));
        board.Do(() =>
        {
            board.Board.Switch(0, true);
            return 0;
        });
        HomeClient.Await(() => board.Log.Count > 0, () => "nothing is said");
        Thread.Sleep(100);
        Assert.StartsWith("home: Connection refused", Assert.Single(board.Log), StringComparison.Ordinal);
        Assert.True(board.Do(() => board.Board.GetDevice(0).IsOn));
    }

    [Theory]
    [InlineData("broker", false, "broker", 1883)]
    [InlineData("broker", true, "broker", 8883)]
    [InlineData("192.0.2.1:2000", false, "192.0.2.1", 2000)]
    [InlineData("[2001:db8::1]:2000", false, "2001:db8::1", 2000)]
    [InlineData("2001:db8::1", true, "2001:db8::1", 8883)]
    public void Reads_where_a_broker_is(string text, bool tls, string host, int port)
    {
        MqttBroker broker = MqttBroker.Parse(text, tls)!;
        Assert.Equal((host, port), (broker.Host, broker.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("broker:")]
    [InlineData("broker:0")]
    [InlineData("broker:99999")]
    [InlineData("broker:x")]
    [InlineData("user@broker")]
    [InlineData("broker/path")]
    [InlineData("a b")]
    public void Refuses_what_names_no_broker(string text) => Assert.Null(MqttBroker.Parse(text, false));

    private static MqttBroker Plain(int port) => new("127.0.0.1", port);

    private static X509Certificate2Collection Read(TestAuthority authority)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authority.Pem);
        return authorities;
    }

    private static string? Try(MqttBroker broker)
    {
        using MqttNetLink link = new(broker);
        return link.Connect("test", "test/availability", "offline");
    }

    private static Mosquitto Encrypted(TestAuthority authority, IPAddress address)
    {
        (string certificate, string key) = authority.Certify(address);
        return new Mosquitto(
            "certfile {folder}/broker.crt\nkeyfile {folder}/broker.key\nallow_anonymous false\npassword_file {folder}/passwords",
            ("broker.crt", certificate), ("broker.key", key), ("passwords", PasswordLine("board", "right")));
    }

    /// <summary>A line as mosquitto_passwd writes it: PBKDF2 with SHA-512.</summary>
    private static string PasswordLine(string user, string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(12);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, 101, HashAlgorithmName.SHA512, 64);
        return $"{user}:$7$101${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n";
    }

    /// <summary>A topic of the board or near one, and bytes that it must not take.</summary>
    private static (string Topic, byte[] Payload) Malformed(Random random, string at, int number)
    {
        string[] topics = ["light/set", "lamp/set", "lamp/brightness/set", "light/brightness/set", "mute/set", "talk/set", "test/set", "restart/set",
            "settings/set", "update/set", "stove/set", "\u0444\u00E9\U0001F600/set", "/set", "stove/brightness/set"];
        int length = number % 500 == 0 ? 1 << 20 : random.Next(8) switch
        {
            0 => 0,
            1 => random.Next(1, MqttMessage.MaximumPayload + 200),
            _ => random.Next(1, 40),
        };
        byte[] payload = new byte[length];
        random.NextBytes(payload);
        if (random.Next(4) == 0)
        {
            byte[] almost = Encoding.UTF8.GetBytes(random.GetItems(["ON\n", "on", " OFF", "OFF\0", "101", "-1", "1e1", "\u0661", "PRESS PRESS", "press", "{\"state\":\"ON\"}"], 1)[0]);
            payload = almost;
        }
        else if (length is > 0 and < 4)
        {
            // Never a number or a word by chance.
            payload[0] = 0xFF;
        }

        return ($"{at}/{random.GetItems(topics, 1)[0]}", payload);
    }
}
