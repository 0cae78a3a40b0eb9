using System;
using System.Text;
using Sotto.Devices;
using Sotto.Firmware.Home;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;

namespace Sotto.Firmware;

/// <summary>
/// The voice switch as an appliance: button, light, tone, settings, microphone test and model update around a session, as a
/// state machine whose transitions are <see cref="StateTable"/>. One thread owns it and calls <see cref="Step"/> over and
/// over. Nothing in it waits for a network, and a clock that leaps, or stands, keeps no window open.
/// </summary>
public sealed class VoiceApplication : IBoardControl
{
    private const int LongestStep = 1000;
    private const int WakeMilliseconds = 150;
    private const int ActingMilliseconds = 400;
    private const int WindowReserve = 1000;
    private const int TestMilliseconds = 5000;
    private const int UpdateMilliseconds = 60000;
    private const int RetryMilliseconds = 10000;
    private const int RestartMilliseconds = 1000;
    private const int NoRestart = -1;
    private const int MaximumScore = 255;
    private const string NoMicrophoneTest = "the microphone of this board cannot be tested";

    private readonly ApplicationParts _parts;
    private readonly Settings _settings;
    private readonly SwitchBoard _board;
    private readonly DeviceMemory _memory;
    private readonly Ear _ear;
    private readonly SlotStore _tested;
    private readonly ListenerList _listeners = new ListenerList();
    private readonly Counters _counters = new Counters();
    private readonly string[] _wakeLabels;
    private readonly string[] _commandLabels;
    private BoardState _state;
    private int _left;
    private bool _isTimed;
    private long _lastTime;
    private bool _hasTime;
    private long _uptime;
    private int _restartIn = NoRestart;
    private bool _restarting;
    private bool _muted;
    private bool _testWanted;
    private bool _isTesting;
    private MicrophoneSelfTest _test;

    /// <summary>Joins the parts. Nothing is done before the first step.</summary>
    /// <param name="parts">The parts.</param>
    public VoiceApplication(ApplicationParts parts)
    {
        _parts = parts;
        _settings = parts.Settings.Current;
        _board = new SwitchBoard(parts.Devices);
        _memory = new DeviceMemory(parts.Files, parts.Devices);
        _ear = new Ear(parts.Clock, parts.Microphone, parts.Session, this);
        _tested = new SlotStore(parts.Files, "tested", 1);
        _wakeLabels = parts.Session.WakeLabels;
        _commandLabels = parts.Session.CommandLabels;
        _muted = _settings.StartsMuted;
    }

    /// <summary>What the board is doing.</summary>
    public BoardState State
    {
        get { return _state; }
    }

    /// <inheritdoc/>
    public string StateName
    {
        get { return StateTable.NameOf(_state); }
    }

    /// <inheritdoc/>
    public int DeviceCount
    {
        get { return _parts.Devices.Length; }
    }

    /// <inheritdoc/>
    public bool IsMuted
    {
        get { return _muted; }
    }

    /// <inheritdoc/>
    public Counters Counters
    {
        get
        {
            _counters.SamplesLost = _ear.Lost;
            _counters.FreeHeap = _parts.System.FreeHeap;
            return _counters;
        }
    }

    /// <summary>Lets someone hear what happens.</summary>
    /// <param name="listener">Who.</param>
    public void AddListener(IBoardListener listener)
    {
        _listeners.Add(listener);
    }

    /// <inheritdoc/>
    public SwitchedDevice GetDevice(int index)
    {
        return _parts.Devices[index];
    }

    /// <summary>
    /// Does what is due: to be called every 10 ms, or as soon as it returns where the microphone waits. Allocates nothing unless
    /// something happens. Feeds the watchdog at its end. What it throws is a fault of the program: the caller writes it to the log
    /// and starts the board anew.
    /// </summary>
    public void Step()
    {
        if (_restarting)
        {
            return;
        }

        int passed = Advance();
        if (_state == BoardState.Starting)
        {
            Start();
        }

        if (!_restarting)
        {
            PollButton();
            _ear.Hear(passed);
            Watch(passed);
            DoWhatWaits(passed);
        }

        if (!_restarting)
        {
            _parts.System.FeedWatchdog();
        }
    }

    /// <inheritdoc/>
    public void Switch(int index, bool on)
    {
        if (Exists(index))
        {
            _board.Switch(index, on);
            TellDevice(index);
        }
    }

    /// <inheritdoc/>
    public void Dim(int index, int level)
    {
        if (!Exists(index))
        {
            return;
        }

        if (!_parts.Devices[index].CanDim)
        {
            Refuse(_parts.Devices[index].Name + " cannot be dimmed");
            return;
        }

        _board.Dim(index, level);
        TellDevice(index);
    }

