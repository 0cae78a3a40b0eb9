using System;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>
/// Takes a new model in pieces, by whatever way they come. Nothing is written before the signature of the first piece is right,
/// nothing is in use before all of it is there and is a model, and nothing stays in use that does not pass its trial.
/// firmware/README.md describes the pieces.
/// </summary>
public sealed class ModelUpdater
{
    /// <summary>The bytes of the first piece.</summary>
    public const int BeginLength = SignedLength + Sha256.DigestLength;

    private const int DigestPlace = 12;
    private const int SignedLength = DigestPlace + Sha256.DigestLength;
    private const int DataStart = 5;

    private readonly ModelStore _store;
    private readonly byte[] _key;
    private readonly int _maximumArena;

    // Null while no model is coming.
    private SlotStore _slots;
    private Sha256 _sha;
    private byte[] _digest;

    private ModelKind _kind;
    private int _number;
    private int _length;
    private int _written;
    private bool _refused;

    /// <summary>Makes one that takes nothing yet.</summary>
    /// <param name="store">Where models are kept, started.</param>
    /// <param name="key">The key that updates are signed with; null where none are taken.</param>
    /// <param name="maximumArena">Bytes of working memory that a model may take.</param>
    public ModelUpdater(ModelStore store, byte[] key, int maximumArena)
    {
        _store = store;
        _key = key;
        _maximumArena = maximumArena;
    }

    /// <summary>Whether a model is coming.</summary>
    public bool IsUpdating
    {
        get { return _slots != null; }
    }

    /// <summary>Whether the last piece was refused.</summary>
    public bool WasRefused
    {
        get { return _refused; }
    }

    /// <summary>Whether a new model has come and waits for the next start.</summary>
    public bool HasNewModel
    {
        get { return _store.IsWaiting; }
    }

    /// <summary>What the start took back, in words, or null.</summary>
    public string TakenBack
    {
        get { return _store.TakenBack; }
    }

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">Any bytes.</param>
    /// <returns>What became of it, in words.</returns>
    public string Take(byte[] piece)
    {
        _refused = false;
        switch (piece.Length == 0 ? 0 : piece[0])
        {
            case (byte)'B':
                return Begin(piece);
            case (byte)'D':
                return TakeData(piece);
            case (byte)'F':
                return Finish(piece);
            case (byte)'C':
                Cancel();
                return "given up";
            default:
                return Refuse("no piece of an update");
        }
    }

    /// <summary>Gives up the model that is coming, if one is.</summary>
    public void Cancel()
    {
        if (_slots != null)
        {
            _slots.Cancel();
            End();
        }
    }

    /// <summary>Ends the trial of a new model, if this start is one.</summary>
    /// <param name="session">Made with the new model.</param>
    /// <param name="system">Whose watchdog is fed meanwhile.</param>
    /// <returns>Null, or why the new model was taken back; the board must start anew then.</returns>
    public string EndTrial(ISession session, IBoardSystem system)
    {
        if (!_store.IsOnTrial)
        {
            return null;
        }

        string reason = SessionTrial.Run(session, system);
        if (reason == null)
        {
            _store.Accept();
            return null;
        }

        _store.Reject();
        return "the new model is taken back: " + reason;
    }

    private string Begin(byte[] piece)
    {
        Cancel();
        if (_key == null)
        {
            return Refuse("no key is set: update.key");
        }

        if (piece.Length != BeginLength)
        {
            return Refuse("a beginning of " + piece.Length.ToString() + " bytes, not " + BeginLength.ToString());
        }

        if (!HmacSha256.IsSame(HmacSha256.Tag(_key, piece, 0, SignedLength), piece, SignedLength))
        {
            return Refuse("the signature is wrong");
        }

        int version = piece[2] | (piece[3] << 8);
        _number = BitConverter.ToInt32(piece, 4);
        _length = BitConverter.ToInt32(piece, 8);
        if (piece[1] > (int)ModelKind.Command || version != ModelFile.Version)
        {
            return Refuse("a model of kind " + piece[1].ToString() + " and version " + version.ToString() + ", version "
                + ModelFile.Version.ToString() + " is read");
        }

        if (_number <= _store.Number)
        {
            return Refuse("update " + _number.ToString() + " is none after update " + _store.Number.ToString());
        }

        if (_store.IsOnTrial || _store.IsWaiting)
        {
            return Refuse("another new model is on trial");
        }

        return BeginSlot(piece);
    }

    private string BeginSlot(byte[] piece)
    {
        _kind = (ModelKind)piece[1];
        SlotStore slots = _store.SlotsOf(_kind);
        string reason = slots.Begin(_length);
        if (reason != null)
        {
            return Refuse(reason);
        }

        _digest = new byte[Sha256.DigestLength];
        Array.Copy(piece, DigestPlace, _digest, 0, _digest.Length);
        _sha = new Sha256();
        _written = 0;
        _slots = slots;
        return Progress();
    }

    private string TakeData(byte[] piece)
    {
        if (_slots == null)
        {
            return Refuse("nothing was begun");
        }

        int count = piece.Length - DataStart;
        int at = count > 0 ? BitConverter.ToInt32(piece, 1) : -1;

        // A piece that comes twice, as MQTT may have it, does no harm.
        if (at >= 0 && at <= _written - count)
        {
            return Progress();
        }

        if (at != _written || count > _length - _written)
        {
            return Refuse(Progress() + ", and this piece begins at " + at.ToString());
        }

        string reason = _slots.Append(piece, DataStart, count);
        if (reason != null)
        {
            End();
            return Refuse(reason);
        }

        _sha.Add(piece, DataStart, count);
        _written += count;
        return Progress();
    }

    private string Finish(byte[] piece)
    {
        if (_slots == null || piece.Length != 1)
        {
            return Refuse(_slots == null ? "nothing was begun" : "an end of " + piece.Length.ToString() + " bytes");
        }

        SlotStore slots = _slots;
        string reason = _written == _length && !HmacSha256.IsSame(_sha.Finish(), _digest, 0)
            ? "the model is not the one that was signed" : null;
        if (reason != null)
        {
            Cancel();
            return Refuse(reason);
        }

        End();
        reason = slots.Finish();
        if (reason == null)
        {
            reason = Check(slots);
            reason = reason == null ? _store.Adopt(_kind, _number) : reason;
            if (reason != null)
            {
                _store.RemoveStrays();
            }
        }

        return reason != null ? Refuse(reason) : "taken, and tried at the next start";
    }

    /// <summary>Loads the model beside the ones in use. Where memory does not suffice for that, its trial finds out.</summary>
    private string Check(SlotStore slots)
    {
        try
        {
            return ModelCheck.Refuse(slots.Read(), _kind, _maximumArena);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private void End()
    {
        _slots = null;
        _sha = null;
        _digest = null;
    }

    private string Progress()
    {
        return _written.ToString() + " bytes of " + _length.ToString() + " are there";
    }

    private string Refuse(string reason)
    {
        _refused = true;
        return reason;
    }
}
