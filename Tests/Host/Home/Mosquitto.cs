using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>A real broker on a free port of this machine, that a test may end and start again.</summary>
internal sealed class Mosquitto : IDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-broker").FullName;
    private Process? _process;

    /// <summary>Starts a broker that lets everybody in.</summary>
    /// <param name="settings">Lines to add to its configuration; "{folder}" is where the files lie.</param>
    /// <param name="files">Files that the lines name.</param>
    public Mosquitto(string settings = "allow_anonymous true", params (string Name, string Text)[] files)
    {
        Skip.IfNot(File.Exists(Program), "there is no mosquitto: apt-get install mosquitto");
        Port = FreePort();
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(_folder, name), text);
        }

        string configuration = $"listener {Port} 127.0.0.1\npersistence false\nset_tcp_nodelay true\nuser {Environment.UserName}\n" + settings.Replace("{folder}", _folder, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "mosquitto.conf"), configuration + "\n");
        Start();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public void Start()
    {
        ProcessStartInfo start = new(Program, ["-c", Path.Combine(_folder, "mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Stopwatch watch = Stopwatch.StartNew();
        while (!Answers())
        {
            Assert.True(watch.Elapsed < Patience && !_process.HasExited, "mosquitto does not start");
            Thread.Sleep(5);
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using TcpClient client = new("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
