using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>Somebody else at the broker, who hears everything and sends what a test wants: Home Assistant, or a vandal.</summary>
internal sealed class HomeClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, string Text, bool Kept)> _heard = [];

    /// <summary>Connects and asks for everything.</summary>
    /// <param name="port">The broker's port.</param>
    public HomeClient(int port)
    {
        _client.ApplicationMessageReceivedAsync += arrived =>
        {
            MqttApplicationMessage message = arrived.ApplicationMessage;
            _heard.Enqueue((message.Topic, Encoding.UTF8.GetString(message.Payload.ToArray()), message.Retain));
            return Task.CompletedTask;
        };
        _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build()).GetAwaiter().GetResult();
        _client.SubscribeAsync("#").GetAwaiter().GetResult();
    }

    /// <summary>What was heard so far, the oldest first.</summary>
    public IReadOnlyList<(string Topic, string Text, bool Kept)> Heard => [.. _heard];

    /// <summary>Sends a text.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="retain">Whether the broker keeps it.</param>
    public void Send(string topic, string text, bool retain = false) => Send(topic, Encoding.UTF8.GetBytes(text), retain);

    /// <summary>Sends bytes, and waits until the broker has them unless told not to.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="retain">Whether the broker keeps them.</param>
    /// <param name="wait">Whether to wait.</param>
    public void Send(string topic, byte[] payload, bool retain = false, bool wait = true) =>
        _client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            Retain = retain,
            QualityOfServiceLevel = wait ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        }).GetAwaiter().GetResult();

    /// <summary>Forgets what was heard.</summary>
    public void Forget() => _heard.Clear();

    /// <summary>Waits until the last text of a topic is this one.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="text">The text.</param>
    public void Await(string topic, string text) =>
        Await(() => _heard.LastOrDefault(heard => heard.Topic == topic).Text == text, () => $"{topic}: {text} is not heard but {Last(topic)}");

    /// <summary>Waits until something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="problem">What is said where it never does.</param>
    public static void Await(Func<bool> holds, Func<string> problem)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < Patience, problem());
            Thread.Sleep(1);
        }
    }

    public void Dispose() => _client.Dispose();

    private string Last(string topic) => _heard.LastOrDefault(heard => heard.Topic == topic).Text ?? "nothing";
}
