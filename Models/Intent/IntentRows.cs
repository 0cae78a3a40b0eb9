using System;

namespace Sotto.Models.Intent;

/// <summary>
/// The rows of an intent model's embedding: what each stands for. First come the fixed ones, then buckets of unknown words,
/// classes of the lexicon, known words, intents, fields and values.
/// </summary>
public sealed class IntentRows
{
    /// <summary>Begins every sentence.</summary>
    public const int Begin = 0;

    /// <summary>Ends the sentence: the first frame comes next.</summary>
    public const int Write = 1;

    /// <summary>Ends the last frame.</summary>
    public const int End = 2;

    /// <summary>Ends a frame that another one follows.</summary>
    public const int Next = 3;

    /// <summary>A time of day.</summary>
    public const int Time = 4;

    /// <summary>The smallest numbers; larger ones follow.</summary>
    public const int FirstNumber = 5;

    /// <summary>Rows of numbers.</summary>
    public const int NumberCount = 6;

    /// <summary>The first bucket of unknown words.</summary>
    public const int FirstBucket = FirstNumber + NumberCount;

    private readonly byte[] _file;
    private readonly int _hashes;

    internal IntentRows(byte[] file, int at)
    {
        _file = file;
        Buckets = ModelFile.ReadRange(file, at, 2, 1, IntentFormat.MaximumRows, "buckets of words");
        Classes = ModelFile.ReadRange(file, at + 2, 2, 0, IntentFormat.MaximumClasses, "classes of the lexicon");
        Words = ModelFile.ReadRange(file, at + 4, 2, 0, IntentFormat.MaximumRows, "words");
        Intents = ModelFile.ReadRange(file, at + 6, 2, 1, IntentFormat.MaximumRows, "intents");
        Fields = ModelFile.ReadRange(file, at + 8, 2, 0, IntentFormat.MaximumRows, "fields");
        Values = ModelFile.ReadRange(file, at + 10, 2, 0, IntentFormat.MaximumRows, "values");
        _hashes = ModelFile.ReadInt(file, at + 12);
        ModelFile.CheckWords(file, _hashes, 4 * Words);
        for (int i = 1; i < Words; i++)
        {
            if (HashAt(i) <= HashAt(i - 1))
            {
                throw new ModelFormatException("the words are not in order");
            }
        }
    }

    /// <summary>Rows of unknown words, which share them by their hashes.</summary>
    public int Buckets { get; }

    /// <summary>Classes of the lexicon.</summary>
    public int Classes { get; }

    /// <summary>Known words.</summary>
    public int Words { get; }

    /// <summary>Intents.</summary>
    public int Intents { get; }

    /// <summary>Fields.</summary>
    public int Fields { get; }

    /// <summary>Values that are written.</summary>
    public int Values { get; }

    /// <summary>Row of the lexicon's first class.</summary>
    public int FirstClass
    {
        get { return FirstBucket + Buckets; }
    }

    /// <summary>Row of the first known word.</summary>
    public int FirstWord
    {
        get { return FirstClass + Classes; }
    }

    /// <summary>Row of the first intent.</summary>
    public int FirstIntent
    {
        get { return FirstWord + Words; }
    }

    /// <summary>Row of the first field.</summary>
    public int FirstField
    {
        get { return FirstIntent + Intents; }
    }

    /// <summary>Row of the first value.</summary>
    public int FirstValue
    {
        get { return FirstField + Fields; }
    }

    /// <summary>Rows in all.</summary>
    public int Count
    {
        get { return FirstValue + Values; }
    }

    /// <summary>The row of a number.</summary>
    /// <param name="thousandths">The number times 1,000.</param>
    public static int OfNumber(int thousandths)
    {
        if (thousandths % 1000 != 0)
        {
            return FirstNumber + 5;
        }

        int number = thousandths / 1000;
        return FirstNumber + (number < 10 ? 0 : number < 40 ? 1 : number <= 100 ? 2 : number < 1000 ? 3 : 4);
    }

    /// <summary>A word's hash: FNV-1a, 32 bits, over its UTF-16 code units, low byte first.</summary>
    public static uint HashOf(string word)
    {
        uint hash = 2166136261;
        char[] characters = word.ToCharArray();
        for (int i = 0; i < characters.Length; i++)
        {
            hash = (hash ^ (byte)characters[i]) * 16777619;
            hash = (hash ^ (byte)(characters[i] >> 8)) * 16777619;
        }

        return hash;
    }

    /// <summary>The row of a word: its own where it is known, otherwise that of its bucket.</summary>
    public int OfWord(string word)
    {
        uint hash = HashOf(word);
        int low = 0;
        int high = Words - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            uint there = HashAt(middle);
            if (there == hash)
            {
                return FirstWord + middle;
            }

            low = there < hash ? middle + 1 : low;
            high = there < hash ? high : middle - 1;
        }

        return FirstBucket + (int)(hash % (uint)Buckets);
    }

    /// <summary>Whether a row is that of an unknown word.</summary>
    public bool IsUnknown(int row)
    {
        return row >= FirstBucket && row < FirstClass;
    }

    private uint HashAt(int word)
    {
        return BitConverter.ToUInt32(_file, _hashes + (4 * word));
    }
}
