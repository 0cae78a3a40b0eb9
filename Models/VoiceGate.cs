using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// A wake model that rests while nobody speaks. Two gates stand before it. The first asks for the sum of a feature row: the
/// front end itself follows the noise, so that the rows of a steady noise sum to much the same however loud it is, and those
/// of speech to many times that. For as long as the first is open and for <see cref="LoudRows"/> rows after, the second asks
/// a tiny model, which calls the word "voice". For <see cref="OpenRows"/> rows from each call on the wake model hears. Before
/// that it hears the rows that it missed, from where it stopped, as if it had not rested, or, where it missed more than
/// <see cref="HistoryRows"/>, the last of them from its reset state: as much as it remembers. It does so a few rows at a time,
/// so that no row costs a board much.
/// </summary>
/// <remarks>Of the command window it knows nothing: the command model hears every row of an open window.</remarks>
public sealed class VoiceGate : IWordSpotter
{
    /// <summary>The sum of a row's 40 features from which on it is loud.</summary>
    public const int LoudSum = 4000;

    /// <summary>Rows that the tiny model still hears after the last loud one.</summary>
    public const int LoudRows = 20;

    /// <summary>Rows that the wake model hears from a call of the tiny one on.</summary>
    public const int OpenRows = 90;

    /// <summary>Rows that are kept for the wake model to hear late, the last among them.</summary>
    public const int HistoryRows = 150;

    /// <summary>Rows that the wake model hears at one row while it is late.</summary>
    public const int CatchUpRows = 4;

    private const int Features = FrontEnd.FeatureCount;

    private readonly IWordSpotter _voice;
    private readonly IWordSpotter _wake;
    private readonly sbyte[] _history = new sbyte[HistoryRows * Features];
    private readonly ushort[] _row = new ushort[Features];
    private int _position;
    private int _missed;
    private int _loudLeft;
    private int _openLeft;

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="voice">The tiny model, whose only word is speech.</param>
    /// <param name="wake">What rests.</param>
    public VoiceGate(IWordSpotter voice, IWordSpotter wake)
    {
        _voice = voice;
        _wake = wake;
        Reset();
    }

    /// <summary>Whether the last row was heard by the tiny model.</summary>
    public bool IsLoud
    {
        get { return _loudLeft > 0; }
    }

    /// <summary>Whether the last row was heard by the wake model.</summary>
    public bool IsOpen
    {
        get { return _openLeft > 0; }
    }

    /// <inheritdoc/>
    public Detector Detector
    {
        [Step]
        get { return _wake.Detector; }
    }

    /// <inheritdoc/>
    public bool Stepped
    {
        [Step]
        get { return _openLeft > 0 && _wake.Stepped; }
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        _voice.Reset();
        _wake.Reset();
        _position = 0;
        _missed = 0;
        _loudLeft = 0;
        _openLeft = 0;
    }

    /// <inheritdoc/>
    [Step]
    public bool Take(ushort[] row)
    {
        Keep(row);
        if (HearVoice(row))
        {
            _openLeft = OpenRows;
        }
        else if (_openLeft > 0)
        {
            _openLeft--;
        }

        return _openLeft > 0 && CatchUp();
    }

    /// <summary>Asks both gates; the tiny model begins anew when the first opens.</summary>
    [Step]
    private bool HearVoice(ushort[] row)
    {
        bool wasLoud = _loudLeft > 0;
        if (Sum(row) >= LoudSum)
        {
            _loudLeft = LoudRows;
        }
        else if (wasLoud)
        {
            _loudLeft--;
        }

        if (_loudLeft == 0)
        {
            return false;
        }

        if (!wasLoud)
        {
            _voice.Reset();
        }

        return _voice.Take(row);
    }

    [Step]
    private static int Sum(ushort[] row)
    {
        int sum = 0;
        for (int i = 0; i < Features; i++)
        {
            sum += row[i];
        }

        return sum;
    }

    [Step]
    private void Keep(ushort[] row)
    {
        for (int i = 0; i < Features; i++)
        {
            _history[(_position * Features) + i] = FrontEnd.Quantize(row[i]);
        }

        _position = _position + 1 == HistoryRows ? 0 : _position + 1;
        _missed = _missed <= HistoryRows ? _missed + 1 : _missed;
    }

    /// <summary>Lets the wake model hear what it missed, up to a call: its score is that of the row it was called at.</summary>
    [Step]
    private bool CatchUp()
    {
        if (_missed > HistoryRows)
        {
            _wake.Reset();
            _missed = HistoryRows;
        }

        bool called = false;
        for (int row = 0; row < CatchUpRows && _missed > 0 && !called; row++)
        {
            int at = _position - _missed < 0 ? _position - _missed + HistoryRows : _position - _missed;
            for (int i = 0; i < Features; i++)
            {
                _row[i] = FrontEnd.Dequantize(_history[(at * Features) + i]);
            }

            _missed--;
            called = _wake.Take(_row);
        }

        return called;
    }
}
