using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>
/// Remembers the last command for a while, so that "now the bedroom too" or "a bit more" can be understood: such a sentence is
/// the last command again, with what it says instead.
/// </summary>
public sealed class CommandContext
{
    private const string Area = "area";
    private const string Floor = "floor";
    private const string Name = "name";
    private const string Domain = "domain";
    private const string Number = "value";
    private const string Amount = "amount";
    private const string Less = "less";
    private const string StepSuffix = "_step";
    private const string Up = "up";
    private const string Down = "down";
    private const int PercentStep = 10000;
    private const int DegreeStep = 1000;

    private readonly IntentModel _model;
    private readonly int _lifetimeMilliseconds;
    private readonly IntentFrame _last = new IntentFrame();
    private readonly IntentFrame _merged = new IntentFrame();
    private bool _hasLast;
    private long _time;

    /// <summary>A context without a command.</summary>
    /// <param name="model">The model whose answers it resolves.</param>
    /// <param name="lifetimeMilliseconds">How long a command is remembered; 0 for never.</param>
    public CommandContext(IntentModel model, int lifetimeMilliseconds)
    {
        _model = model;
        _lifetimeMilliseconds = lifetimeMilliseconds;
    }

    /// <summary>Turns frames that say "again" into commands, and remembers the last command.</summary>
    /// <param name="answer">An answer, changed; refused as incomplete where there is nothing to repeat.</param>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    public void Resolve(IntentAnswer answer, long now)
    {
        if (answer.Refusal != Refusal.None)
        {
            return;
        }

        for (int i = 0; i < answer.Count; i++)
        {
            IntentFrame frame = answer.Frames[i];
            if (frame.Kind == IntentKind.Again && !Repeat(frame, now))
            {
                answer.Refusal = Refusal.Incomplete;
                return;
            }

            _last.CopyFrom(frame);
            _hasLast = true;
            _time = now;
        }
    }

    /// <summary>Forgets the last command.</summary>
    public void Forget()
    {
        _hasLast = false;
    }

    private bool Repeat(IntentFrame frame, long now)
    {
        if (!_hasLast || now - _time > _lifetimeMilliseconds)
        {
            return false;
        }

        _merged.CopyFrom(_last);
        Relocate(frame);
        bool fits = ChangeNumber(frame) && ChangeAmount(frame);
        if (fits)
        {
            int confidence = frame.Confidence;
            frame.CopyFrom(_merged);
            frame.Confidence = confidence;
        }

        return fits;
    }

    /// <summary>Another place or device takes the place of all that the last command said of them.</summary>
    private void Relocate(IntentFrame frame)
    {
        if (frame.PlaceOf(Area) < 0 && frame.PlaceOf(Floor) < 0 && frame.PlaceOf(Name) < 0)
        {
            return;
        }

        string device = _merged.ValueOf(Name);
        _merged.Remove(Area);
        _merged.Remove(Floor);
        _merged.Remove(Name);
        Copy(frame, Name);
        Copy(frame, Area);
        Copy(frame, Floor);
        if (frame.PlaceOf(Name) >= 0)
        {
            _merged.Remove(Domain);
        }
        else if (device != null && _merged.PlaceOf(Domain) < 0)
        {
            // Of a room, what the last device was is meant: its lights after one light.
            string deviceDomain = DomainOf(device);
            if (deviceDomain != null)
            {
                _merged.Set(Domain, deviceDomain, false);
            }
        }
    }

    /// <summary>The class of a device in the lexicon, which is its domain; null where it is not in it.</summary>
    private string DomainOf(string device)
    {
        for (int entry = 0; entry < _model.Lexicon.Count; entry++)
        {
            if (_model.Lexicon.ValueOf(entry) == device)
            {
                return _model.Classes[_model.Lexicon.ClassOf(entry)];
            }
        }

        return null;
    }

    private void Copy(IntentFrame frame, string slot)
    {
        int place = frame.PlaceOf(slot);
        if (place >= 0)
        {
            _merged.Set(slot, frame.Values[place], frame.AreNumbers[place]);
        }
    }

    private bool ChangeNumber(IntentFrame frame)
    {
        int place = frame.PlaceOf(Number);
        if (place < 0)
        {
            return true;
        }

        int number = FirstNumber();
        if (number < 0)
        {
            return false;
        }

        _merged.Set(_merged.Slots[number], frame.Values[place], true);
        return true;
    }

    private bool ChangeAmount(IntentFrame frame)
    {
        string amount = frame.ValueOf(Amount);
        if (amount == null)
        {
            return true;
        }

        bool isLess = amount == Less;
        for (int i = 0; i < _merged.Count; i++)
        {
            if (_merged.Slots[i].EndsWith(StepSuffix))
            {
                _merged.Set(_merged.Slots[i], isLess ? Opposite(_merged.Values[i]) : _merged.Values[i], _merged.AreNumbers[i]);
                return true;
            }
        }

        int number = FirstNumber();
        int value;
        if (number < 0 || !Decimals.TryParse(_merged.Values[number], out value))
        {
            return false;
        }

        bool isDegrees = _merged.Slots[number] == "temperature";
        int step = isDegrees ? DegreeStep : PercentStep;
        value += isLess ? -step : step;
        int most = isDegrees ? int.MaxValue : 100000;
        _merged.Set(_merged.Slots[number], Decimals.ToText(value < 0 ? 0 : value > most ? most : value), true);
        return true;
    }

    private static string Opposite(string step)
    {
        if (step == Up || step == Down)
        {
            return step == Up ? Down : Up;
        }

        return step.StartsWith("-") ? step.Substring(1) : "-" + step;
    }

    private int FirstNumber()
    {
        for (int i = 0; i < _merged.Count; i++)
        {
            if (_merged.AreNumbers[i])
            {
                return i;
            }
        }

        return -1;
    }
}
