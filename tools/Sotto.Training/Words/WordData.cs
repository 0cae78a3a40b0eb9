using Sotto.Audio.Capture;
using Sotto.Speech;
using Sotto.Training.Data;
using Sotto.Training.Teacher;

namespace Sotto.Training.Words;

/// <summary>Everything that a wake model of one's own words hears, in training and after.</summary>
public sealed class WordData
{
    private readonly AddWordOptions _options;
    private readonly IPhraseSpeaker _speaker;
    private readonly Dictionary<string, string> _texts = [];
    private readonly List<CorpusEntry> _entries = [];

    /// <summary>Speaks what is missing and decodes all.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="labels">The labels of the model's words, the new one last.</param>
    /// <param name="own">One's own recordings of the new one.</param>
    /// <param name="speaker">Speaks.</param>
    public WordData(AddWordOptions options, IReadOnlyList<string> labels, IReadOnlyList<CorpusEntry> own, IPhraseSpeaker speaker)
    {
        (_options, _speaker) = (options, speaker);
        Vocabulary = new Vocabulary(labels, []);
        WakePhrase[] phrases = [.. labels.Select(WakePhrase.OfLabel)];
        Near = [.. phrases.Select(NearOf)];
        AddSpeech("others", new PhrasePlan(options.Amounts, speaker.Kokoro, speaker.Piper).OfOthers([.. phrases.Select(p => p.Text)]));
        foreach ((WakePhrase phrase, IReadOnlyList<NearMiss> near) in phrases.Zip(Near))
        {
            PhraseAmounts amounts = phrase.Label == labels[^1] ? options.Amounts : options.Amounts with { Phrase = options.Amounts.Phrase / 2, Neural = options.Amounts.Neural / 4 };
            AddSpeech(phrase.Label, new PhrasePlan(amounts, speaker.Kokoro, speaker.Piper).OfPhrase(phrase.Label, phrase.Text, [.. near.Select(n => n.Text)]));
        }

        _entries.AddRange(own);
        _entries.AddRange(options.Audio is null ? [] : Corpus.HumanEntries(options.Audio, Vocabulary));
        string noise = options.Audio is null ? "" : Path.Combine(options.Audio, "noise");
        Corpus = Terminal.Work("decoding recordings", report => Corpus.Of(_entries, noise, share => report(share, "")));
        Words = new WordList(Corpus, Vocabulary);
        if (!Corpus.Recordings.Any(r => r.Set == SpeechSet.Wake && r.Split == Split.Train && r.Label == labels[^1]))
        {
            throw new CaptureException($"\"{phrases[^1].Text}\": no voice could say it");
        }
    }

    /// <summary>The model's words.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>All recordings.</summary>
    public Corpus Corpus { get; }

    /// <summary>The words in them.</summary>
    public WordList Words { get; }

    /// <summary>The near misses of each of the model's words.</summary>
    public IReadOnlyList<IReadOnlyList<NearMiss>> Near { get; }

    /// <summary>People's recordings of the model's words that may be learned from.</summary>
    public int PeoplesRecordings => Corpus.Recordings.Count(r => r.Origin == Origin.Human && r.Set == SpeechSet.Wake && r.Split == Split.Train);

    /// <summary>What is said in a recording, as far as it is known.</summary>
    public string TextOf(Recording recording) => _texts.GetValueOrDefault(recording.Path, recording.Label.Replace('_', ' '));

    /// <summary>Mixes examples, or reads them where the last run mixed the same.</summary>
    /// <param name="mix">What they are made of.</param>
    public FeaturePool MakePool(Mix mix)
    {
        using SpeechEmbedding? teacher = _options.EmbeddingShare > 0 ? new SpeechEmbedding(WordSource.Packages(_options.Cache)) : null;
        ExampleMixer mixer = new(Corpus, Words, mix);
        uint key = StableHash.Of(string.Join('\n', Corpus.Recordings.Select(r => $"{r.Origin} {r.Set} {r.Label} {r.Split} {Path.GetFileName(r.Path)}").Append($"{mix.Key}")));
        string file = Path.Combine(_options.Cache, Vocabulary.Wake[^1], "pool.bin");
        return Terminal.Work("mixing examples", report => FeaturePool.LoadOrMake(
            file, mixer, key, _options.Examples, teacher, share => report(share, $"{share * _options.Examples:0} of {_options.Examples}")));
    }

    private IReadOnlyList<NearMiss> NearOf(WakePhrase phrase)
    {
        NearMisses near = new(phrase.Text, _speaker.SoundsOf, PhraseLists.Lexicon);
        _speaker.Learn(near.Unpronounced());
        return near.Find(_options.NearMisses);
    }

    private void AddSpeech(string name, IReadOnlyList<SpeechJob> jobs)
    {
        string folder = Path.Combine(_options.Cache, name);
        Terminal.Work($"speaking {WakePhrase.OfLabel(name).Text}", report =>
        {
            _speaker.Speak(folder, jobs, done => report((double)done / jobs.Count, $"{done} of {jobs.Count} clips"));
            return jobs.Count;
        });
        foreach (SpeechJob job in jobs)
        {
            string path = Path.Combine(folder, job.File);
            if (File.Exists(path) && _texts.TryAdd(path, job.Text))
            {
                _entries.Add(EntryOf(path, job));
            }
        }
    }

    private static CorpusEntry EntryOf(string path, SpeechJob job)
    {
        SpeechSet set = job.Set switch { "target" => SpeechSet.Wake, "word" => SpeechSet.Word, "sentence" => SpeechSet.Sentence, _ => SpeechSet.Near };
        return new CorpusEntry(path, SpeechJob.IsNeural(job.Speaker) ? Origin.Neural : Origin.Synthetic, set, job.Label, job.Speaker, VoiceSplit(job.Speaker));
    }

    /// <summary>Here voices are tested on, since nobody else may have said the word: a tenth, and a tenth sets the thresholds.</summary>
    private static Split VoiceSplit(string voice) => (StableHash.Of(voice) % 10) switch { 0 => Split.Development, 1 => Split.Test, _ => Split.Train };
}
