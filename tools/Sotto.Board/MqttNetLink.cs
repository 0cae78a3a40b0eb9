using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using Sotto.Firmware.Home;

namespace Sotto.Board;

/// <summary>The link of the simulated board, over MQTTnet.</summary>
public sealed class MqttNetLink : IMqttLink, IDisposable
{
    private const int MaximumWaiting = 16;

    private readonly MqttBroker _broker;
    private readonly Queue<MqttApplicationMessage> _waiting = [];
    private IMqttClient? _client;
    private int _dropped;

    /// <summary>Takes the broker; connects to it when told.</summary>
    /// <param name="broker">The broker.</param>
    public MqttNetLink(MqttBroker broker) => _broker = broker;

    /// <inheritdoc/>
    public bool IsConnected => _client is { IsConnected: true };

    /// <inheritdoc/>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <inheritdoc/>
    public string? Connect(string clientName, string willTopic, string willText)
    {
        Disconnect();
        _client = new MqttClientFactory().CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += arrived =>
        {
            Receive(arrived.ApplicationMessage);
            return Task.CompletedTask;
        };
        MqttClientOptions options = BrokerConnection.Describe(_broker, clientName)
            .WithWillTopic(willTopic).WithWillPayload(willText).WithWillRetain().Build();
        return Attempt(async (client, cancel) =>
        {
            MqttClientConnectResult result = await client.ConnectAsync(options, cancel);
            return result.ResultCode == MqttClientConnectResultCode.Success ? null : $"the broker refuses: {result.ResultCode}";
        });
    }

    /// <inheritdoc/>
    public void Disconnect()
    {
        if (_client is { } client)
        {
            Attempt(async (_, cancel) =>
            {
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancel);
                return null;
            });
            _client = null;
            client.Dispose();
        }

        lock (_waiting)
        {
            _waiting.Clear();
        }
    }

    /// <inheritdoc/>
    public bool Subscribe(string filter)
    {
        MqttTopicFilterBuilder builder = new MqttTopicFilterBuilder().WithTopic(filter).WithAtLeastOnceQoS();
        if (_broker.Version5)
        {
            builder.WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe);
        }

        MqttClientSubscribeOptions options = new();
        options.TopicFilters.Add(builder.Build());
        return Attempt(async (client, cancel) =>
        {
            MqttClientSubscribeResult result = await client.SubscribeAsync(options, cancel);
            return result.Items.All(item => item.ResultCode <= MqttClientSubscribeResultCode.GrantedQoS2) ? null : $"{filter}: refused";
        }) is null;
    }

    /// <inheritdoc/>
    public bool Publish(string topic, string text, bool retain)
    {
        MqttApplicationMessage message = new() { Topic = topic, PayloadSegment = Encoding.UTF8.GetBytes(text), Retain = retain };
        return Attempt(async (client, cancel) =>
        {
            await client.PublishAsync(message, cancel);
            return null;
        }) is null;
    }

    /// <inheritdoc/>
    public bool TryTake(MqttMessage into)
    {
        lock (_waiting)
        {
            if (!_waiting.TryDequeue(out MqttApplicationMessage? message))
            {
                return false;
            }

            into.Topic = message.Topic;
            into.Payload = message.Payload.ToArray();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Disconnect();

    private void Receive(MqttApplicationMessage message)
    {
        lock (_waiting)
        {
            if (message.Retain || message.Payload.Length > MqttMessage.MaximumPayload || _waiting.Count == MaximumWaiting)
            {
                _dropped++;
            }
            else
            {
                _waiting.Enqueue(message);
            }
        }
    }

    /// <summary>Does something with the client, for a while at most.</summary>
    /// <returns>Null where it was done, else why not.</returns>
    private string? Attempt(Func<IMqttClient, CancellationToken, Task<string?>> act)
    {
        if (_client is not { } client)
        {
            return "not connected";
        }

        using CancellationTokenSource patience = new(BrokerConnection.Patience);
        try
        {
            return act(client, patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return "the broker does not answer";
        }
        catch (Exception problem)
        {
            // The network has many ways to fail, and MQTTnet wraps most of them; the innermost says what it was.
            return problem.GetBaseException().Message;
        }
    }
}