    /// <inheritdoc/>
    public void Mute(bool muted)
    {
        bool changes = muted != _muted;
        _muted = muted;
        if (changes)
        {
            _listeners.OnMuted(muted);
            Raise(muted ? BoardEvent.Mute : BoardEvent.Unmute);
        }
    }

    /// <inheritdoc/>
    public void OpenWindow()
    {
        Talk("home");
    }

    /// <inheritdoc/>
    public void TestMicrophone()
    {
        if (_parts.MicrophoneTest == null)
        {
            Refuse(NoMicrophoneTest);
        }
        else if (_muted)
        {
            Refuse("the microphone is muted and cannot be tested");
        }
        else
        {
            _testWanted = true;
        }
    }

    /// <inheritdoc/>
    public string ChangeSettings(string text)
    {
        string reason = _parts.Settings.Change(Encoding.UTF8.GetBytes(text));
        if (reason != null)
        {
            Refuse("settings: " + reason);
        }
        else
        {
            Restart();
        }

        return reason;
    }

    /// <inheritdoc/>
    public string TakeUpdate(byte[] payload)
    {
        ModelUpdater updater = _parts.Updater;
        if (updater == null)
        {
            return Refuse("update: this board takes no models");
        }

        string answer = updater.Take(payload);
        if (updater.WasRefused)
        {
            Refuse("update: " + answer);
        }

        if (updater.IsUpdating)
        {
            Raise(BoardEvent.UpdateBegun);
            _left = UpdateMilliseconds;
        }
        else
        {
            Raise(BoardEvent.UpdateOver);
        }

        if (updater.HasNewModel)
        {
            Restart();
        }

        return answer;
    }

    /// <inheritdoc/>
    public void Restart()
    {
        _restartIn = RestartMilliseconds;
    }

    /// <summary>Takes what the session heard.</summary>
    internal void Heard(SessionEvent heard)
    {
        switch (heard.Kind)
        {
            case SessionEventKind.Wake:
                if (IsEnabled(_wakeLabels[heard.Label]) && Raise(BoardEvent.WakeWord))
                {
                    _counters.Wakes++;
                    Play(TonePattern.Listen);
                    _listeners.OnWake(_wakeLabels[heard.Label], heard.Score);
                }

                break;
            case SessionEventKind.Command:
                if (StateTable.Next(_state, BoardEvent.Command) != StateTable.Ignored)
                {
                    Do(Command.Find(_commandLabels[heard.Label]), heard.Score);
                }

                break;
            case SessionEventKind.Sentence:
                if (StateTable.Next(_state, BoardEvent.Command) != StateTable.Ignored)
                {
                    Understand();
                }

                break;
            default:
                CloseWindow(BoardEvent.WindowClosed);
                break;
        }
    }

    /// <summary>Milliseconds since the last step; none when the clock goes back, and no more than a second when it leaps.</summary>
    private int Advance()
    {
        long now = _parts.Clock.Milliseconds;
        long passed = _hasTime ? now - _lastTime : 0;
        _hasTime = true;
        _lastTime = now;
        passed = passed < 0 ? 0 : passed > LongestStep ? LongestStep : passed;
        _uptime += passed;
        _counters.UptimeSeconds = (int)(_uptime / 1000);
        for (int i = 0; i < _parts.Timed.Length; i++)
        {
            _parts.Timed[i].Update(now);
        }

        return (int)passed;
    }

    private void Start()
    {
        Light();
        _memory.Restore();
        if (_parts.Settings.Refusal != null)
        {
            Refuse(_parts.Settings.Refusal);
        }

        if (_parts.Updater != null)
        {
            TryNewModel(_parts.Updater);
        }

        if (_restarting)
        {
            return;
        }

        CheckWakeWords();
        _testWanted = _parts.MicrophoneTest != null && _tested.Length < 0;
        Raise(BoardEvent.Ready);
    }

    /// <summary>Tries a new model, and starts the board anew with the one before where it fails.</summary>
    private void TryNewModel(ModelUpdater updater)
    {
        if (updater.TakenBack != null)
        {
            Refuse("update: " + updater.TakenBack);
        }

        string reason = updater.EndTrial(_parts.Session, _parts.System);
        if (reason != null)
        {
            Refuse("update: " + reason);
            _restarting = true;
            _parts.System.Restart();
        }
    }

    private void CheckWakeWords()
    {
        for (int i = 0; i < _settings.WakeWords.Length; i++)
        {
            bool known = false;
            for (int label = 0; label < _wakeLabels.Length; label++)
            {
                known |= _wakeLabels[label] == _settings.WakeWords[i];
            }

            if (!known)
            {
                Refuse("settings: the wake model does not know " + _settings.WakeWords[i]);
            }
        }
    }

