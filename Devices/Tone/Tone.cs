namespace Sotto.Devices;

/// <summary>Short tones on a passive buzzer or a small loudspeaker behind a transistor.</summary>
public sealed class Tone : ITimed
{
    private const int NoteMilliseconds = 90;
    private const int Low = 880;
    private const int High = 1319;
    private const int HalfDuty = 5000;

    private readonly IPwmOutput _output;
    private readonly ElapsedTime _time = new ElapsedTime();
    private int _second;
    private int _left;

    /// <summary>Makes the output silent.</summary>
    /// <param name="output">The pin of the buzzer.</param>
    public Tone(IPwmOutput output)
    {
        _output = output;
        Silence();
    }

    /// <summary>Whether a tone sounds. The microphone hears it too.</summary>
    public bool IsPlaying
    {
        get { return _left > 0; }
    }

    /// <summary>Plays a tone, also in the middle of another; it goes on in <see cref="Update"/>.</summary>
    /// <param name="pattern">Which.</param>
    public void Play(TonePattern pattern)
    {
        _second = pattern == TonePattern.Confirm ? High : pattern == TonePattern.Cancel ? Low : 0;
        Sound(pattern == TonePattern.Confirm ? Low : High);
    }

    /// <inheritdoc/>
    public void Update(long milliseconds)
    {
        int passed = _time.Advance(milliseconds);
        if (_left > 0)
        {
            _left -= passed;
            if (_left <= 0)
            {
                Next();
            }
        }
    }

    private void Next()
    {
        if (_second > 0)
        {
            Sound(_second);
            _second = 0;
        }
        else
        {
            Silence();
        }
    }

    private void Sound(int frequency)
    {
        _left = NoteMilliseconds;
        _output.Set(frequency, HalfDuty);
    }

    private void Silence()
    {
        _left = 0;
        _output.Set(Low, 0);
    }
}
