using Sotto.Kernels;

namespace Sotto.Training.Data;

/// <summary>One training example: feature rows with what was said and when.</summary>
/// <param name="Features">Quantised features, <see cref="ExampleMixer.Rows"/> rows of 40.</param>
/// <param name="Recording">The recording in the foreground, as an index into the corpus; -1 for none.</param>
/// <param name="Class">What is said (<see cref="WordList"/>); unknown for running speech and fragments.</param>
/// <param name="FirstRow">The first row at which the word may be called.</param>
/// <param name="LastRow">The last such row, inclusive.</param>
public sealed record Example(sbyte[] Features, int Recording, int Class, int FirstRow, int LastRow);

/// <summary>
/// Makes examples of 2 s: speech in the foreground at a chance place, other speech around it, a voice changed in speed,
/// a room, a channel, background at a chance level, then the device's own front end.
/// </summary>
public sealed class ExampleMixer
{
    /// <summary>Feature rows an example: 2 s.</summary>
    public const int Rows = 200;

    private const int Length = (Rows * FrontEnd.Hop) + FrontEnd.WindowLength - FrontEnd.Hop;
    private const int LeadLength = 12800;
    private const double NoiselessShare = 0.3;

    private readonly Corpus _corpus;
    private readonly WordList _words;
    private readonly Background _background;
    private readonly Rooms _rooms;
    private readonly Mix _mix;
    private readonly List<(double Share, ExampleKind Kind, List<List<int>> Groups)> _parts = [];
    private readonly List<int> _context;
    private readonly List<List<int>> _chained;

    /// <summary>Sorts a corpus' training recordings by their part in the mix.</summary>
    public ExampleMixer(Corpus corpus, WordList words, Mix mix)
    {
        _corpus = corpus;
        _words = words;
        _rooms = new Rooms(160, 1234);
        _background = new Background(corpus.Noises, [.. Indices(r => r.Set == SpeechSet.Sentence).Select(i => corpus.Recordings[i])]);
        _mix = mix;
        foreach (MixPart part in mix.Parts)
        {
            List<List<int>> groups = Groups(part.Kind, r => r.Set == part.Set && r.Origin == part.Origin);
            if (groups.Count > 0)
            {
                _parts.Add((part.Share, part.Kind, groups));
            }
        }

        List<List<int>> human = Groups(ExampleKind.Chain, r => r.Set == SpeechSet.Word && r.Origin == Origin.Human);
        _chained = human.Count > 0 ? human : Groups(ExampleKind.Chain, r => r.Set == SpeechSet.Word);
        _context = [.. Indices(r => r.Set is SpeechSet.Sentence or SpeechSet.Word)];
    }

    /// <summary>Makes one example. The same index gives the same example, on any thread.</summary>
    /// <param name="index">The number of the example.</param>
    /// <returns>The example, and what is said in it before room, channel and noise, full scale 32,768.</returns>
    public (Example Example, float[] Clean) Make(int index)
    {
        Random random = new(unchecked((int)StableHash.Of($"example {index}")));
        (ExampleKind kind, int recording) = Pick(random);
        float[] window = new float[Length];
        float[] clean = window;
        int word = recording < 0 ? WordList.Silence : _words.IndexOf(_corpus.Recordings[recording]);
        (int first, int last) = (0, Rows - 1);
        if (recording >= 0)
        {
            (first, last) = Place(window, recording, kind, random);
            clean = [.. window];
            if (kind is ExampleKind.Broken or ExampleKind.Chain)
            {
                word = WordList.Unknown;
            }

            if (random.NextDouble() < (_corpus.Recordings[recording].Origin == Origin.Human ? 0.3 : 0.5))
            {
                _rooms.Apply(window, random.Next(1000));
            }

            Channel.Apply(window, random);
        }

        short[] samples = AddBackground(window, recording < 0, random);
        return (new Example(Extract(samples), recording, word, first, last), clean);
    }

