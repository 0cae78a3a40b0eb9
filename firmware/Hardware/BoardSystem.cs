using System;
using System.Net.NetworkInformation;
using System.Text;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace Sotto.Firmware.Hardware;

/// <summary>The chip as the application sees it.</summary>
public sealed class BoardSystem : IBoardSystem
{
    /// <summary>What <see cref="StartReason"/> says where nobody wrote down another.</summary>
    public const string PowerOn = "power on";

    /// <summary>What it says after <see cref="Restart"/>.</summary>
    public const string Restarted = "restart";

    /// <summary>What it says after the watchdog.</summary>
    public const string Bitten = "watchdog";

    /// <summary>What it says after <see cref="Fail"/>.</summary>
    public const string Failed = "fault";

    private const int RestSeconds = 60;
    private const string ReasonFile = "start.txt";
    private const int LongestReason = 16;

    private readonly IFileStore _files;
    private readonly Watchdog _watchdog = new Watchdog();
    private readonly string _serialNumber;
    private readonly string _startReason;

    /// <summary>Reads what the chip is called and why it started.</summary>
    /// <param name="files">Where the reason of a restart is written down: the chip keeps no memory over one.</param>
    public BoardSystem(IFileStore files)
    {
        _files = files;
        _serialNumber = ReadSerialNumber();
        _startReason = TakeReason();
    }

    /// <inheritdoc/>
    /// <remarks>The number of its network interface; "board" of one without.</remarks>
    public string SerialNumber
    {
        get { return _serialNumber; }
    }

    /// <inheritdoc/>
    /// <remarks>Collects garbage to find out.</remarks>
    public int FreeHeap
    {
        get { return (int)nanoFramework.Runtime.Native.GC.Run(false); }
    }

    /// <inheritdoc/>
    public string StartReason
    {
        get { return _startReason; }
    }

    /// <inheritdoc/>
    public void FeedWatchdog()
    {
        _watchdog.Feed();
    }

    /// <summary>Starts the thread that restarts the board where <see cref="FeedWatchdog"/> is not called for 10 s.</summary>
    public void StartWatchdog()
    {
        Thread thread = new Thread(Watch);
        thread.Priority = ThreadPriority.AboveNormal;
        thread.Start();
    }

    /// <inheritdoc/>
    public void Restart()
    {
        Reboot(Restarted);
    }

    /// <summary>
    /// Writes to the log what the program failed by, and starts the board anew: after a minute where it failed the last time too,
    /// since every start writes to flash.
    /// </summary>
    /// <param name="fault">What was thrown.</param>
    public void Fail(Exception fault)
    {
        Log("fault: " + fault.Message);
        string trace = fault.StackTrace;
        Log(trace == null ? "" : trace);
        for (int i = 0; i < RestSeconds && _startReason == Failed; i++)
        {
            FeedWatchdog();
            Thread.Sleep(Watchdog.RoundMilliseconds);
        }

        Reboot(Failed);
    }

    /// <inheritdoc/>
    public void Log(string line)
    {
        Console.WriteLine(line);
    }

    private static string ReadSerialNumber()
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            byte[] address = all[i].PhysicalAddress;
            if (address != null && address.Length == 6)
            {
                return HexadecimalText.FromBytes(address);
            }
        }

        return "board";
    }

    private void Watch()
    {
        do
        {
            Thread.Sleep(Watchdog.RoundMilliseconds);
        }
        while (!_watchdog.EndRound());

        Log("watchdog: the application hangs");
        Reboot(Bitten);
    }

    private void Reboot(string reason)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(reason);
        if (_files.Create(ReasonFile))
        {
            _files.Append(ReasonFile, bytes, 0, bytes.Length);
        }

        Log("starting anew: " + reason);
        Power.RebootDevice(RebootOption.NormalReboot);

        // The call returns before the chip obeys.
        Thread.Sleep(Timeout.Infinite);
    }

    private string TakeReason()
    {
        byte[] bytes = new byte[LongestReason];
        int length = _files.Read(ReasonFile, 0, bytes, 0, bytes.Length);
        if (length > 0)
        {
            _files.Delete(ReasonFile);
        }

        string reason = Utf8.IsText(bytes, 0, length) ? Encoding.UTF8.GetString(bytes, 0, length) : PowerOn;
        return reason == Restarted || reason == Bitten || reason == Failed ? reason : PowerOn;
    }
}
