using Sotto.Kernels;

namespace Sotto.Training.Data;

/// <summary>One training example: feature rows with what was said and when.</summary>
/// <param name="Features">Quantised features, <see cref="ExampleMixer.Rows"/> rows of 40.</param>
/// <param name="Recording">The recording in the foreground, as an index into the corpus; -1 for none.</param>
/// <param name="Class">What is said (<see cref="WordList"/>); unknown for running speech and fragments.</param>
/// <param name="FirstRow">The first row at which the word may be called.</param>
/// <param name="LastRow">The last such row, inclusive.</param>
/// <param name="Alone">Whether the whole recording is in the example and nobody else speaks.</param>
public sealed record Example(sbyte[] Features, int Recording, int Class, int FirstRow, int LastRow, bool Alone);

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

    private readonly Corpus _corpus;
    private readonly WordList _words;
    private readonly Background _background;
    private readonly Rooms _rooms;
    private readonly List<(double Share, Kind Kind, List<List<int>> Groups)> _mix = [];
    private readonly List<int> _context;

    private enum Kind
    {
        Word,
        Part,
        Crop,
        Nothing,
    }

    /// <summary>Sorts a corpus' training recordings by their part in the mix.</summary>
    public ExampleMixer(Corpus corpus, WordList words)
    {
        _corpus = corpus;
        _words = words;
        _rooms = new Rooms(160, 1234);
        _background = new Background(corpus.Noises, [.. Indices(r => r.Set == SpeechSet.Sentence).Select(i => corpus.Recordings[i])]);
        Add(0.11, Kind.Word, r => r.Set == SpeechSet.Wake && r.Origin == Origin.Human);
        Add(0.20, Kind.Word, r => r.Set == SpeechSet.Wake && r.Origin == Origin.Synthetic);
        Add(0.12, Kind.Word, r => r.Set == SpeechSet.Command && r.Origin == Origin.Human);
        Add(0.05, Kind.Word, r => r.Set == SpeechSet.Command && r.Origin == Origin.Synthetic);
        Add(0.10, Kind.Word, r => r.Set == SpeechSet.Word && r.Origin == Origin.Human);
        Add(0.05, Kind.Word, r => r.Set == SpeechSet.Word && r.Origin == Origin.Synthetic);
        Add(0.09, Kind.Crop, r => r.Set == SpeechSet.Near);
        Add(0.04, Kind.Part, r => r.Set == SpeechSet.Wake);
        Add(0.13, Kind.Crop, r => r.Set == SpeechSet.Sentence && r.Origin == Origin.Human);
        Add(0.07, Kind.Crop, r => r.Set == SpeechSet.Sentence && r.Origin == Origin.Synthetic);
        _mix.Add((0.03, Kind.Nothing, []));
        _context = [.. Indices(r => r.Set is SpeechSet.Sentence or SpeechSet.Word)];
    }

    /// <summary>Makes one example. The same index gives the same example, on any thread.</summary>
    /// <param name="index">The number of the example.</param>
    /// <returns>The example, and what is said in it before room, channel and noise, full scale 32,768.</returns>
    public (Example Example, float[] Clean) Make(int index)
    {
        Random random = new(unchecked((int)StableHash.Of($"example {index}")));
        (Kind kind, int recording) = Pick(random);
        float[] window = new float[Length];
        float[] clean = window;
        int word = recording < 0 ? WordList.Silence : _words.IndexOf(_corpus.Recordings[recording]);
        (int first, int last, bool alone) = (0, Rows - 1, false);
        if (recording >= 0)
        {
            (first, last, alone) = Place(window, recording, kind, random);
            clean = [.. window];
            if (kind == Kind.Part)
            {
                word = WordList.Unknown;
            }

            if (random.NextDouble() < (_corpus.Recordings[recording].Origin == Origin.Synthetic ? 0.6 : 0.35))
            {
                _rooms.Apply(window, random.Next(1000));
            }

            Channel.Apply(window, random);
        }

        short[] samples = AddBackground(window, recording < 0, random);
        return (new Example(Extract(samples), recording, word, first, last, alone), clean);
    }

    private (Kind Kind, int Recording) Pick(Random random)
    {
        double at = random.NextDouble() * _mix.Sum(m => m.Share);
        foreach ((double share, Kind kind, List<List<int>> groups) in _mix)
        {
            at -= share;
            if (at < 0)
            {
                if (groups.Count == 0)
                {
                    return (Kind.Nothing, -1);
                }

                List<int> group = groups[random.Next(groups.Count)];
                return (kind, group[random.Next(group.Count)]);
            }
        }

        return (Kind.Nothing, -1);
    }

    /// <summary>Puts the foreground, and around it perhaps other speech, into the window.</summary>
    /// <returns>The rows between which the word may be called, and whether all of it is heard and nothing else.</returns>
    private (int First, int Last, bool Alone) Place(float[] window, int recording, Kind kind, Random random)
    {
        Recording source = _corpus.Recordings[recording];
        float[] speech = Foreground(source, kind, random);
        int room = Length - speech.Length;
        if (kind == Kind.Crop)
        {
            int from = room < 0 ? random.Next(-room) : 0;
            int to = room > 0 ? random.Next(room) : 0;
            Mix(window, speech.AsSpan(from), to, 1);
            return (0, Rows - 1, room >= 0);
        }

        int start = random.NextDouble() < 0.2 ? 0 : random.Next(Math.Max(1, room - 4000));
        Mix(window, speech, start, 1);
        int end = Math.Min(Length, start + speech.Length);
        bool alone = random.NextDouble() >= 0.35;
        if (!alone)
        {
            AddContext(window, start - random.Next(800, 6000), end + random.Next(2400, 9600), random);
        }

        int row = Math.Min(Rows - 1, end / FrontEnd.Hop);
        bool loose = source.Origin == Origin.Human && source.Set == SpeechSet.Wake;
        bool whole = kind == Kind.Word && start + speech.Length <= Length;
        return (Math.Max(0, row - (loose ? 24 : 12)), Math.Min(Rows - 1, row + 24), alone && whole);
    }

    private static float[] Foreground(Recording source, Kind kind, Random random)
    {
        ReadOnlySpan<short> samples = source.Samples;
        bool whole = kind == Kind.Crop || source.Set == SpeechSet.Silence
            || (source.Origin == Origin.Human && source.Set != SpeechSet.Wake && random.NextDouble() < 0.5);
        if (!whole)
        {
            (int start, int length) = Level.FindWord(samples);
            samples = samples.Slice(start, length);
        }

        double spread = source.Origin == Origin.Synthetic ? 0.2 : 0.12;
        float[] speech = Channel.Resample(Level.ToFloat(samples), 1 + (((random.NextDouble() * 2) - 1) * spread));
        if (kind == Kind.Part)
        {
            int cut = (int)(speech.Length * (0.3 + (0.25 * random.NextDouble())));
            speech = random.Next(2) == 0 ? speech[..cut] : speech[^cut..];
        }

        float gain = 3000 / MathF.Max(1, Level.Speech(speech));
        for (int i = 0; i < speech.Length; i++)
        {
            speech[i] *= gain;
        }

        return speech;
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
        double ratio = random.NextDouble() < 0.3 ? 20 + (25 * random.NextDouble()) : -5 + (25 * random.NextDouble());
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

    /// <summary>The last <see cref="Rows"/> rows of the device's front end.</summary>
    private static sbyte[] Extract(short[] samples)
    {
        FeatureRows rows = FeatureRows.Of(samples);
        return rows.Values[^(Rows * FrontEnd.FeatureCount)..];
    }

    private void Add(double share, Kind kind, Func<Recording, bool> part)
    {
        List<List<int>> groups = [.. Indices(part)
            .GroupBy(i => kind == Kind.Crop ? "" : _corpus.Recordings[i].Label)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToList())];
        if (groups.Count > 0)
        {
            _mix.Add((share, kind, groups));
        }
    }

    private IEnumerable<int> Indices(Func<Recording, bool> part) =>
        Enumerable.Range(0, _corpus.Recordings.Count)
            .Where(i => _corpus.Recordings[i].Split == Split.Train && part(_corpus.Recordings[i]));
}
