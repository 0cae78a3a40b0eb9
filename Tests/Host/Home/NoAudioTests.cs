using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Sotto.Audio;
using Sotto.Board;
using Sotto.Firmware.Home;
using Sotto.Firmware.Host;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>What leads to the network cannot be given samples, and none are found on the wire.</summary>
public sealed partial class NoAudioTests
{
    private const int Minute = 60 * AudioClip.SampleRate;
    private const int StepMilliseconds = 10;

    /// <summary>A speech codec of 700 bits a second, the tightest there is, needs 5,250 bytes for a minute.</summary>
    private const int MostBytesAMinute = 2048;

    private static readonly string[] AllowedParameters =
        ["System.String", "System.Boolean", "System.Int32", "System.Void", typeof(MqttMessage).FullName!];

    [SkippableFact]
    public void Minute_of_sound_leaves_no_trace_on_the_wire()
    {
        using Mosquitto broker = new();
        using HomeClient home = new(broker.Port);
        using TcpProxy wire = new(broker.Port);
        SimulatedSystem system = new();
        VoiceBoard board = new(system, system, new SimulatedFileStore(), Model("wake"), Model("commands"));
        using MqttNetLink mqtt = new(new MqttBroker("127.0.0.1", wire.Port));
        HomeLink link = new(mqtt, system, system, board.Application, new HomeOptions { PollEvery = 1 });
        board.Application.AddListener(link);
        using HomeThread thread = new(link);
        Hear(board, link, system, 2 * AudioClip.SampleRate);
        home.Await("sotto/5074705074/state/state", "listening");
        int before = wire.Sent.Length;

        short[] sound = Sound();
        board.Microphone.Play(sound);
        Hear(board, link, system, sound.Length);
        home.Await("sotto/5074705074/intent/state", "HassTurnOn");
        home.Await("sotto/5074705074/light/state", "ON");
        byte[] sent = wire.Sent;
        Assert.InRange(sent.Length - before, 100, MostBytesAMinute);
        Assert.Equal(0, CountSamples(sent, sound));
        Assert.Equal(1, CountSamples([.. sent, .. MemoryMarshal.AsBytes(sound.AsSpan(Minute / 2, 4))], sound));
        Assert.All(home.Heard, heard => Assert.Matches(KnownTopic(), heard.Topic));
        Assert.All(home.Heard, heard => Assert.Matches(PrintableText(), heard.Text));
    }

