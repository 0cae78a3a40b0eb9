using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Cli;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>The command <c>sotto board</c>.</summary>
public sealed class CliBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-board-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Board_without_a_network_hears_and_switches_until_its_input_ends()
    {
        short[] samples = AudioFile.Load(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo", "1-computer,_on.flac")).Samples;
        using MemoryStream input = new(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        (int code, string output, string error) = Run(input, "board", "--storage", _folder, "-");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(
            @"(?s)state    self-test\n.*microphone is well\n.*wake     computer  0\.\d\d\n.*command  on  0\.\d\d  HassTurnOn\n.*device   light on\n", output);
        Assert.NotEmpty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("--broker : not HOST or HOST:PORT", "--broker", "")]
    [InlineData("--broker home/x: not HOST or HOST:PORT", "--broker", "home/x")]
    [InlineData("--tls, --ca, --user and --password-file want --broker", "--tls")]
    [InlineData("--ca wants --tls", "--broker", "home", "--ca", "{folder}/empty")]
    [InlineData("--password-file wants --user", "--broker", "home", "--password-file", "{folder}/empty")]
    [InlineData("{folder}/empty: empty", "--broker", "home", "--user", "me", "--password-file", "{folder}/empty")]
    [InlineData("{folder}/empty: no PEM file of certificates: no certificate in it", "--broker", "home", "--tls", "--ca", "{folder}/empty")]
    [InlineData("{folder}/missing.wav: no such file or folder", "{folder}/missing.wav")]
    public void Says_what_is_wrong(string message, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "empty"), "");
        (int code, string output, string error) = Run(Stream.Null, ["board", .. arguments.Select(InFolder)]);
        Assert.Equal((2, "", InFolder(message) + "\n"), (code, output, error));
    }

    private string InFolder(string text) => text.Replace("{folder}", _folder, StringComparison.Ordinal);

    private static (int Code, string Output, string Error) Run(Stream input, params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, new Streams(input, output, error));
        return (code, output.ToString(), error.ToString());
    }
}
