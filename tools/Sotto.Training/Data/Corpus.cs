using Sotto.Audio;
using Sotto.Speech;

namespace Sotto.Training.Data;

/// <summary>Finds and decodes everything that training and evaluation hear.</summary>
public sealed class Corpus
{
    private static readonly string[] AudioExtensions = [".flac", ".opus", ".wav"];

    private readonly List<Recording> _recordings = [];
    private readonly Dictionary<string, short[]> _noises = [];

    /// <summary>Every recording, in the order of its path.</summary>
    public IReadOnlyList<Recording> Recordings => _recordings;

    /// <summary>Background noises by file name, whole; see <see cref="NoiseHalf"/>.</summary>
    public IReadOnlyDictionary<string, short[]> Noises => _noises;

    /// <summary>The half of a noise recording that a split may use: the first half, but the second for test.</summary>
    public static ReadOnlySpan<short> NoiseHalf(short[] noise, Split split) =>
        split == Split.Test ? noise.AsSpan(noise.Length / 2) : noise.AsSpan(0, noise.Length / 2);

    /// <summary>Reads people's recordings and, where given, the synthetic ones.</summary>
    /// <param name="audio">
    /// A folder with <c>wake/&lt;word&gt;</c>, <c>words/&lt;word&gt;</c> (Speech Commands' layout), <c>speech/&lt;name&gt;</c>
    /// and <c>noise</c>; parts may be missing.
    /// </param>
    /// <param name="speech">The text-to-speech cache, or null.</param>
    /// <param name="progress">Hears the fraction done, 0 to 1.</param>
    /// <exception cref="AudioFormatException">A file is no audio.</exception>
    /// <exception cref="IOException">A file or folder cannot be read.</exception>
    public static Corpus Load(string audio, string? speech, Action<double>? progress = null)
    {
        if (!Directory.Exists(audio))
        {
            throw new DirectoryNotFoundException($"{audio}: no such folder of recordings");
        }

        List<CorpusEntry> entries = [.. HumanEntries(audio, Vocabulary.Shipped)];
        if (speech is not null)
        {
            entries.AddRange(SyntheticEntries(speech));
        }

        return Of(entries, Path.Combine(audio, "noise"), progress);
    }

    /// <summary>Decodes recordings.</summary>
    /// <param name="entries">Which.</param>
    /// <param name="noise">The folder of background noises, which may be missing.</param>
    /// <param name="progress">Hears the fraction done, 0 to 1.</param>
    /// <exception cref="AudioFormatException">A file is no audio.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Corpus Of(IReadOnlyList<CorpusEntry> entries, string noise, Action<double>? progress = null)
    {
        Recording[] decoded = new Recording[entries.Count];
        int done = 0;
        Parallel.For(0, entries.Count, i =>
        {
            decoded[i] = entries[i].Decode();
            int finished = Interlocked.Increment(ref done);
            if (finished % 256 == 0)
            {
                progress?.Invoke((double)finished / entries.Count);
            }
        });
        Corpus corpus = new();
        corpus._recordings.AddRange(decoded);
        foreach (string path in FilesOf(noise))
        {
            corpus._noises.Add(Path.GetFileNameWithoutExtension(path), AudioFile.Load(path).Samples);
        }

        return corpus;
    }

    /// <summary>People's recordings in a folder as <see cref="Load"/> takes it.</summary>
    /// <param name="audio">The folder.</param>
    /// <param name="vocabulary">The words that are called; all others are other speech.</param>
    public static IEnumerable<CorpusEntry> HumanEntries(string audio, Vocabulary vocabulary)
    {
        foreach (string folder in FoldersOf(Path.Combine(audio, "wake")))
        {
            string word = Path.GetFileName(folder);
            foreach (string path in FilesOf(folder))
            {
                string key = $"{word}/{Path.GetFileNameWithoutExtension(path)}";
                yield return new CorpusEntry(
                    path, Origin.Human, vocabulary.Wake.Contains(word) ? SpeechSet.Wake : SpeechSet.Word, word, key, StableHash.SplitOf(key));
            }
        }

        foreach (string folder in FoldersOf(Path.Combine(audio, "words")))
        {
            foreach (string path in FilesOf(folder))
            {
                yield return WordEntry(path, Path.GetFileName(folder), vocabulary);
            }
        }

        foreach (string folder in FoldersOf(Path.Combine(audio, "speech")))
        {
            string name = Path.GetFileName(folder);
            foreach (string path in FilesOf(folder))
            {
                string key = Path.GetFileNameWithoutExtension(path);

                // The long readings of one voice are trained on; strangers' speech is for thresholds, one half, and for test.
                Split split = name == "kathleen" ? StableHash.SplitOf(key) : StableHash.HalfOf(key);
                yield return new CorpusEntry(path, Origin.Human, SpeechSet.Sentence, name, key, split);
            }
        }
    }

    /// <summary>Speech Commands' naming: the speaker stands before <c>_nohash_</c>; other words carry their word in front.</summary>
    private static CorpusEntry WordEntry(string path, string label, Vocabulary vocabulary)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int mark = name.IndexOf("_nohash_", StringComparison.Ordinal);
        string speaker = mark < 0 ? name : name[..mark];
        speaker = speaker[(speaker.LastIndexOf('_') + 1)..];
        SpeechSet set = label == Vocabulary.Silence ? SpeechSet.Silence
            : vocabulary.Wake.Contains(label) ? SpeechSet.Wake
            : vocabulary.Commands.Contains(label) ? SpeechSet.Command : SpeechSet.Word;
        return new CorpusEntry(path, Origin.Human, set, label, speaker, StableHash.SplitOf(speaker));
    }

    private static IEnumerable<CorpusEntry> SyntheticEntries(string speech)
    {
        (string Folder, SpeechSet Set)[] sets =
        [
            ("target", SpeechSet.Wake), ("near", SpeechSet.Near), ("command", SpeechSet.Command),
            ("word", SpeechSet.Word), ("sentence", SpeechSet.Sentence), ("name", SpeechSet.Near),
        ];
        foreach ((string name, SpeechSet set) in sets)
        {
            foreach (string folder in FoldersOf(Path.Combine(speech, name)))
            {
                foreach (string path in FilesOf(folder))
                {
                    string file = Path.GetFileNameWithoutExtension(path);
                    string voice = file[..Math.Max(0, file.LastIndexOf("__", StringComparison.Ordinal))];
                    string label = Path.GetFileName(folder);
                    yield return new CorpusEntry(path, SpeechJob.IsNeural(voice) ? Origin.Neural : Origin.Synthetic, set, label, voice, VoiceSplit(voice));
                }
            }
        }
    }

    /// <summary>Voices are few and each adds to what the model can learn: a tenth serves development, none is tested on.</summary>
    private static Split VoiceSplit(string voice) =>
        StableHash.Of(voice) % 10 == 0 ? Split.Development : Split.Train;

    private static IEnumerable<string> FoldersOf(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];

    /// <summary>The audio files of a folder, in the order of their names; none where there is no folder.</summary>
    public static IEnumerable<string> FilesOf(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.GetFiles(folder)
            .Where(f => AudioExtensions.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal);
}
