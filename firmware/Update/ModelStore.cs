using System;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>
/// The models that came by update, each in two slots beside the ones that are built in, and the record of which are in use. A
/// new model is on trial in the first start after it came: it stays only if that start ends with <see cref="Accept"/>. A start
/// that fails, crashes or loses its power goes back to the model before.
/// </summary>
public sealed class ModelStore
{
    private const int RecordLength = 20;
    private const int NoTrial = 0;
    private const int Layout = 1;

    private readonly SlotStore _records;
    private readonly SlotStore[] _models;
    private readonly int[] _inUse = new int[2];
    private readonly int _maximumLength;
    private int _number;
    private int _trial;
    private int _trialSequence;
    private bool _tried;
    private string _takenBack;

    /// <summary>Reads the record.</summary>
    /// <param name="files">Where everything is kept.</param>
    /// <param name="maximumLength">The longest model, in bytes.</param>
    public ModelStore(IFileStore files, int maximumLength)
    {
        _maximumLength = maximumLength;
        _records = new SlotStore(files, "update", RecordLength);
        _models = new SlotStore[]
        {
            new SlotStore(files, "wake", maximumLength), new SlotStore(files, "commands", maximumLength),
        };
        Read();
    }

    /// <summary>The longest model, in bytes.</summary>
    public int MaximumLength
    {
        get { return _maximumLength; }
    }

    /// <summary>The number of the last update that was taken; the next must have a higher one.</summary>
    public int Number
    {
        get { return _number; }
    }

    /// <summary>Whether this start is the trial of a new model.</summary>
    public bool IsOnTrial
    {
        get { return _trial != NoTrial && _tried; }
    }

    /// <summary>Whether an update was taken and waits for the next start.</summary>
    public bool IsWaiting
    {
        get { return _trial != NoTrial && !_tried; }
    }

    /// <summary>What <see cref="Start"/> took back, in words, or null.</summary>
    public string TakenBack
    {
        get { return _takenBack; }
    }

    /// <summary>
    /// To be called once at each start, before models are opened: removes what an update left that did not come to its end, begins
    /// the trial of a new model, or ends one that did not succeed.
    /// </summary>
    /// <returns>What was taken back, in words, or null.</returns>
    public string Start()
    {
        string reason = null;
        if (_trial != NoTrial)
        {
            bool isThere = _models[_trial - 1].Sequence == _trialSequence;
            if (!isThere || _tried)
            {
                reason = isThere ? "the new model did not start, the one before is back" : "the new model is damaged, the one before is back";
                _trial = NoTrial;
            }

            _tried = true;
            string failure = Write();
            if (failure != null && reason == null)
            {
                // A trial that is not written down could crash for ever.
                reason = "the new model cannot be tried: " + failure;
                _trial = NoTrial;
            }
        }

        RemoveStrays();
        _takenBack = reason;
        return reason;
    }

    /// <summary>Reads the model in use.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>Its file, in the heap; null where the one that is built in is in use.</returns>
    public byte[] Open(ModelKind kind)
    {
        return _models[(int)kind].Read();
    }

    /// <summary>The new model works: it stays.</summary>
    public void Accept()
    {
        if (IsOnTrial)
        {
            _inUse[_trial - 1] = _trialSequence;
            _trial = NoTrial;
            Write();
        }
    }

    /// <summary>The new model does not work: the next start has the one before.</summary>
    public void Reject()
    {
        if (IsOnTrial)
        {
            _trial = NoTrial;
            Write();
            RemoveStrays();
        }
    }

    /// <summary>Where a model is written to.</summary>
    internal SlotStore SlotsOf(ModelKind kind)
    {
        return _models[(int)kind];
    }

    /// <summary>Puts the model that was written last on trial at the next start.</summary>
    /// <returns>Null, or why not; then it is removed.</returns>
    internal string Adopt(ModelKind kind, int number)
    {
        int before = _number;
        _number = number;
        _trial = (int)kind + 1;
        _trialSequence = _models[(int)kind].Sequence;
        _tried = false;
        string reason = Write();
        if (reason != null)
        {
            _number = before;
            _trial = NoTrial;
            RemoveStrays();
        }

        return reason;
    }

    /// <summary>Removes values that the record does not name: the newest of each kind is in use, or on trial.</summary>
    internal void RemoveStrays()
    {
        bool lost = false;
        for (int i = 0; i < _models.Length; i++)
        {
            int wanted = _trial == i + 1 ? _trialSequence : _inUse[i];
            while (_models[i].Sequence != 0 && _models[i].Sequence != wanted)
            {
                _models[i].RollBack();
            }

            if (_models[i].Sequence == 0 && _inUse[i] != 0)
            {
                _inUse[i] = 0;
                lost = true;
            }
        }

        if (lost)
        {
            Write();
        }
    }

    private static void Put(byte[] record, int at, int value)
    {
        for (int i = 0; i < 4; i++)
        {
            record[at + i] = (byte)(value >> (8 * i));
        }
    }

    private void Read()
    {
        byte[] record = _records.Read();
        if (record == null || record.Length != RecordLength || record[0] != Layout || record[1] > _models.Length)
        {
            return;
        }

        _trial = record[1];
        _tried = record[2] != 0;
        _number = BitConverter.ToInt32(record, 4);
        _trialSequence = BitConverter.ToInt32(record, 8);
        _inUse[0] = BitConverter.ToInt32(record, 12);
        _inUse[1] = BitConverter.ToInt32(record, 16);
    }

    private string Write()
    {
        byte[] record = new byte[RecordLength];
        record[0] = Layout;
        record[1] = (byte)_trial;
        record[2] = (byte)(_tried ? 1 : 0);
        Put(record, 4, _number);
        Put(record, 8, _trialSequence);
        Put(record, 12, _inUse[0]);
        Put(record, 16, _inUse[1]);
        return _records.Write(record);
    }
}
