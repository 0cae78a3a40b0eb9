using System.Text.RegularExpressions;
using Sotto.Board;
using Sotto.Firmware;
using Sotto.Models;

namespace Sotto.Cli;

/// <summary>What <c>sotto update</c> was asked for.</summary>
/// <param name="Path">The model's file.</param>
/// <param name="Broker">The broker.</param>
/// <param name="Board">The board's serial number.</param>
/// <param name="KeyFile">A file with the board's update.key.</param>
/// <param name="Number">The number of the update, or null for the time.</param>
/// <param name="Kind">What the model is to listen for, or null for what it does.</param>
/// <param name="Prefix">What the topics of boards begin with.</param>
internal sealed record UpdateOptions(
    string Path, MqttBroker Broker, string Board, string KeyFile, int? Number, ModelKind? Kind, string Prefix);

/// <summary>Sends a model to a board in the home.</summary>
internal static partial class UpdateCommand
{
    private const int KeyDigits = 64;
    private const int LongestKeyFile = 256;

    /// <summary>Numbers of updates count seconds from here: 31 bits of them last until 2092.</summary>
    private static readonly DateTime Beginning = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Checks everything, then sends.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="streams">Takes a line for every answer.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="UserException">A file is wrong, or the update was not taken.</exception>
    public static void Run(UpdateOptions options, Streams streams, CancellationToken stop)
    {
        string board = TopicOf(options);
        byte[] key = ReadKey(options.KeyFile);
        ModelUpdate update = ReadModel(options);
        using ModelUpdateSender sender = new(options.Broker, board, Tell);
        Tell($"{board}: update {update.Number}, {(update.Kind == ModelKind.Wake ? "wake" : "commands")} model of {update.Model.Length} bytes");
        try
        {
            sender.SendAsync(update, key, stop).GetAwaiter().GetResult();
        }
        catch (ModelUpdateException problem)
        {
            throw new UserException(problem.Message);
        }
        catch (OperationCanceledException)
        {
            throw new UserException($"{board}: given up");
        }

        void Tell(string line)
        {
            streams.Output.WriteLine(line);
            streams.Output.Flush();
        }
    }

    private static string TopicOf(UpdateOptions options) =>
        !SerialNumber().IsMatch(options.Board) ? throw new UserException($"--board {options.Board}: no serial number; the topics of the board have it after {options.Prefix}/")
        : options.Prefix.Length == 0 || options.Prefix.AsSpan().ContainsAny('+', '#', '\0') ? throw new UserException($"--prefix {options.Prefix}: no beginning of a topic")
        : $"{options.Prefix}/{options.Board}";

    private static byte[] ReadKey(string path)
    {
        string text = new FileInfo(path).Length <= LongestKeyFile ? File.ReadAllText(path).Trim() : "";
        return text.Length == KeyDigits && HexadecimalText.ToBytes(text) is { } key ? key
            : throw new UserException($"{path}: no key, which has {KeyDigits} hexadecimal digits");
    }

    private static ModelUpdate ReadModel(UpdateOptions options)
    {
        byte[] image = ModelFiles.ReadOrImport(options.Path);
        ModelKind kind = options.Kind ?? ModelFiles.Naming(options.Path, () => Model.Load(image)).Kind;

        // The working memory is the board's to judge.
        return ModelCheck.Refuse(image, kind, ModelFile.MaximumArena) is { } reason ? throw new UserException($"{options.Path}: {reason}")
            : new ModelUpdate(image, kind, options.Number ?? (int)(DateTime.UtcNow - Beginning).TotalSeconds);
    }

    [GeneratedRegex(@"\A[0-9A-Za-z_.-]+\z")]
    private static partial Regex SerialNumber();
}
