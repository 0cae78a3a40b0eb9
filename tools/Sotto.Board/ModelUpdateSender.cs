using System.Buffers;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace Sotto.Board;

/// <summary>
/// Sends a model to a board over a broker, piece by piece: the next goes when the board has answered the one before. Every answer
/// but the one that is due ends the update.
/// </summary>
public sealed class ModelUpdateSender : IDisposable
{
    private const int LongestAnswer = 200;
    private const string GivenUp = "given up";
    private const string Taken = "taken, and tried at the next start";

    private readonly MqttBroker _broker;
    private readonly string _board;
    private readonly Action<string> _tell;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<string> _answers = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource<string> _presence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _last = "";

    /// <summary>Takes what it needs; connects when it sends.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="board">What the topics of the board begin with.</param>
    /// <param name="tell">Takes a line for every answer.</param>
    public ModelUpdateSender(MqttBroker broker, string board, Action<string> tell)
    {
        _broker = broker;
        _board = board;
        _tell = tell;
    }

    /// <summary>How long the broker may take to say that the board is there.</summary>
    public TimeSpan PresencePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the board may take for a piece. Flash is slow; a board itself gives up after a minute.</summary>
    public TimeSpan AnswerPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends an update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="key">What signs it.</param>
    /// <param name="stop">Ends it early; the board is told.</param>
    /// <exception cref="ModelUpdateException">It was refused, or broker or board do not answer.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task SendAsync(ModelUpdate update, byte[] key, CancellationToken stop)
    {
        await ConnectAsync(stop);
        try
        {
            await SendPiecesAsync(update, key, stop);
        }
        catch (Exception problem) when (problem is ModelUpdateException or OperationCanceledException)
        {
            await GiveUpAsync();
            throw;
        }

        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task ConnectAsync(CancellationToken stop)
    {
        _client.ApplicationMessageReceivedAsync += arrived => Receive(arrived.ApplicationMessage);
        _client.DisconnectedAsync += _ => Task.FromResult(_answers.Writer.TryComplete());
        await AskBrokerAsync(
            async patience =>
            {
                await _client.ConnectAsync(BrokerConnection.Describe(_broker, $"sotto-update-{Guid.NewGuid():N}").Build(), patience);
                await _client.SubscribeAsync(_board + "/update/result", MqttQualityOfServiceLevel.AtLeastOnce, patience);
                await _client.SubscribeAsync(_board + "/availability", MqttQualityOfServiceLevel.AtLeastOnce, patience);
            },
            stop);
        try
        {
            string presence = await _presence.Task.WaitAsync(PresencePatience, stop);
            if (presence != "online")
            {
                throw new ModelUpdateException($"{_board}: the board is {presence}");
            }
        }
        catch (TimeoutException)
        {
            throw new ModelUpdateException($"{_board}: {_broker.Host}:{_broker.Port} knows no such board");
        }
    }

    private async Task SendPiecesAsync(ModelUpdate update, byte[] key, CancellationToken stop)
    {
        int length = update.Model.Length;
        await AskBoardAsync(update.Begin(key), Progress(0, length), "the signature is right", stop);
        for (int at = 0; at < length; at += ModelUpdate.PieceLength)
        {
            int there = Math.Min(length, at + ModelUpdate.PieceLength);
            await AskBoardAsync(update.Data(at), Progress(there, length), $"{Progress(there, length)}, {100L * there / length}%", stop);
        }

        await AskBoardAsync(ModelUpdate.Finish, Taken, Taken, stop);
    }

    /// <summary>Sends a piece and waits for its answer.</summary>
    private async Task AskBoardAsync(byte[] piece, string due, string meaning, CancellationToken stop)
    {
        await AskBrokerAsync(patience => PublishAsync(piece, patience), stop);
        string answer;
        do
        {
            // What MQTT brought twice is answered twice, and whoever sent before may have given up.
            answer = await ReadAsync(stop);
        }
        while (answer != due && (answer == _last || answer == GivenUp));

        if (answer != due)
        {
            throw new ModelUpdateException($"{_board}: refused: {answer}");
        }

        _last = answer;
        _tell(meaning);
    }

    private async Task<string> ReadAsync(CancellationToken stop)
    {
        try
        {
            return await _answers.Reader.ReadAsync(stop).AsTask().WaitAsync(AnswerPatience, stop);
        }
        catch (TimeoutException)
        {
            throw new ModelUpdateException(string.Create(CultureInfo.InvariantCulture, $"{_board}: no answer in {AnswerPatience.TotalSeconds} s"));
        }
        catch (ChannelClosedException)
        {
            throw new ModelUpdateException($"{_board}: the connection to the broker is lost");
        }
    }

    private async Task PublishAsync(byte[] piece, CancellationToken patience)
    {
        MqttApplicationMessage message = new()
        {
            Topic = _board + "/update/set",
            PayloadSegment = piece,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        MqttClientPublishResult result = await _client.PublishAsync(message, patience);
        if (!result.IsSuccess)
        {
            throw new ModelUpdateException($"the broker refuses: {result.ReasonCode}");
        }
    }

    /// <summary>Tells the board, if it can be told, that nothing more comes: else it would wait for a minute.</summary>
    private async Task GiveUpAsync()
    {
        try
        {
            await AskBrokerAsync(patience => PublishAsync(ModelUpdate.GiveUp, patience), CancellationToken.None);
        }
        catch (ModelUpdateException)
        {
            // Why the update ended is what counts.
        }
    }

    /// <summary>Does something with the broker, for a while at most.</summary>
    private async Task AskBrokerAsync(Func<CancellationToken, Task> act, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(BrokerConnection.Patience);
        try
        {
            await act(patience.Token);
        }
        catch (Exception problem) when (problem is not ModelUpdateException && !stop.IsCancellationRequested)
        {
            // The network has many ways to fail, and MQTTnet wraps most of them; the innermost says what it was.
            string reason = problem is OperationCanceledException ? "the broker does not answer" : problem.GetBaseException().Message;
            throw new ModelUpdateException($"{_broker.Host}:{_broker.Port}: {reason}");
        }
    }

    private Task Receive(MqttApplicationMessage message)
    {
        string text = Clean(message.Payload);
        if (message.Topic.EndsWith("/availability", StringComparison.Ordinal))
        {
            _presence.TrySetResult(text);
        }
        else if (!message.Retain)
        {
            _answers.Writer.TryWrite(text);
        }

        return Task.CompletedTask;
    }

    /// <summary>A short line of any bytes.</summary>
    private static string Clean(ReadOnlySequence<byte> payload)
    {
        byte[] start = payload.Slice(0, Math.Min(payload.Length, LongestAnswer)).ToArray();
        return string.Concat(Encoding.UTF8.GetString(start).Select(letter => char.IsControl(letter) ? '?' : letter));
    }

    private static string Progress(int there, int length) => string.Create(CultureInfo.InvariantCulture, $"{there} bytes of {length} are there");
}
