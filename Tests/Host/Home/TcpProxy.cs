using System.Net;
using System.Net.Sockets;

namespace Sotto.HostTests.Home;

/// <summary>Stands between the board and its broker, keeps every byte that the board sends, and can cut the wire.</summary>
internal sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly MemoryStream _sent = new();
    private readonly List<TcpClient> _wires = [];

    /// <summary>Listens at a free port.</summary>
    /// <param name="target">The port of the broker.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Every byte that the board has sent.</summary>
    public byte[] Sent
    {
        get
        {
            lock (_sent)
            {
                return _sent.ToArray();
            }
        }
    }

    /// <summary>Ends every connection, as a power cut of the board would.</summary>
    public void Cut()
    {
        lock (_wires)
        {
            _wires.ForEach(wire => wire.Dispose());
            _wires.Clear();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
        _sent.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                TcpClient board = await _listener.AcceptTcpClientAsync();
                TcpClient broker = new("127.0.0.1", _target);
                lock (_wires)
                {
                    _wires.AddRange([board, broker]);
                }

                _ = CopyAsync(board.GetStream(), broker.GetStream(), _sent);
                _ = CopyAsync(broker.GetStream(), board.GetStream(), null);
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, MemoryStream? kept)
    {
        byte[] block = new byte[8192];
        try
        {
            for (int count = await from.ReadAsync(block); count > 0; count = await from.ReadAsync(block))
            {
                if (kept is not null)
                {
                    lock (kept)
                    {
                        kept.Write(block, 0, count);
                    }
                }

                await to.WriteAsync(block.AsMemory(0, count));
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            // The wire was cut.
        }
        finally
        {
            to.Dispose();
        }
    }
}
