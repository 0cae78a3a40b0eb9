using System;
using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>
/// Phrases that stand for one thing: the names of a house, the values of a list. Each has a class and a value; the longest that
/// begins at a word of a sentence is found without allocating.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The most phrases that a lexicon takes.</summary>
    public const int MaximumPhrases = 4096;

    private const int Nothing = -1;
    private const int FirstCapacity = 32;
    private const int Buckets = 128;

    private readonly int[] _buckets = new int[Buckets];
    private string[] _words = new string[FirstCapacity];
    private int _wordCount;
    private int[] _firstWords = new int[FirstCapacity + 1];
    private int[] _next = new int[FirstCapacity];
    private int[] _classes = new int[FirstCapacity];
    private string[] _values = new string[FirstCapacity];
    private int _count;
    private Sentence _sentence;

    /// <summary>Makes an empty lexicon.</summary>
    public Lexicon()
    {
        for (int i = 0; i < Buckets; i++)
        {
            _buckets[i] = Nothing;
        }
    }

    /// <summary>How many phrases there are; entries are numbered in the order in which they were added.</summary>
    public int Count
    {
        get { return _count; }
    }

    /// <summary>Adds a phrase.</summary>
    /// <param name="phrase">The phrase; only its normalised words count.</param>
    /// <param name="classId">Its class.</param>
    /// <param name="value">What it stands for.</param>
    /// <returns>
    /// False if the phrase has no words or more than a sentence holds, if it stands for something else already, or if the
    /// lexicon is full. A phrase that is there with the same class and value changes nothing.
    /// </returns>
    public bool Add(string phrase, int classId, string value)
    {
        if (_sentence == null)
        {
            _sentence = new Sentence();
        }

        TextNormalizer.Normalise(phrase, _sentence);
        if (_sentence.Count == 0 || _sentence.Overflow)
        {
            return false;
        }

        int bucket = BucketOf(_sentence.Words[0]);
        int known = Find(bucket);
        if (known >= 0)
        {
            return _classes[known] == classId && _values[known] == value;
        }

        if (_count == MaximumPhrases)
        {
            return false;
        }

        Append(bucket, classId, value);
        return true;
    }

    /// <summary>
    /// Finds the longest phrase that begins at a word of a sentence. Its last word may differ in number (blind, blinds); of two
    /// phrases of one length the one that is there word by word counts.
    /// </summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="position">The word.</param>
    /// <returns>The entry of the phrase, -1 for none.</returns>
    public int Match(Sentence sentence, int position)
    {
        if (position < 0 || position >= sentence.Count)
        {
            return Nothing;
        }

        string[] words = sentence.Words;
        int left = sentence.Count - position;
        int best = Nothing;
        int bestLength = 0;
        bool bestIsExact = false;
        for (int entry = _buckets[BucketOf(words[position])]; entry >= 0; entry = _next[entry])
        {
            int length = WordsOf(entry);
            if (length > left || length < bestLength || (length == bestLength && bestIsExact) || !Begins(entry, length, words, position))
            {
                continue;
            }

            string last = _words[_firstWords[entry + 1] - 1];
            string said = words[position + length - 1];
            bool isExact = last == said;
            if (isExact || (Plural.Same(last, said) && length > bestLength))
            {
                best = entry;
                bestLength = length;
                bestIsExact = isExact;
            }
        }

        return best;
    }

    /// <summary>How many words an entry's phrase has.</summary>
    /// <param name="entry">The entry.</param>
    public int WordsOf(int entry)
    {
        return _firstWords[entry + 1] - _firstWords[entry];
    }

    /// <summary>The class of an entry.</summary>
    /// <param name="entry">The entry.</param>
    public int ClassOf(int entry)
    {
        return _classes[entry];
    }

    /// <summary>What an entry stands for.</summary>
    /// <param name="entry">The entry.</param>
    public string ValueOf(int entry)
    {
        return _values[entry];
    }

    /// <summary>A word of an entry's phrase.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="word">The number of the word.</param>
    public string WordOf(int entry, int word)
    {
        return _words[_firstWords[entry] + word];
    }

    /// <summary>Whether all words of a phrase but the last stand at a place.</summary>
    private bool Begins(int entry, int length, string[] words, int position)
    {
        int first = _firstWords[entry];
        for (int i = 0; i < length - 1; i++)
        {
            if (_words[first + i] != words[position + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The entry whose phrase is the sentence at hand, word by word.</summary>
    private int Find(int bucket)
    {
        int length = _sentence.Count;
        for (int entry = _buckets[bucket]; entry >= 0; entry = _next[entry])
        {
            bool same = WordsOf(entry) == length && Begins(entry, length, _sentence.Words, 0);
            if (same && _words[_firstWords[entry + 1] - 1] == _sentence.Words[length - 1])
            {
                return entry;
            }
        }

        return Nothing;
    }

    private void Append(int bucket, int classId, string value)
    {
        if (_count == _classes.Length)
        {
            GrowEntries(2 * _count);
        }

        while (_wordCount + _sentence.Count > _words.Length)
        {
            _words = Grown(_words, 2 * _words.Length);
        }

        Array.Copy(_sentence.Words, 0, _words, _wordCount, _sentence.Count);
        _wordCount += _sentence.Count;
        _classes[_count] = classId;
        _values[_count] = value;
        _next[_count] = Nothing;
        Link(bucket, _count);
        _count++;
        _firstWords[_count] = _wordCount;
    }

    /// <summary>Puts an entry at the end of its chain, so that of equal matches the first added is met first.</summary>
    private void Link(int bucket, int entry)
    {
        int at = _buckets[bucket];
        if (at < 0)
        {
            _buckets[bucket] = entry;
            return;
        }

        while (_next[at] >= 0)
        {
            at = _next[at];
        }

        _next[at] = entry;
    }

    private void GrowEntries(int capacity)
    {
        _classes = Grown(_classes, capacity);
        _next = Grown(_next, capacity);
        _firstWords = Grown(_firstWords, capacity + 1);
        _values = Grown(_values, capacity);
    }

    private static int[] Grown(int[] array, int capacity)
    {
        int[] grown = new int[capacity];
        Array.Copy(array, grown, array.Length);
        return grown;
    }

    private static string[] Grown(string[] array, int capacity)
    {
        string[] grown = new string[capacity];
        Array.Copy(array, grown, array.Length);
        return grown;
    }

    /// <summary>A hash of what a word has in common in both numbers.</summary>
    private static int BucketOf(string word)
    {
        int hash = 0;
        int length = Plural.StemLength(word);
        for (int i = 0; i < length; i++)
        {
            hash = (hash * 31) + word[i];
        }

        return (hash ^ (hash >> 7)) & (Buckets - 1);
    }
}
