namespace Sotto.Audio.Capture;

/// <summary>Leads through saying a phrase a number of times and keeps the takes that are good.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="phrase">What is said.</param>
/// <param name="source">Raw 16 kHz samples, from a microphone or a file.</param>
/// <param name="output">Where the speaker looks.</param>
public sealed class RecordingSession(TakeFolder folder, WakePhrase phrase, Stream source, TextWriter output)
{
    /// <summary>Samples of silence that are heard first: one second.</summary>
    public const int RoomLength = 16000;

    /// <summary>Samples of each take: two and a half seconds.</summary>
    public const int TakeLength = 40000;

    private const int Tries = 3;
    private const double LoudRoom = -40;

    /// <summary>Records until enough takes are good, the source ends, or most of them were not good.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <returns>The paths of the takes that were kept.</returns>
    /// <exception cref="CaptureException">None was good.</exception>
    public IReadOnlyList<string> Run(int count)
    {
        List<string> kept = [];
        output.WriteLine("listening to the room: be quiet for a second");
        bool open = Read(RoomLength) is { } room && Describe(room);
        TakeVerdict last = TakeVerdict.Silent;
        for (int attempt = 0; open && kept.Count < count && attempt < Tries * count; attempt++)
        {
            output.WriteLine($"{kept.Count + 1} of {count}: say \"{phrase.Text}\"");
            output.Flush();
            if (Read(TakeLength) is not { } samples)
            {
                break;
            }

            Take take = Take.Of(samples);
            last = take.Verdict;
            output.WriteLine($"    {take.Advice}");
            if (take.Verdict == TakeVerdict.Good)
            {
                kept.Add(folder.Add(take.Cut));
            }
        }

        return kept.Count > 0 ? kept : throw new CaptureException($"no take was good, the last of them: {(open ? last : "none, since nothing was to be heard")}");
    }

    /// <summary>Records from the default microphone.</summary>
    /// <param name="folder">Where takes are kept.</param>
    /// <param name="phrase">What is said.</param>
    /// <param name="output">Where the speaker looks.</param>
    /// <param name="count">How many are wanted.</param>
    /// <exception cref="CaptureException">There is no microphone, or no take was good.</exception>
    public static IReadOnlyList<string> FromMicrophone(TakeFolder folder, WakePhrase phrase, TextWriter output, int count)
    {
        using Microphone microphone = new();
        try
        {
            return new RecordingSession(folder, phrase, microphone.Samples, output).Run(count);
        }
        catch (Exception error) when (error is CaptureException or AudioFormatException && microphone.Complaint is { Length: > 0 } complaint)
        {
            throw new CaptureException(complaint);
        }
    }

    private bool Describe(short[] room)
    {
        double floor = Take.Of(room).Floor;
        output.WriteLine(FormattableString.Invariant($"    the room is at {floor:0} dB{(floor > LoudRoom ? ", which is loud" : "")}"));
        return true;
    }

    /// <summary>The next samples, or null where the source has not that many any more.</summary>
    private short[]? Read(int length)
    {
        short[] samples = new short[length];
        return AudioFile.ReadRaw(source, samples) == length ? samples : null;
    }
}