    private void PollButton()
    {
        if (_parts.Button == null)
        {
            return;
        }

        switch (_parts.Button.Poll(_lastTime))
        {
            case ButtonEvent.Short:
                Talk("button");
                break;
            case ButtonEvent.Long:
                TestMicrophone();
                break;
            default:
                break;
        }
    }

    private void Talk(string who)
    {
        if (Raise(BoardEvent.Talk))
        {
            _parts.Session.OpenWindow();
            Play(TonePattern.Listen);
            _listeners.OnWake(who, MaximumScore);
        }
        else
        {
            _parts.Led.Show(LedPattern.Cancel);
            Light();
            Refuse("no command can be heard now: " + StateName);
        }
    }

    private void Do(Command command, int score)
    {
        UnderstoodCommand understood = _board.Do(command);
        TellDone(command.Action == CommandAction.TakeBack, understood.Command.Intent, command.Word, score);
    }

    private void Understand()
    {
        SentenceInterpreter interpreter = _parts.Interpreter;
        if (interpreter.Understand(_parts.Session.Sentences))
        {
            IntentAnswer answer = interpreter.Answer;
            bool takenBack = _board.Do(answer);
            TellDone(takenBack, answer.Frames[0].Intent, interpreter.Text, answer.Confidence * MaximumScore / IntentFormat.One);
        }
        else
        {
            CloseWindow(BoardEvent.WindowClosed);
        }
    }

    private void TellDone(bool takesBack, string intent, string text, int score)
    {
        Raise(BoardEvent.Command);
        _counters.Commands++;
        _parts.Led.Show(takesBack ? LedPattern.Cancel : LedPattern.Confirm);
        Play(takesBack ? TonePattern.Cancel : TonePattern.Confirm);
        _listeners.OnIntent(intent, text, score);
        for (int i = 0; i < _parts.Devices.Length; i++)
        {
            if (_board.WasSet(i))
            {
                TellDevice(i);
            }
        }
    }

    /// <summary>The window closes without a command, if it was open.</summary>
    private void CloseWindow(BoardEvent how)
    {
        if (Raise(how))
        {
            _parts.Led.Show(LedPattern.Cancel);
            Light();
            Play(TonePattern.Cancel);
        }
    }

    /// <summary>Sees what did not happen: samples that do not come, a test or update that does not end.</summary>
    private void Watch(int passed)
    {
        if (_ear.IsLost)
        {
            Lose("no samples come from the microphone");
        }

        if (_state == BoardState.SelfTest)
        {
            LookAtTest();
        }

        if (!_isTimed)
        {
            return;
        }

        _left -= passed;
        if (_left <= 0)
        {
            EndTime();
        }
    }

    private void EndTime()
    {
        switch (_state)
        {
            case BoardState.CommandWindow:
                CloseWindow(BoardEvent.Time);
                break;
            case BoardState.SelfTest:
                Lose("too few samples come from the microphone");
                break;
            case BoardState.Updating:
                _parts.Updater.Cancel();
                Refuse("update: nothing came for a minute");
                Raise(BoardEvent.Time);
                break;
            default:
                Raise(BoardEvent.Time);
                break;
        }
    }

    private void BeginTest()
    {
        _isTesting = true;
        _test = _parts.MicrophoneTest == null ? null : _parts.MicrophoneTest.Make();
        Open(_test);
    }

    private void LookAtTest()
    {
        if (_test != null && _test.IsDone)
        {
            EndTest(_test.Judge());
        }
        else if (_test == null && _parts.Session.SamplesHeard >= FrontEnd.SampleRate)
        {
            // All that can be seen is that samples come again.
            Raise(BoardEvent.TestPassed);
        }
    }

    private void EndTest(MicrophoneFinding finding)
    {
        bool hears = !IsDeaf(finding.Fault);
        _parts.System.Log("microphone: " + finding.Text);
        _listeners.OnMicrophoneTested(finding.Text);
        if (hears && _tested.Length < 0)
        {
            _tested.Write(new byte[1]);
        }

        Raise(hears ? BoardEvent.TestPassed : BoardEvent.TestFailed);
    }

    /// <summary>Whether no word can be understood; the other faults make it worse only.</summary>
    private static bool IsDeaf(MicrophoneFault fault)
    {
        return (fault != MicrophoneFault.None && fault <= MicrophoneFault.LostSign) || fault == MicrophoneFault.ShiftTooLarge;
    }

    private void Lose(string reason)
    {
        _parts.System.Log("microphone: " + reason);
        _listeners.OnMicrophoneTested(reason);
        Raise(BoardEvent.MicrophoneLost);
    }

