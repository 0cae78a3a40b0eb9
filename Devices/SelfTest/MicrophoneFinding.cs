namespace Sotto.Devices;

/// <summary>What a self-test found: the fault, what was seen, and what to do about it.</summary>
public sealed class MicrophoneFinding
{
    private readonly MicrophoneFault _fault;
    private readonly int _level;
    private readonly string _seen;

    internal MicrophoneFinding(MicrophoneFault fault, int level, string seen)
    {
        _fault = fault;
        _level = level;
        _seen = seen;
    }

    /// <summary>The fault.</summary>
    public MicrophoneFault Fault
    {
        get { return _fault; }
    }

    /// <summary>How loud it was, in decibels of a full sine: -140 to 3. A quiet room is about -85, speech near by -50 to -30.</summary>
    public int Level
    {
        get { return _level; }
    }

    /// <summary>All of it in words: "the microphone is well" where nothing is wrong.</summary>
    public string Text
    {
        get { return _fault == MicrophoneFault.None ? "the microphone is well" : _seen + ": " + Remedy(_fault); }
    }

    private static string Remedy(MicrophoneFault fault)
    {
        switch (fault)
        {
            case MicrophoneFault.WrongChannel:
                return "set the other channel, or connect L/R to the other level";
            case MicrophoneFault.AllZero:
                return "the microphone has no power or no clock, or the data pin is not the one set; stock firmware reads no PDM microphone";
            case MicrophoneFault.AllOnes:
                return "the data pin is not the one set, or L/R is floating";
            case MicrophoneFault.Stuck:
                return "nothing drives the data pin, or a clock is missing: look at SCK, WS and SD";
            case MicrophoneFault.LateBit:
                return "set the kind of microphone to sph0645 if it is one; else SCK and WS are swapped or too long";
            case MicrophoneFault.Random:
                return "the data pin picks up noise: it is not connected, or SCK and WS are swapped";
            case MicrophoneFault.LostSign:
                return "samples come a bit too early: set the kind of microphone to the one it is";
            case MicrophoneFault.Clipping:
                return "it is too loud, or the supply is noisy; move it away from the loudspeaker and decouple its 3.3 V with 100 nF";
            case MicrophoneFault.ShiftTooSmall:
                return "set a larger shift";
            case MicrophoneFault.Offset:
                return "set the kind of microphone to the one it is, and look whether its data line is loose";
            case MicrophoneFault.Hum50:
            case MicrophoneFault.Hum60:
                return "the supply or its ground carries the mains: use another power supply, shorter wires, a common ground";
            case MicrophoneFault.TooQuiet:
                return "its hole is covered, it is defective, or it is not of the kind set";
            default:
                return "set a smaller shift";
        }
    }
}
