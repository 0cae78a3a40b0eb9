using System.Text;

namespace Sotto.Firmware;

/// <summary>
/// Settings that outlive the board's sleep. A change is refused whole where a line of it is wrong, and then nothing was
/// changed; a power cut leaves the old settings or the new.
/// </summary>
public sealed class SettingsStore
{
    private readonly SlotStore _slots;
    private readonly BoardOutput[] _outputs;
    private Settings _current;
    private string _refusal;

    /// <summary>Reads the settings that are kept; where there are none that can be used, those of a new board stand.</summary>
    /// <param name="files">Where they are kept.</param>
    /// <param name="outputs">The outputs that the board has.</param>
    public SettingsStore(IFileStore files, BoardOutput[] outputs)
    {
        _slots = new SlotStore(files, "settings", KeyValueText.MaximumLength);
        _outputs = outputs;
        byte[] kept = _slots.Read();
        try
        {
            _current = kept == null ? Settings.Default(outputs) : Settings.Take(new KeyValueText(kept, 0, kept.Length), outputs);
        }
        catch (KeyValueException error)
        {
            _current = Settings.Default(outputs);
            _refusal = "the settings that are kept cannot be used: " + error.Message;
        }
    }

    /// <summary>The settings, as they were read or changed last.</summary>
    public Settings Current
    {
        get { return _current; }
    }

    /// <summary>Why the settings that are kept are not in use, or null. They stay where they are until a change is taken.</summary>
    public string Refusal
    {
        get { return _refusal; }
    }

    /// <summary>Changes settings.</summary>
    /// <param name="text">The lines to change, as UTF-8: the others stay.</param>
    /// <returns>Null where they are kept, else why nothing was changed.</returns>
    public string Change(byte[] text)
    {
        try
        {
            byte[] old = Encoding.UTF8.GetBytes(_current.ToText(true));
            KeyValueText changes = new KeyValueText(text, 0, text.Length);
            Settings changed = Settings.Take(changes.Over(new KeyValueText(old, 0, old.Length)), _outputs);
            string reason = _slots.Write(Encoding.UTF8.GetBytes(changed.ToText(true)));
            if (reason == null)
            {
                _current = changed;
                _refusal = null;
            }

            return reason;
        }
        catch (KeyValueException error)
        {
            return error.Message;
        }
    }
}
