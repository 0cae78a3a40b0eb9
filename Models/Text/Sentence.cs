namespace Sotto.Models.Text;

/// <summary>
/// The words of a text, as <see cref="TextNormalizer"/> found them: made once, and filled with one text after the other.
/// </summary>
public sealed class Sentence
{
    /// <summary>The most words that a sentence holds.</summary>
    public const int Capacity = 64;

    // Before numbers and phrases are put together a sentence has more words than after.
    private const int WorkCapacity = 128;

    private readonly string[] _words;
    private readonly int[] _start;
    private readonly int[] _length;
    private readonly WordKind[] _kinds;
    private readonly int[] _values;
    private int _count;

    /// <summary>Makes an empty sentence.</summary>
    public Sentence()
        : this(Capacity)
    {
        Work = new Sentence(WorkCapacity);
    }

    private Sentence(int capacity)
    {
        _words = new string[capacity];
        _start = new int[capacity];
        _length = new int[capacity];
        _kinds = new WordKind[capacity];
        _values = new int[capacity];
    }

    /// <summary>How many words there are; what the arrays hold beyond them means nothing.</summary>
    public int Count
    {
        get { return _count; }
        internal set { _count = value; }
    }

    /// <summary>The words: lower case, numbers in digits (20.5), times as 19:30.</summary>
    public string[] Words
    {
        get { return _words; }
    }

    /// <summary>Where in the text each word came from: its first character.</summary>
    public int[] Start
    {
        get { return _start; }
    }

    /// <summary>Where in the text each word came from: how many characters. Words that were made of one phrase share its place.</summary>
    public int[] Length
    {
        get { return _length; }
    }

    /// <summary>What each word is.</summary>
    public WordKind[] Kinds
    {
        get { return _kinds; }
    }

    /// <summary>The value of each number (thousandths) and time (minutes after midnight).</summary>
    public int[] Values
    {
        get { return _values; }
    }

    /// <summary>Whether the text went on after the last word that found room.</summary>
    public bool Overflow { get; internal set; }

    /// <summary>The words before numbers and phrases are put together; the value of a word is its code in <see cref="Vocabulary"/>.</summary>
    internal Sentence Work { get; }

    internal void Clear()
    {
        _count = 0;
        Overflow = false;
    }

    /// <summary>Adds a word, or notes that there is no room for it.</summary>
    internal void Add(string word, WordKind kind, int value, int start, int length)
    {
        if (_count == _words.Length)
        {
            Overflow = true;
            return;
        }

        _count++;
        Put(_count - 1, word, kind, value, start, length);
    }

    internal void Put(int at, string word, WordKind kind, int value, int start, int length)
    {
        _words[at] = word;
        _kinds[at] = kind;
        _values[at] = value;
        _start[at] = start;
        _length[at] = length;
    }
}