    [Fact]
    public void Link_takes_texts_and_nothing_else()
    {
        TypeDefinition link = Load(typeof(IMqttLink)).GetType(typeof(IMqttLink).FullName);
        Assert.All(
            link.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType.FullName).Append(method.ReturnType.FullName)),
            name => Assert.Contains(name, AllowedParameters));
        Assert.All(
            Load(typeof(IMqttLink)).GetType(typeof(IBoardListener).FullName).Methods.SelectMany(method => method.Parameters),
            parameter => Assert.Contains(parameter.ParameterType.FullName, AllowedParameters));
    }

    [Fact]
    public void Home_names_no_samples_no_microphone_and_no_session()
    {
        using AssemblyDefinition firmware = AssemblyDefinition.ReadAssembly(typeof(HomeLink).Assembly.Location);
        using AssemblyDefinition board = AssemblyDefinition.ReadAssembly(typeof(MqttNetLink).Assembly.Location);
        TypeDefinition[] leading =
        [
            .. AllTypes(firmware.MainModule).Where(type => type.Namespace == typeof(HomeLink).Namespace || type.DeclaringType?.Namespace == typeof(HomeLink).Namespace),
            .. AllTypes(board.MainModule).Where(type => type.Interfaces.Any(each => each.InterfaceType.FullName == typeof(IMqttLink).FullName)),
        ];
        Assert.Contains(leading, type => type.FullName == typeof(HomeLink).FullName);
        Assert.Contains(leading, type => type.FullName == typeof(MqttNetLink).FullName);
        Assert.All(leading.SelectMany(Named), name => Assert.False(IsOfSound(name), name));
    }

    [Fact]
    public void Nothing_but_the_home_sends_by_a_link()
    {
        using AssemblyDefinition firmware = AssemblyDefinition.ReadAssembly(typeof(HomeLink).Assembly.Location);
        string[] senders =
        [
            .. AllTypes(firmware.MainModule).Where(type => Named(type).Any(name => name.Contains(typeof(IMqttLink).FullName!, StringComparison.Ordinal)))
                .Select(type => type.FullName),
        ];
        Assert.Equal([typeof(HomeLink).FullName!], senders);
        Assert.DoesNotContain(firmware.MainModule.AssemblyReferences, reference => reference.Name.StartsWith("System.Net", StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"^(homeassistant/(switch|light|button|sensor)/sotto_5074705074/[a-z_]+/config|sotto/5074705074/(availability|lamp/brightness/state"
        + "|(light|lamp|mute|confidence|text|intent|wake|state|refusal|microphone|uptime|samples_lost|wakes|commands|refusals|free_heap)/state))$")]
    private static partial Regex KnownTopic();

    [GeneratedRegex(@"^[\x20-\x7e]{1,512}$")]
    private static partial Regex PrintableText();

    private static byte[] Model(string name) => File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", name + ".sotto"));

    /// <summary>A minute in which somebody says one command, and the rest is noise that is like nothing else.</summary>
    private static short[] Sound()
    {
        short[] sound = new short[Minute];
        Random random = new(700);
        for (int i = 0; i < sound.Length; i++)
        {
            sound[i] = (short)random.Next(-2000, 2000);
        }

        AudioFile.Load(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo", "1-computer,_on.flac")).Samples.CopyTo(sound, AudioClip.SampleRate);
        return sound;
    }

    private static void Hear(VoiceBoard board, HomeLink link, SimulatedSystem system, int samples)
    {
        for (int i = 0; i < samples / (StepMilliseconds * AudioClip.SampleRate / 1000); i++)
        {
            system.Milliseconds += StepMilliseconds;
            board.Step(StepMilliseconds);
            link.Deliver();
        }
    }

    /// <summary>How often four neighbouring samples stand among bytes, in either order of bytes.</summary>
    private static int CountSamples(byte[] bytes, short[] sound)
    {
        HashSet<ulong> fours = [];
        for (int i = 0; i + 4 <= sound.Length; i++)
        {
            ReadOnlySpan<short> four = sound.AsSpan(i, 4);
            if (!four.Contains((short)0))
            {
                fours.Add(BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.AsBytes(four)));
            }
        }

        int count = 0;
        for (int i = 0; i + 8 <= bytes.Length; i++)
        {
            ulong here = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i));
            ulong swapped = ((here & 0x00FF00FF00FF00FF) << 8) | ((here >> 8) & 0x00FF00FF00FF00FF);
            count += fours.Contains(here) || fours.Contains(swapped) ? 1 : 0;
        }

        return count;
    }

    private static bool IsOfSound(string name) =>
        name.Contains("System.Int16", StringComparison.Ordinal) || name.Contains("System.UInt16[]", StringComparison.Ordinal)
        || name.Contains("Microphone::", StringComparison.Ordinal) || name.Contains("IMicrophone", StringComparison.Ordinal)
        || name.Contains("SampleRing", StringComparison.Ordinal) || name.Contains("Session", StringComparison.Ordinal) && name.Contains("Sotto", StringComparison.Ordinal)
        || name.Contains("Sotto.Kernels", StringComparison.Ordinal) || name.Contains("Sotto.Models", StringComparison.Ordinal);

    private static ModuleDefinition Load(Type type) => AssemblyDefinition.ReadAssembly(type.Assembly.Location).MainModule;

    private static IEnumerable<TypeDefinition> AllTypes(ModuleDefinition module) => module.GetTypes();

    /// <summary>The type and every member that a type's fields, signatures and code name.</summary>
    private static IEnumerable<string> Named(TypeDefinition type)
    {
        IEnumerable<string> fields = type.Fields.Select(field => field.FieldType.FullName);
        IEnumerable<string> signatures = type.Methods.SelectMany(
            method => method.Parameters.Select(parameter => parameter.ParameterType.FullName).Append(method.ReturnType.FullName));
        IEnumerable<string> code = type.Methods.Where(method => method.HasBody).SelectMany(method =>
            method.Body.Variables.Select(variable => variable.VariableType.FullName)
                .Concat(method.Body.Instructions.Select(instruction => (instruction.Operand as MemberReference)?.FullName ?? "")));
        return [.. fields, .. signatures, .. code];
    }
}
