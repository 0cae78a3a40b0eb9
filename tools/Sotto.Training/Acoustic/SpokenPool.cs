using Sotto.Speech;
using Sotto.Training.Data;

namespace Sotto.Training.Acoustic;

/// <summary>Sentences that are ready to be learned, kept on disk between runs of the same clips.</summary>
public sealed class SpokenPool
{
    private const int Version = 3;

    // Over 16 s, as some readers' sentences are, a batch of as long ones takes more memory than it teaches.
    private const int LongestClip = 16 * 16000;

    private readonly SpokenExample[] _examples;

    private SpokenPool(SpokenExample[] examples)
    {
        // By length, so that those of a batch need little padding.
        _examples = [.. examples.Where(example => example.Features.Length > 0).OrderBy(example => example.Rows)];
    }

    /// <summary>How many there are.</summary>
    public int Count => _examples.Length;

    /// <summary>One of them; the shortest come first.</summary>
    public SpokenExample this[int index] => _examples[index];

    /// <summary>A pool of sentences that are at hand.</summary>
    public static SpokenPool Of(SpokenExample[] examples) => new(examples);

    /// <summary>Mixes sentences of clips, or reads them where they were mixed before.</summary>
    /// <param name="folder">Keeps pools.</param>
    /// <param name="clips">The clips; each is taken as often as another of its kind.</param>
    /// <param name="count">How many sentences.</param>
    /// <param name="mixer">Mixes them; null to leave clips as they are.</param>
    /// <param name="pronouncer">Says which sounds they have.</param>
    /// <param name="progress">Hears the share that is done.</param>
    public static SpokenPool LoadOrMake(
        string folder, IReadOnlyList<SpokenClip> clips, int count, SpokenMixer? mixer, Pronouncer pronouncer, Action<double> progress)
    {
        uint key = StableHash.Of($"{Version} {count} {mixer is null}\n{string.Join('\n', clips.Select(clip => Path.GetFileName(clip.Path)))}");
        string file = Path.Combine(folder, $"spoken-{key:x8}.bin");
        if (File.Exists(file))
        {
            return Read(file);
        }

        pronouncer.Learn(clips.SelectMany(clip => clip.Words));
        SpokenExample[] examples = new SpokenExample[count];
        int done = 0;
        Parallel.For(0, count, i =>
        {
            SpokenClip clip = clips[i % clips.Count];
            short[] samples = clip.Load();
            sbyte[] features = samples.Length > LongestClip ? [] : mixer is null ? FeatureRows.Of([.. samples, .. new short[8000]]).Values : mixer.Make(samples, clip.Origin, i);
            examples[i] = new SpokenExample(features, [.. clip.Words.SelectMany(pronouncer.Of)]);
            progress((double)Interlocked.Increment(ref done) / count);
        });
        SpokenPool pool = new(examples);
        pool.Write(file);
        return pool;
    }

    private static SpokenPool Read(string file)
    {
        using BinaryReader reader = new(new BufferedStream(File.OpenRead(file), 1 << 20));
        SpokenExample[] examples = new SpokenExample[reader.ReadInt32()];
        for (int i = 0; i < examples.Length; i++)
        {
            byte[] features = reader.ReadBytes(reader.ReadInt32());
            examples[i] = new SpokenExample((sbyte[])(object)features, reader.ReadBytes(reader.ReadInt32()));
        }

        return new SpokenPool(examples);
    }

    private void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string unfinished = $"{file}.{Environment.ProcessId}";
        using (BinaryWriter writer = new(new BufferedStream(File.Create(unfinished), 1 << 20)))
        {
            writer.Write(_examples.Length);
            foreach (SpokenExample example in _examples)
            {
                writer.Write(example.Features.Length);
                writer.Write((byte[])(object)example.Features);
                writer.Write(example.Sounds.Length);
                writer.Write(example.Sounds);
            }
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
