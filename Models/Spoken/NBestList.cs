using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// The best sentences of what was heard, the n best list, kept while something else is heard already. Sentences of more than
/// <see cref="MaximumWords"/> words are left out: no reader takes them.
/// </summary>
public sealed class NBestList
{
    /// <summary>The most sentences.</summary>
    public const int MaximumSentences = 4;

    /// <summary>The most words of a sentence.</summary>
    public const int MaximumWords = 32;

    /// <summary>
    /// How many numbers it is: sounds and sentences, then of each sentence its cost, its words' count and its words. Of sentences and
    /// words that are not there, 0.
    /// </summary>
    public const int Length = Head + (MaximumSentences * Sentence);

    private const int Head = 2;
    private const int Sentence = 2 + MaximumWords;

    private readonly IWordTexts _texts;
    private readonly int[] _numbers = new int[Length];
    private readonly int[] _words = new int[MaximumWords];

    /// <summary>An empty list.</summary>
    /// <param name="texts">How the words are written.</param>
    public NBestList(IWordTexts texts)
    {
        _texts = texts;
    }

    /// <summary>The list as numbers, for who fills it otherwise than by <see cref="Fill"/>.</summary>
    public int[] Numbers
    {
        [Step]
        get { return _numbers; }
    }

    /// <summary>Sounds that were heard, whatever they spell (<see cref="ISentenceDecoder.Sounds"/>).</summary>
    public int Sounds
    {
        get { return _numbers[0]; }
    }

    /// <summary>How many sentences there are.</summary>
    public int Count
    {
        [Step]
        get { return _numbers[1]; }
    }

    /// <summary>Empties it.</summary>
    [Step]
    public void Clear()
    {
        for (int i = 0; i < Length; i++)
        {
            _numbers[i] = 0;
        }
    }

    /// <summary>Takes the best sentences that may end here.</summary>
    /// <param name="decoder">What found them.</param>
    [Step]
    public void Fill(ISentenceDecoder decoder)
    {
        Clear();
        _numbers[0] = decoder.Sounds;
        int found = decoder.Finish();
        for (int i = 0; i < found && _numbers[1] < MaximumSentences; i++)
        {
            int words = decoder.CopyWords(i, _words);
            if (words <= MaximumWords)
            {
                Add(decoder.Cost(i), words);
            }
        }
    }

    /// <summary>What a sentence costs more than the path of the largest logits.</summary>
    /// <param name="sentence">0 is the best, up to <see cref="Count"/> - 1 the worst.</param>
    public int Cost(int sentence)
    {
        return _numbers[Head + (sentence * Sentence)];
    }

    /// <summary>The text of a sentence. Allocates.</summary>
    /// <param name="sentence">0 to <see cref="Count"/> - 1.</param>
    public string Text(int sentence)
    {
        int at = Head + (sentence * Sentence) + 1;
        return WordTexts.Join(_texts, _numbers, at + 1, _numbers[at]);
    }

    [Step]
    private void Add(int cost, int words)
    {
        int at = Head + (_numbers[1] * Sentence);
        _numbers[at] = cost;
        _numbers[at + 1] = words;
        for (int i = 0; i < words; i++)
        {
            _numbers[at + 2 + i] = _words[i];
        }

        _numbers[1]++;
    }
}