    /// <summary>What was asked for and had to wait until nothing else was being done.</summary>
    private void DoWhatWaits(int passed)
    {
        bool idle = _state == BoardState.Listening || _state == BoardState.Muted || _state == BoardState.Fault;
        _memory.Advance(passed);
        _restartIn = _restartIn > passed ? _restartIn - passed : _restartIn == NoRestart ? NoRestart : 0;
        if (!idle)
        {
            return;
        }

        if (_testWanted)
        {
            _testWanted = false;
            Raise(BoardEvent.Test);
        }
        else if (_restartIn == 0 || _memory.IsDue)
        {
            string reason = _memory.Save();
            if (reason != null)
            {
                Refuse("levels: " + reason);
            }
        }

        if (_restartIn == 0)
        {
            _restarting = true;
            _ear.Stop();
            _parts.System.Restart();
        }
    }

    /// <summary>Goes where the table says.</summary>
    /// <returns>Whether it says anything.</returns>
    private bool Raise(BoardEvent happened)
    {
        int next = StateTable.Next(_state, happened);
        if (next == StateTable.Ignored)
        {
            return false;
        }

        bool changes = next != (int)_state;
        _state = (BoardState)next;
        Enter();
        if (changes && (int)_state == next)
        {
            _listeners.OnState(StateName);
        }

        return true;
    }

    private void Enter()
    {
        _isTimed = true;
        _test = null;
        Light();
        switch (_state)
        {
            case BoardState.Listening:
                _isTimed = false;
                Listen();
                break;
            case BoardState.Wake:
                _left = WakeMilliseconds;
                break;
            case BoardState.CommandWindow:
                _left = LongestWindow() + WindowReserve;
                break;
            case BoardState.Acting:
                _left = ActingMilliseconds;
                break;
            case BoardState.SelfTest:
                _left = TestMilliseconds;
                BeginTest();
                break;
            case BoardState.Updating:
                _left = UpdateMilliseconds;
                _ear.Stop();
                break;
            case BoardState.Fault:
                _left = RetryMilliseconds;
                _ear.Stop();
                Fail();
                break;
            default:
                _isTimed = false;
                _ear.Stop();
                break;
        }
    }

    private int LongestWindow()
    {
        int window = _settings.WindowMilliseconds;
        bool canBeLonger = _parts.Session.Sentences != null && window < ManagedSession.LongestSentenceMilliseconds;
        return canBeLonger ? ManagedSession.LongestSentenceMilliseconds : window;
    }

    private void Listen()
    {
        if (_muted)
        {
            Raise(BoardEvent.Mute);
        }
        else if (!_ear.IsOn)
        {
            Open(null);
        }
        else if (_isTesting)
        {
            _ear.EndTest();
        }

        _isTesting = false;
    }

    private void Open(MicrophoneSelfTest test)
    {
        try
        {
            _ear.Start(test);
        }
        catch (InvalidOperationException error)
        {
            Lose(error.Message);
        }
    }

    private void Fail()
    {
        for (int i = 0; i < _parts.Devices.Length; i++)
        {
            if (_memory.Fail(i))
            {
                TellDevice(i);
            }
        }
    }

    /// <summary>Shows the state. The blinks of acting and calling off are asked for by who knows which.</summary>
    private void Light()
    {
        switch (_state)
        {
            case BoardState.Listening:
                _parts.Led.Show(LedPattern.Off);
                break;
            case BoardState.Wake:
            case BoardState.CommandWindow:
                _parts.Led.Show(LedPattern.On);
                break;
            case BoardState.Muted:
                _parts.Led.Show(LedPattern.Muted);
                break;
            case BoardState.Starting:
            case BoardState.SelfTest:
                _parts.Led.Show(LedPattern.Busy);
                break;
            case BoardState.Updating:
                _parts.Led.Show(LedPattern.Updating);
                break;
            case BoardState.Fault:
                _parts.Led.Show(LedPattern.Fault);
                break;
            default:
                break;
        }
    }

    private void Play(TonePattern pattern)
    {
        if (_parts.Tone != null && _settings.HasTone)
        {
            _parts.Tone.Play(pattern);
        }
    }

    private bool IsEnabled(string word)
    {
        string[] words = _settings.WakeWords;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == word)
            {
                return true;
            }
        }

        return words.Length == 0;
    }

    private bool Exists(int index)
    {
        bool exists = index >= 0 && index < _parts.Devices.Length;
        if (!exists)
        {
            Refuse("there is no device " + index.ToString());
        }

        return exists;
    }

    private void TellDevice(int index)
    {
        _memory.Note(index);
        _listeners.OnDevice(index);
    }

    private string Refuse(string reason)
    {
        _counters.Refusals++;
        _parts.System.Log("refused: " + reason);
        _listeners.OnRefused(reason);
        return reason;
    }
}
