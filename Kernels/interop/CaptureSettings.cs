namespace Sotto.Interop;

/// <summary>Where a session's own thread reads audio, and in which form it comes.</summary>
public sealed class CaptureSettings
{
    /// <summary>
    /// Whether frames are stereo slots of 32 bits, as I2S microphones send them, or int16 samples of one channel: those of a file,
    /// or of a PDM microphone on port 0 of an ESP32 or ESP32-S3, whose filter makes them.
    /// </summary>
    public bool Stereo32 { get; set; }

    /// <summary>
    /// Which slot of a stereo frame is heard, 0 or 1: the driver of some chips swaps them. Of a PDM microphone the half of the
    /// clock, 0 while it is low.
    /// </summary>
    public int Channel { get; set; }

    /// <summary>
    /// Bits that a slot is shifted to the right, 0 to 31, before it is cut to 16: 16 takes the upper half, less makes it louder.
    /// A sample of 16 bits is taken for the upper half of a slot.
    /// </summary>
    public int Shift { get; set; } = 16;

    /// <summary>Bits that a sample comes too late in its slot, 0 to 31: 1 of an SPH0645.</summary>
    public int LateBits { get; set; }

    /// <summary>Whether what does not change is taken away: of microphones whose silence is not zero.</summary>
    public bool RemovesOffset { get; set; }

    /// <summary>The I2S port, from 0.</summary>
    public int Port { get; set; }

    /// <summary>The pin of the bit clock, or of the only clock of a PDM microphone.</summary>
    public int ClockPin { get; set; }

    /// <summary>The pin of the word select; a PDM microphone has none.</summary>
    public int WordSelectPin { get; set; }

    /// <summary>The pin that data comes in by.</summary>
    public int DataPin { get; set; }

    /// <summary>The core that the thread stays on: 1, since nanoFramework runs on 0.</summary>
    public int Core { get; set; } = 1;

    /// <summary>Of a file or pipe: how many times faster than a microphone it is read, 0 for as fast as can be.</summary>
    public int Pace { get; set; }

    /// <summary>The file or pipe to read where there is no I2S; empty for a microphone.</summary>
    public string Path { get; set; } = "";

    /// <summary>The settings in the order of sotto_interop_start.</summary>
    internal int[] ToNumbers()
    {
        return new int[]
        {
            Stereo32 ? 1 : 0, Channel, Shift, Port, ClockPin, WordSelectPin, DataPin, Core, Pace, LateBits, RemovesOffset ? 1 : 0,
        };
    }
}
