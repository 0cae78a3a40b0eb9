using System;
using System.Threading;
using Sotto.Firmware.Home;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// Starts a board from its files and runs it: the application on the thread that calls, the connection to the home on one of its
/// own. Where the board cannot start, it says why, over and over, by the log and by the status light.
/// </summary>
public sealed class BoardRunner
{
    /// <summary>The file that says what board it is, in the form of firmware/Boards.</summary>
    public const string BoardFile = "board.txt";

    private const int StepMilliseconds = 10;
    private const int ComplainEvery = 10000;
    private const int LinkFailed = 5000;

    private readonly IHearing _hearing;
    private readonly FlashFileStore _files;
    private readonly BoardSystem _system;
    private readonly BoardClock _clock = new BoardClock();
    private BoardHardware _hardware;
    private VoiceApplication _application;
    private HomeLink _home;

    /// <summary>Finds the chip and its files; nothing is started.</summary>
    /// <param name="folder">Where the files lie: "I:\".</param>
    /// <param name="hearing">What hears.</param>
    public BoardRunner(string folder, IHearing hearing)
    {
        _hearing = hearing;
        _files = new FlashFileStore(folder);
        _system = new BoardSystem(_files);
    }

    /// <summary>The chip.</summary>
    public BoardSystem System
    {
        get { return _system; }
    }

    /// <summary>The application, once it was started.</summary>
    public VoiceApplication Application
    {
        get { return _application; }
    }

    /// <summary>Makes everything.</summary>
    /// <returns>Null, or why the board cannot start.</returns>
    public string Start()
    {
        _system.Log("Sotto, board " + _system.SerialNumber + ", started by " + _system.StartReason);
        string reason = null;
        try
        {
            BoardDescription board = ReadBoard();
            _system.Log("board: " + board.Description + "; hearing: " + _hearing.Description);
            Make(board);
        }
        catch (KeyValueException wrong)
        {
            reason = BoardFile + ": " + wrong.Message;
        }
        catch (InvalidOperationException wrong)
        {
            reason = wrong.Message;
        }

        if (reason != null)
        {
            _system.Log("cannot start: " + reason);
        }

        return reason;
    }

    /// <summary>A step of the application, and what the home asked for meanwhile.</summary>
    public void Step()
    {
        _application.Step();
        if (_home != null)
        {
            _home.Deliver();
        }
    }

    /// <summary>A step of the connection to the home.</summary>
    /// <returns>How many milliseconds may pass before the next.</returns>
    public int StepLink()
    {
        try
        {
            return _home == null ? LinkFailed : _home.Step();
        }
        catch (Exception problem)
        {
            // Where memory is short a message may be lost, and the switch goes on.
            _system.Log("home: " + problem.Message);
            return LinkFailed;
        }
    }

    /// <summary>Starts the board and runs it; never returns.</summary>
    public void Run()
    {
        try
        {
            string reason = Start();
            if (reason != null)
            {
                Complain(reason);
            }

            _system.StartWatchdog();
            if (_home != null)
            {
                Thread link = new Thread(RunLink);
                link.Start();
            }

            while (true)
            {
                Step();
                Thread.Sleep(StepMilliseconds);
            }
        }
        catch (Exception fault)
        {
            _system.Fail(fault);
        }
    }

    private BoardDescription ReadBoard()
    {
        int length = _files.Length(BoardFile);
        if (length < 0)
        {
            throw new InvalidOperationException("there is no file " + BoardFile + ": put one of firmware/Boards there under this name");
        }

        byte[] text = new byte[length > KeyValueText.MaximumLength ? KeyValueText.MaximumLength + 1 : length];
        _files.Read(BoardFile, 0, text, 0, text.Length);
        return BoardDescription.Parse(text);
    }

    private void Make(BoardDescription board)
    {
        _hardware = new BoardHardware(board);
        SettingsStore store = new SettingsStore(_files, board.Outputs);
        Settings settings = store.Current;
        _hardware.Open(board, settings);
        _hearing.Open(board, _hardware, settings, _files, _system);
        _application = new VoiceApplication(new ApplicationParts
        {
            Clock = _clock,
            System = _system,
            Files = _files,
            Settings = store,
            Microphone = _hearing.Microphone,
            MicrophoneTest = _hearing.MicrophoneTest,
            Session = _hearing.Session,
            Interpreter = _hearing.Interpreter,
            Button = _hardware.Button,
            Led = _hardware.Led,
            Tone = _hardware.Tone,
            Timed = _hardware.Timed,
            Devices = _hardware.Devices,
            Updater = _hearing.Updater,
        });
        if (settings.MqttHost != "")
        {
            Join(board, settings);
        }
    }

    private void Join(BoardDescription board, Settings settings)
    {
        M2MqttLink link = new M2MqttLink(new WifiNetwork(settings.WifiName, settings.WifiPassword), _files, settings);
        HomeOptions options = new HomeOptions
        {
            Prefix = settings.MqttTopic,
            DiscoveryPrefix = settings.MqttDiscovery,
            Name = settings.Name,
            Model = board.Description,
        };
        _home = new HomeLink(link, _clock, _system, _application, options);
        _application.AddListener(_home);
    }

    private void RunLink()
    {
        while (true)
        {
            Thread.Sleep(StepLink());
        }
    }

    private void Complain(string reason)
    {
        if (_hardware != null)
        {
            _hardware.Led.Show(Sotto.Devices.LedPattern.Fault);
        }

        long next = _clock.Milliseconds + ComplainEvery;
        while (true)
        {
            long now = _clock.Milliseconds;
            for (int i = 0; _hardware != null && i < _hardware.Timed.Length; i++)
            {
                _hardware.Timed[i].Update(now);
            }

            if (now >= next)
            {
                next = now + ComplainEvery;
                _system.Log("cannot start: " + reason);
            }

            Thread.Sleep(StepMilliseconds);
        }
    }
}
