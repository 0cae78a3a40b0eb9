using System;
using System.Collections;
using System.Text;
using System.Threading;

namespace BadDeviceCode;

public delegate int Combine(int first, int second);

public enum Mood
{
    Calm,
    Loud,
}

public interface ICounter
{
    int Count { get; }

    [Step]
    void Advance(int by);
}

/// <summary>What device code may do: nothing in this file may be found.</summary>
public class Clean : ICounter, IDisposable
{
    private static readonly short[] s_table = { 1, 2, 3, 4, 5, 6, 7, 8 };
    private static readonly byte[][] s_rows = { new byte[] { 1 }, new byte[] { 2, 3 } };
    private readonly object _gate = new object();
    private readonly int[] _ring = new int[16];

    public event EventHandler Changed;

    public int Count { get; private set; }

    public Mood Mood => Count > 3 ? Mood.Loud : Mood.Calm;

    [Step]
    public void Advance(int by)
    {
        if (by < 0)
        {
            ThrowNegative(by);
        }

        lock (_gate)
        {
            Count = Math.Min(Count + by, s_table.Length - 1);
            _ring[Count & 15] += (s_table[Count] * (long)by) > 100 ? 1 : 0;
            Array.Copy(_ring, 0, _ring, 1, 15);
        }

        if (Mood == Mood.Loud)
        {
            Array.Clear(_ring, 0, _ring.Length);
        }
    }

    public void Dispose()
    {
        if (Changed != null)
        {
            Changed(this, EventArgs.Empty);
        }
    }

    public string Describe(string name, char mark)
    {
        ArrayList parts = new ArrayList { name, Count };
        StringBuilder text = new StringBuilder();
        foreach (object part in parts)
        {
            text.Append(part.ToString()).Append(", ");
        }

        Hashtable table = new Hashtable { { "a", 1 } };
        foreach (DictionaryEntry entry in table)
        {
            text.Append($"{entry.Key}={entry.Value} {Count:D2} {name}");
        }

        string marked = name + mark;
        return text + marked + mark + name.Length + string.Format("{0} {1}", name, Count);
    }

    public int Choose(string word) => word switch
    {
        "yes" => 1,
        "no" => 2,
        "up" => 3,
        "down" => 4,
        "left" => 5,
        "right" => 6,
        "on" => 7,
        "off" => 8,
        _ => throw new ArgumentException(word),
    };

    public int Apply(Combine combine, object value)
    {
        int offset = s_rows[1][0];
        Combine both = (first, second) => combine(first, second) + offset;
        new Thread(() => Interlocked.Increment(ref offset)).Start();
        try
        {
            return value is int number && number > 0 ? both(number, 1) : 0;
        }
        catch (Exception error) when (error.Message != null)
        {
            return typeof(Clean) == value.GetType() ? 1 : 2;
        }
    }

    private static void ThrowNegative(int by) => throw new ArgumentOutOfRangeException(nameof(by), by.ToString());
}