    private (ExampleKind Kind, int Recording) Pick(Random random)
    {
        double at = random.NextDouble() * (_parts.Sum(p => p.Share) + _mix.NothingShare);
        foreach ((double share, ExampleKind kind, List<List<int>> groups) in _parts)
        {
            at -= share;
            if (at < 0)
            {
                List<int> group = groups[random.Next(groups.Count)];
                return (kind, group[random.Next(group.Count)]);
            }
        }

        return (ExampleKind.Nothing, -1);
    }

    /// <summary>Puts the foreground, and around it perhaps other speech, into the window.</summary>
    /// <returns>The rows between which the word may be called.</returns>
    private (int First, int Last) Place(float[] window, int recording, ExampleKind kind, Random random)
    {
        Recording source = _corpus.Recordings[recording];
        (float[] speech, int wordEnd) = kind == ExampleKind.Chain ? Chain(recording, random) : Foreground(source, kind, random);
        int room = Length - speech.Length;
        if (kind is ExampleKind.Crop or ExampleKind.Chain)
        {
            // Its beginning and its end come as often as its middle: what stands before a pause must not be a word for that.
            int place = room >= 0 ? random.Next(room + 1) : (Length / 2) - random.Next(speech.Length);
            Mix(window, speech.AsSpan(Math.Max(0, -place)), Math.Max(0, place), 1);
            return (0, Rows - 1);
        }

        int start = random.NextDouble() < 0.2 ? 0 : random.Next(Math.Max(1, room - 4000));
        Mix(window, speech, start, 1);
        int end = Math.Min(Length, start + speech.Length);
        if (random.NextDouble() < 0.35)
        {
            AddContext(window, start - random.Next(800, 6000), end + random.Next(2400, 9600), random);
        }

        int row = Math.Min(Rows - 1, (start + wordEnd) / FrontEnd.Hop);
        bool loose = source.Origin == Origin.Human && source.Set == SpeechSet.Wake;
        return (Math.Max(0, row - (loose ? 24 : 12)), Math.Min(Rows - 1, row + 24));
    }

    /// <summary>A recording or the word cut out of it, at another speed, and where in it the word ends.</summary>
    private static (float[] Speech, int WordEnd) Foreground(Recording source, ExampleKind kind, Random random)
    {
        ReadOnlySpan<short> samples = source.Samples;
        (int start, int length) = kind == ExampleKind.Crop ? (0, samples.Length) : Level.FindWord(samples);
        bool whole = kind == ExampleKind.Crop || source.Set == SpeechSet.Silence
            || (source.Origin == Origin.Human && source.Set != SpeechSet.Wake && random.NextDouble() < 0.5);
        if (!whole)
        {
            samples = samples.Slice(start, length);
            start = 0;
        }

        // One reader stands for all people who say sentences, so she is made many.
        double spread = source.Origin != Origin.Human || source.Set == SpeechSet.Sentence ? 0.2 : 0.12;
        double speed = 1 + (((random.NextDouble() * 2) - 1) * spread);
        float[] speech = Channel.Resample(Level.ToFloat(samples), speed);
        if (kind == ExampleKind.Broken)
        {
            speech = Break(speech, random);
        }

        float gain = 3000 / MathF.Max(1, Level.Speech(speech));
        for (int i = 0; i < speech.Length; i++)
        {
            speech[i] *= gain;
        }

        return (speech, (int)((start + length) / speed));
    }

    /// <summary>
    /// A word that is not said any more, by the same voice into the same microphone: its beginning, up to all but the last
    /// sound, its end, its parts swapped, or backwards. Without these the voices and microphones of the recordings stand for
    /// the word, and noise and dull microphones teach that its last consonant need not be heard.
    /// </summary>
    private static float[] Break(float[] speech, Random random)
    {
        int cut = (int)(speech.Length * (0.3 + (0.25 * random.NextDouble())));
        return random.Next(6) switch
        {
            0 => speech[..cut],
            1 => speech[..(speech.Length - (cut / 2))],
            2 => speech[^cut..],
            3 => [.. speech[cut..], .. speech[..cut]],
            4 => [.. speech[^cut..], .. speech[..^cut]],
            _ => [.. speech.Reverse()],
        };
    }

