namespace Sotto.Training.Data;

/// <summary>
/// Numbers every single word of the corpus, so that the trunk can be trained to tell them all apart whoever says them,
/// and maps those numbers to a model's labels.
/// </summary>
public sealed class WordList
{
    /// <summary>Speech that is no single known word.</summary>
    public const int Unknown = 0;

    /// <summary>No speech.</summary>
    public const int Silence = 1;

    private readonly Dictionary<string, int> _indices = [];
    private readonly List<string> _names = [Vocabulary.Unknown, Vocabulary.Silence];

    /// <summary>Numbers the words of a corpus: wake words, command words, then the others in ordinal order.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="vocabulary">The words that models call.</param>
    public WordList(Corpus corpus, Vocabulary vocabulary)
    {
        IEnumerable<string> others = corpus.Recordings.Where(r => r.Set == SpeechSet.Word && r.Label != Vocabulary.Unknown)
            .Select(r => r.Label).Distinct().Order(StringComparer.Ordinal);
        foreach (string word in vocabulary.Wake.Concat(vocabulary.Commands).Concat(others))
        {
            if (_indices.TryAdd(word, _names.Count))
            {
                _names.Add(word);
            }
        }
    }

    /// <summary>How many numbers are in use.</summary>
    public int Count => _names.Count;

    /// <summary>The number of what a recording says.</summary>
    public int IndexOf(Recording recording) => recording.Set switch
    {
        SpeechSet.Silence => Silence,
        SpeechSet.Near or SpeechSet.Sentence => Unknown,
        _ => _indices.GetValueOrDefault(recording.Label, Unknown),
    };

    /// <summary>For every number, the place of that word in a model's labels; the model's unknown (0) where it has none.</summary>
    /// <param name="labels">The model's labels, label 0 being <see cref="Vocabulary.Unknown"/>.</param>
    public long[] MapTo(string[] labels)
    {
        long[] map = new long[Count];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = Math.Max(0, Array.IndexOf(labels, _names[i]));
        }

        return map;
    }
}
