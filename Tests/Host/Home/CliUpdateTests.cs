using System.Globalization;
using Sotto.Board;
using Sotto.Cli;
using Sotto.Firmware.Home;
using Sotto.Models;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>The command <c>sotto update</c>.</summary>
public sealed class CliUpdateTests : IDisposable
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-update-").FullName;

    public CliUpdateTests()
    {
        File.WriteAllText(InFolder("{folder}/key"), Key + "\n");
        File.WriteAllText(InFolder("{folder}/short"), Key[..62]);
        File.WriteAllText(InFolder("{folder}/other"), Key.Replace('0', '7'));
        File.WriteAllText(InFolder("{folder}/letters"), Key.Replace('f', 'g'));
        File.WriteAllBytes(InFolder("{folder}/wake.sotto"), ShippedModels.Wake);
        File.WriteAllBytes(InFolder("{folder}/truncated.sotto"), ShippedModels.Wake[..^100]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Board_takes_a_model_that_is_signed_by_its_key_tries_it_and_keeps_it()
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        using UpdatableBoard board = new(new MqttBroker("127.0.0.1", broker.Port), Key, "update");
        string topic = "sotto/" + board.SerialNumber;
        home.Await(topic + "/availability", "online");

        (int code, string output, string error) = Send(broker, board, "other", "7");
        Assert.Equal((2, $"{topic}: update 7, wake model of {ShippedModels.Wake.Length} bytes\n", $"{topic}: refused: the signature is wrong\n"), (code, output, error));

        (code, output, error) = Send(broker, board, "key", "7");
        Assert.Equal((0, ""), (code, error));
        int pieces = (ShippedModels.Wake.Length + ModelUpdate.PieceLength - 1) / ModelUpdate.PieceLength;
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(pieces + 3, lines.Length);
        Assert.Equal("the signature is right", lines[1]);
        Assert.Equal($"{ModelUpdate.PieceLength} bytes of {ShippedModels.Wake.Length} are there, {100 * ModelUpdate.PieceLength / ShippedModels.Wake.Length}%", lines[2]);
        Assert.Equal("taken, and tried at the next start", lines[^1]);

        HomeClient.Await(() => board.Trials == 1 && home.Heard.Count(heard => heard == (topic + "/availability", "online", false)) == 2, () => "no start with the new model");
        home.Await(topic + "/state/state", "listening");
        (code, _, error) = Send(broker, board, "key", "7");
        Assert.Equal((2, $"{topic}: refused: update 7 is none after update 7\n"), (code, error));
        board.Dispose();
        Assert.Equal(ShippedModels.Wake, board.WakeModel);
        Assert.True(board.IsKept);
        Assert.DoesNotContain(board.Log, line => line.Contains("back", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Says_that_a_board_is_unknown_gone_or_silent()
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        MqttBroker at = new("127.0.0.1", broker.Port);
        Assert.Equal($"sotto/a: 127.0.0.1:{broker.Port} knows no such board", Failure(at, "sotto/a"));
        home.Send("sotto/b/availability", "offline", retain: true);
        Assert.Equal("sotto/b: the board is offline", Failure(at, "sotto/b"));
        home.Send("sotto/c/availability", "online", retain: true);
        Assert.Equal("sotto/c: no answer in 0.2 s", Failure(at, "sotto/c"));
        home.Await("sotto/c/update/set", "C");
        Assert.Matches("^127.0.0.1:[0-9]+: .*refused", Failure(at with { Port = Mosquitto.FreePort() }, "sotto/c"));
    }

    [Fact]
    public void Pieces_are_those_that_the_device_is_tested_with()
    {
        byte[] key = Convert.FromHexString(Key);
        ModelUpdate update = new(ShippedModels.Wake, ModelKind.Wake, 0x01020304);
        Assert.Equal(UpdatePieces.Begin(update.Model, ModelKind.Wake, ModelFile.Version, update.Number, key), update.Begin(key));
        Assert.Equal(UpdatePieces.Data(update.Model, ModelUpdate.PieceLength, ModelUpdate.PieceLength), update.Data(ModelUpdate.PieceLength));
        Assert.Equal(MqttMessage.MaximumPayload, update.Data(0).Length);
        Assert.Equal(UpdatePieces.Data(update.Model, update.Model.Length - 1, 1), update.Data(update.Model.Length - 1));
        Assert.Equal(UpdatePieces.Finish(), ModelUpdate.Finish);
    }

    [Theory]
    [InlineData("{folder}/short: no key, which has 64 hexadecimal digits", "{folder}/wake.sotto", "--key", "{folder}/short", "--board", "a")]
    [InlineData("{folder}/letters: no key, which has 64 hexadecimal digits", "{folder}/wake.sotto", "--key", "{folder}/letters", "--board", "a")]
    [InlineData("{folder}/wake.sotto: no key, which has 64 hexadecimal digits", "{folder}/wake.sotto", "--key", "{folder}/wake.sotto", "--board", "a")]
    [InlineData("Could not find file '{folder}/missing'.", "{folder}/wake.sotto", "--key", "{folder}/missing", "--board", "a")]
    [InlineData("{folder}/missing: no such file", "{folder}/missing", "--key", "{folder}/key", "--board", "a")]
    [InlineData("{folder}/truncated.sotto: cut short or too long: its header says 51136 bytes, 51036 are there", "{folder}/truncated.sotto", "--key", "{folder}/key", "--board", "a")]
    [InlineData("{folder}/wake.sotto: it is a model of wake words", "{folder}/wake.sotto", "--key", "{folder}/key", "--board", "a", "--kind", "commands")]
    [InlineData("--board a/b: no serial number; the topics of the board have it after sotto/", "{folder}/wake.sotto", "--key", "{folder}/key", "--board", "a/b")]
    [InlineData("--prefix #: no beginning of a topic", "{folder}/wake.sotto", "--key", "{folder}/key", "--board", "a", "--prefix", "#")]
    [InlineData("--number 0: not a whole number from 1 to 2147483647", "{folder}/wake.sotto", "--key", "{folder}/key", "--board", "a", "--number", "0")]
    public void Says_what_is_wrong(string message, params string[] arguments) =>
        Assert.Equal((2, "", InFolder(message) + "\n"), Run(["update", .. arguments.Select(InFolder), "--broker", "localhost:1"]));

    private static string Failure(MqttBroker broker, string board)
    {
        using ModelUpdateSender sender = new(broker, board, _ => { })
        {
            PresencePatience = TimeSpan.FromSeconds(0.2),
            AnswerPatience = TimeSpan.FromSeconds(0.2),
        };
        ModelUpdate update = new(ShippedModels.Wake, ModelKind.Wake, 1);
        return Assert.ThrowsAsync<ModelUpdateException>(() => sender.SendAsync(update, new byte[32], CancellationToken.None)).GetAwaiter().GetResult().Message;
    }

    private (int Code, string Output, string Error) Send(Mosquitto broker, UpdatableBoard board, string key, string number) => Run(
        "update", InFolder("{folder}/wake.sotto"), "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}"),
        "--board", board.SerialNumber, "--key", InFolder("{folder}/" + key), "--number", number, "--kind", "wake");

    private string InFolder(string text) => text.Replace("{folder}", _folder, StringComparison.Ordinal);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, new Streams(Stream.Null, output, error));
        return (code, output.ToString(), error.ToString());
    }
}