    /// <summary>A few words of different people, one after the other: running speech of many voices.</summary>
    private (float[] Speech, int WordEnd) Chain(int recording, Random random)
    {
        List<float> chain = [.. Foreground(_corpus.Recordings[recording], ExampleKind.Word, random).Speech];
        while (chain.Count < Length)
        {
            chain.AddRange(new float[random.Next(2400)]);
            List<int> words = _chained[random.Next(_chained.Count)];
            chain.AddRange(Foreground(_corpus.Recordings[words[random.Next(words.Count)]], ExampleKind.Word, random).Speech);
        }

        return ([.. chain], chain.Count);
    }

    /// <summary>Other speech that ends before <paramref name="before"/> or starts at <paramref name="after"/>.</summary>
    private void AddContext(float[] window, int before, int after, Random random)
    {
        if (_context.Count == 0)
        {
            return;
        }

        Recording other = _corpus.Recordings[_context[random.Next(_context.Count)]];
        float[] speech = Level.ToFloat(other.Samples);
        float gain = 3000 / MathF.Max(1, Level.Speech(speech)) * (0.3f + (float)random.NextDouble());
        if (random.NextDouble() < 0.6)
        {
            int skip = Math.Max(0, speech.Length - before);
            Mix(window, speech.AsSpan(Math.Min(skip, speech.Length)), Math.Max(0, before - speech.Length), gain);
        }
        else
        {
            Mix(window, speech, after, gain);
        }
    }

    private static void Mix(float[] window, ReadOnlySpan<float> speech, int at, float gain)
    {
        int count = Math.Min(speech.Length, window.Length - at);
        for (int i = 0; i < count; i++)
        {
            window[at + i] += gain * speech[i];
        }
    }

    /// <summary>Adds noise and sets the level; half the examples begin with a lead of background alone.</summary>
    private short[] AddBackground(float[] window, bool alone, Random random)
    {
        int lead = random.NextDouble() < 0.4 ? random.Next(1, LeadLength / FrontEnd.Hop) * FrontEnd.Hop : 0;
        float[] background = _background.Draw(lead + Length, random);
        double ratio = DrawRatio(random);
        float speech = alone ? 3000 : MathF.Max(1, Level.Speech(window));
        float noise = speech * (float)Math.Pow(10, -ratio / 20) / MathF.Max(1e-6f, Level.Overall(background));
        double target = 32768 * Math.Pow(10, -(2 + (36 * random.NextDouble() * random.NextDouble())) / 20);
        float gain = (float)(target / (speech * 4));
        short[] result = new short[lead + Length];
        for (int i = 0; i < result.Length; i++)
        {
            float sample = (background[i] * noise) + (i >= lead ? window[i - lead] : 0);
            result[i] = (short)Math.Clamp(MathF.Round((sample * gain) + (float)(random.NextDouble() - 0.5)), -32768, 32767);
        }

        return result;
    }

    /// <summary>Decibels from speech to noise; a file that was cut out of a longer one has none at all before and after it.</summary>
    private double DrawRatio(Random random)
    {
        if (random.NextDouble() >= _mix.CleanShare)
        {
            return -5 + (25 * Math.Pow(random.NextDouble(), _mix.NoiseSkew));
        }

        return random.NextDouble() < NoiselessShare ? 90 : 20 + (25 * random.NextDouble());
    }

    /// <summary>The last <see cref="Rows"/> rows of the device's front end.</summary>
    private static sbyte[] Extract(short[] samples)
    {
        FeatureRows rows = FeatureRows.Of(samples);
        return rows.Values[^(Rows * FrontEnd.FeatureCount)..];
    }

    /// <summary>Recordings by label, so that every word is as frequent as another; running speech as it comes.</summary>
    private List<List<int>> Groups(ExampleKind kind, Func<Recording, bool> part) =>
        [.. Indices(part).GroupBy(i => kind == ExampleKind.Crop ? "" : _corpus.Recordings[i].Label)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToList())];

    private IEnumerable<int> Indices(Func<Recording, bool> part) =>
        Enumerable.Range(0, _corpus.Recordings.Count)
            .Where(i => _corpus.Recordings[i].Split == Split.Train && part(_corpus.Recordings[i]));
}
