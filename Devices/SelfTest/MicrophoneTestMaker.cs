namespace Sotto.Devices;

/// <summary>Makes the tests of a microphone that is set up in some way: a test takes 1 KB, and mostly there is none.</summary>
public sealed class MicrophoneTestMaker
{
    private readonly MicrophoneProfile _profile;
    private readonly int _channel;
    private readonly int _shift;

    /// <summary>Takes down how the microphone is set up.</summary>
    /// <param name="profile">The kind of microphone that is set.</param>
    /// <param name="channel">The slot that it is set to speak in, 0 or 1.</param>
    /// <param name="shift">The shift that is set, 0 to 31.</param>
    public MicrophoneTestMaker(MicrophoneProfile profile, int channel, int shift)
    {
        _profile = profile;
        _channel = channel;
        _shift = shift;
    }

    /// <summary>Makes a test that has seen nothing.</summary>
    /// <returns>The test.</returns>
    public MicrophoneSelfTest Make()
    {
        return new MicrophoneSelfTest(_profile, _channel, _shift);
    }
}
