namespace Sotto.Devices;

/// <summary>From what was counted to the fault. Levels are those of values of 24 bits.</summary>
internal static class MicrophoneJudge
{
    // Root mean squares, squared. The microphones' own noise is -91 to -87 dB of a full sine, 167 to 265.
    private const long Breath = 6 * 6;
    private const long Sound = 64 * 64;
    private const long OwnNoise = 84 * 84;
    private const long Loud = (long)(SlotStatistics.Full / 4) * (SlotStatistics.Full / 4);
    private const long Shifted = 1L << 40;
    private const long Humming = 5900L * 5900;

    /// <summary>Judges.</summary>
    public static MicrophoneFinding Judge(SlotStatistics own, SlotStatistics other, HumDetector hum, MicrophoneProfile profile, int shift)
    {
        int level = Decibels.OfMeanSquare(own.Variance);
        MicrophoneFault fault = OfSilence(own, other, profile);
        if (fault == MicrophoneFault.None)
        {
            fault = OfAlignment(own);
        }

        if (fault == MicrophoneFault.None)
        {
            fault = OfRange(own, profile);
        }

        if (fault == MicrophoneFault.None)
        {
            fault = OfSound(own, hum, shift);
        }

        return new MicrophoneFinding(fault, level, Seen(fault, own, level, shift));
    }

    private static MicrophoneFault OfSilence(SlotStatistics own, SlotStatistics other, MicrophoneProfile profile)
    {
        bool otherHears = !other.IsDead && other.Variance >= Sound;
        if (otherHears && (own.IsDead || own.Variance < Breath))
        {
            return MicrophoneFault.WrongChannel;
        }

        if (!own.IsDead)
        {
            return MicrophoneFault.None;
        }

        if (own.Least != own.Greatest)
        {
            return MicrophoneFault.Stuck;
        }

        int value = own.Least >> (32 - (8 * profile.SlotBytes));
        return value == 0 ? MicrophoneFault.AllZero : value == -1 ? MicrophoneFault.AllOnes : MicrophoneFault.Stuck;
    }

    private static MicrophoneFault OfAlignment(SlotStatistics own)
    {
        // What really stands at the ends repeats the very last value; what is shifted comes near them with any.
        bool nearNotAt = own.AtEnds * 4 < own.NearEnds;
        if (own.Variance >= Shifted && own.Variance / 16 >= own.RealignedVariance && nearNotAt)
        {
            return MicrophoneFault.LateBit;
        }

        // Of random numbers steps are twice as large as values, of sound less than half.
        if (own.Variance >= Loud && own.StepVariance >= (own.Variance >> 8) * 3 / 2)
        {
            return MicrophoneFault.Random;
        }

        return own.Leaps >= 8 && nearNotAt ? MicrophoneFault.LostSign : MicrophoneFault.None;
    }

    private static MicrophoneFault OfRange(SlotStatistics own, MicrophoneProfile profile)
    {
        const int percent = MicrophoneSelfTest.JudgedFrames / 4 / 100;
        if (own.AtEnds >= percent)
        {
            return MicrophoneFault.Clipping;
        }

        if (own.Cut >= percent)
        {
            return MicrophoneFault.ShiftTooSmall;
        }

        long mean = own.Mean < 0 ? -own.Mean : own.Mean;
        long limit = profile.HasOffset ? SlotStatistics.Full / 8 : SlotStatistics.Full / 100;
        if (mean >= limit && mean * mean >= own.Variance)
        {
            return MicrophoneFault.Offset;
        }

        return MicrophoneFault.None;
    }

    private static MicrophoneFault OfSound(SlotStatistics own, HumDetector hum, int shift)
    {
        long fifty = hum.Power(0);
        long sixty = hum.Power(1);
        long most = fifty > sixty ? fifty : sixty;
        if (most >= Humming && most >= own.Variance / 3)
        {
            return fifty > sixty ? MicrophoneFault.Hum50 : MicrophoneFault.Hum60;
        }

        if (own.Variance < OwnNoise)
        {
            return MicrophoneFault.TooQuiet;
        }

        // After the shift of a slot of 32 bits, 24 bits have shift - 8 fewer.
        long half = shift <= 9 ? 0 : 1L << (shift - 9);
        return own.Variance < half * half ? MicrophoneFault.ShiftTooLarge : MicrophoneFault.None;
    }

    private static string Seen(MicrophoneFault fault, SlotStatistics own, int level, int shift)
    {
        switch (fault)
        {
            case MicrophoneFault.WrongChannel: return "this channel is silent and the other one hears";
            case MicrophoneFault.AllZero: return "all samples are 0";
            case MicrophoneFault.AllOnes: return "all samples are -1";
            case MicrophoneFault.Stuck: return "all samples are near " + (own.Least >> 8).ToString();
            case MicrophoneFault.LateBit: return "samples come one bit too late";
            case MicrophoneFault.Random: return "samples are random numbers";
            case MicrophoneFault.LostSign: return "loud samples leap from one end of the range to the other";
            case MicrophoneFault.Clipping: return "samples stand at the ends of the range";
            case MicrophoneFault.ShiftTooSmall: return "a shift of " + shift.ToString() + " cuts what is heard";
            case MicrophoneFault.Offset: return "silence is " + Percent(own.Mean) + "% of the range away from 0";
            case MicrophoneFault.Hum50: return "a hum of 50 Hz at " + level.ToString() + " dB";
            case MicrophoneFault.Hum60: return "a hum of 60 Hz at " + level.ToString() + " dB";
            case MicrophoneFault.TooQuiet: return "only " + level.ToString() + " dB, less than the noise of the microphone itself";
            case MicrophoneFault.ShiftTooLarge: return "a shift of " + shift.ToString() + " leaves nothing of a quiet room";
            default: return "";
        }
    }

    private static string Percent(int mean)
    {
        long hundredths = (long)mean * 100;
        return (hundredths / SlotStatistics.Full).ToString();
    }
}
