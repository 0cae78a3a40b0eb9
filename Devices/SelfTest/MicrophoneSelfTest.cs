using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// Finds out from one second of what a microphone delivers whether it is wired and set as it should be. The first half second
/// is passed over, since microphones need it after their clock begins. Of the rest all goes into the search for hum, and 37 of
/// every 149 frames into the statistics: interpreters are slow, and these lengths fall into step with nothing.
/// </summary>
public sealed class MicrophoneSelfTest
{
    /// <summary>Frames that are passed over: half a second.</summary>
    public const int SettleFrames = 8000;

    /// <summary>Frames that are judged: a second.</summary>
    public const int JudgedFrames = 16000;

    private const int Period = 149;
    private const int Looked = 37;

    private readonly MicrophoneProfile _profile;
    private readonly int _channel;
    private readonly int _shift;
    private readonly SlotStatistics _own;
    private readonly SlotStatistics _other;
    private readonly HumDetector _hum = new HumDetector();
    private int _frames;
    private int _phase;

    /// <summary>Makes a test that has seen nothing.</summary>
    /// <param name="profile">The kind of microphone that is set.</param>
    /// <param name="channel">The slot that it is set to speak in, 0 or 1.</param>
    /// <param name="shift">The shift that is set, 0 to 31.</param>
    public MicrophoneSelfTest(MicrophoneProfile profile, int channel, int shift)
    {
        _profile = profile;
        _channel = channel;
        _shift = shift;
        _own = new SlotStatistics(profile, shift);
        _other = new SlotStatistics(profile, shift);
    }

    /// <summary>Whether it has seen enough; more is passed over.</summary>
    public bool IsDone
    {
        get { return _frames >= SettleFrames + JudgedFrames; }
    }

    /// <summary>Takes what the bus delivered.</summary>
    /// <param name="bytes">Holds the frames, from its start.</param>
    /// <param name="frames">How many, any number.</param>
    [Step]
    public void Take(byte[] bytes, int frames)
    {
        int slotBytes = _profile.SlotBytes;
        int own = _channel * slotBytes;
        int other = (1 - _channel) * slotBytes;
        int late = _profile.LateBits;
        for (int i = 0; i < frames && _frames < SettleFrames + JudgedFrames; i++)
        {
            if (_frames >= SettleFrames)
            {
                int slot = SampleUnpacker.Slot(bytes, own, slotBytes);
                _hum.Add(slot << late >> 8);
                Look(slot, bytes, other, slotBytes);
            }

            _frames++;
            own += 2 * slotBytes;
            other += 2 * slotBytes;
        }
    }

    /// <summary>Says what was found. Allocates, so it is called once the test is done.</summary>
    /// <returns>The finding.</returns>
    public MicrophoneFinding Judge()
    {
        return MicrophoneJudge.Judge(_own, _other, _hum, _profile, _shift);
    }

    [Step]
    private void Look(int slot, byte[] bytes, int other, int slotBytes)
    {
        if (_phase < Looked)
        {
            _own.Add(slot);
            _other.Add(SampleUnpacker.Slot(bytes, other, slotBytes));
        }

        _phase++;
        if (_phase == Period)
        {
            _phase = 0;
            _own.Break();
            _other.Break();
        }
    }
}
