using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// Places, and at each of them the cheapest hypotheses with different words, cheapest first. Of two that cost the same the one that
/// came first stays first.
/// </summary>
internal sealed class HypothesisList
{
    /// <summary>The cost of no hypothesis.</summary>
    internal const int Nothing = int.MaxValue;

    private const int Buckets = 64;

    private readonly int _capacity;
    private readonly int _ways;
    private readonly int[] _keys;
    private readonly int[] _costs;
    private readonly ushort[] _histories;

    // Where each place is found by its key, plus one; 0 is empty.
    private readonly ushort[] _index;
    private readonly int _shift;
    private readonly int[] _buckets;
    private int _count;

    /// <summary>Takes its memory, but what lists may share.</summary>
    /// <param name="capacity">The most places.</param>
    /// <param name="ways">The most hypotheses at a place.</param>
    /// <param name="index">Of <see cref="IndexLength"/>; one list uses it at a time.</param>
    /// <param name="buckets">Of <see cref="BucketCount"/>.</param>
    internal HypothesisList(int capacity, int ways, ushort[] index, int[] buckets)
    {
        _capacity = capacity;
        _ways = ways;
        _keys = new int[capacity];
        _costs = new int[capacity * ways];
        _histories = new ushort[capacity * ways];
        _index = index;
        _shift = ShiftFor(2 * capacity);
        _buckets = buckets;
    }

    /// <summary>Numbers that <see cref="Narrow"/> counts in.</summary>
    internal static int BucketCount
    {
        get { return Buckets; }
    }

    /// <summary>How many places there are.</summary>
    internal int Count
    {
        [Step]
        get { return _count; }
    }

    /// <summary>Bytes of its own arrays.</summary>
    internal int Bytes
    {
        get { return (4 * (_keys.Length + _costs.Length)) + (2 * _histories.Length); }
    }

    /// <summary>The length of an index for so many places.</summary>
    internal static int IndexLength(int capacity)
    {
        return 1 << (32 - ShiftFor(2 * capacity));
    }

    /// <summary>How far a number of 32 bits is shifted to be below a power of two that is at least so large.</summary>
    internal static int ShiftFor(int length)
    {
        int shift = 31;
        while ((1 << (32 - shift)) < length)
        {
            shift--;
        }

        return shift;
    }

    /// <summary>Where the search for a key begins: Fibonacci hashing, after Knuth.</summary>
    [Step]
    internal static int Scatter(int key, int shift)
    {
        return (int)(((uint)key * 0x9E3779B1u) >> shift);
    }

    /// <summary>What stands for a place.</summary>
    [Step]
    internal int KeyOf(int place)
    {
        return _keys[place];
    }

    /// <summary>What a hypothesis costs; <see cref="Nothing"/> where there is none.</summary>
    [Step]
    internal int CostOf(int place, int way)
    {
        return _costs[(place * _ways) + way];
    }

    /// <summary>The words of a hypothesis.</summary>
    [Step]
    internal int HistoryOf(int place, int way)
    {
        return _histories[(place * _ways) + way];
    }

    /// <summary>The place with the cheapest hypothesis, the first of such; -1 where there is none.</summary>
    [Step]
    internal int Cheapest()
    {
        int best = -1;
        for (int place = 0; place < _count; place++)
        {
            if (best < 0 || _costs[place * _ways] < _costs[best * _ways])
            {
                best = place;
            }
        }

        return best;
    }

    /// <summary>Takes all places away.</summary>
    [Step]
    internal void Clear()
    {
        _count = 0;
        for (int i = 0; i < _index.Length; i++)
        {
            _index[i] = 0;
        }
    }

    /// <summary>Adds a hypothesis.</summary>
    /// <param name="key">Its place.</param>
    /// <param name="cost">What it costs.</param>
    /// <param name="history">Its words.</param>
    /// <returns>False where the place is new and there is no room.</returns>
    [Step]
    internal bool Add(int key, int cost, int history)
    {
        int slot = SlotOf(key);
        int place = _index[slot] - 1;
        if (place < 0)
        {
            if (_count == _capacity)
            {
                return false;
            }

            place = _count++;
            _index[slot] = (ushort)_count;
            _keys[place] = key;
            for (int way = 0; way < _ways; way++)
            {
                _costs[(place * _ways) + way] = Nothing;
            }
        }

        Insert(place, cost, history);
        return true;
    }

    /// <summary>Keeps places that cost no more than a limit, of many the first ones, and hypotheses of theirs that do not.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="most">The most places.</param>
    /// <param name="less">What is taken from every cost.</param>
    [Step]
    internal void Retain(int limit, int most, int less)
    {
        int kept = 0;
        for (int place = 0; place < _count && kept < most; place++)
        {
            if (_costs[place * _ways] <= limit)
            {
                Move(place, kept, limit, less);
                kept++;
            }
        }

        Clear();
        _count = kept;
        for (int place = 0; place < kept; place++)
        {
            _index[SlotOf(_keys[place])] = (ushort)(place + 1);
        }
    }

    /// <summary>
    /// Of a list that is full, keeps what costs least: at most three quarters of the places, so that there is room again. Of more that
    /// all cost the least, the first ones stay.
    /// </summary>
    /// <param name="best">What the cheapest costs.</param>
    /// <param name="width">How much more others cost at most.</param>
    /// <returns>How much more others may cost from now on.</returns>
    [Step]
    internal int Narrow(int best, int width)
    {
        int most = _capacity * 3 / 4;
        int taken = CountBuckets(best, width, most);
        while (taken == 0 && width > 0)
        {
            width /= Buckets;
            taken = CountBuckets(best, width, most);
        }

        int narrower = taken == 0 ? 0 : (((taken * (width + 1)) + Buckets - 1) / Buckets) - 1;
        Retain(best + narrower, most, 0);
        return narrower;
    }

    /// <summary>Marks the histories of all hypotheses.</summary>
    [Step]
    internal void MarkHistories(ushort[] marks)
    {
        for (int i = 0; i < _count * _ways; i++)
        {
            if (_costs[i] != Nothing)
            {
                marks[_histories[i]] = 1;
            }
        }
    }

    /// <summary>Gives the histories new numbers.</summary>
    [Step]
    internal void RenumberHistories(ushort[] numbers)
    {
        for (int i = 0; i < _count * _ways; i++)
        {
            if (_costs[i] != Nothing)
            {
                _histories[i] = numbers[_histories[i]];
            }
        }
    }

    /// <summary>Of the width in so many equal parts, how many from the first on hold no more places than may stay.</summary>
    [Step]
    private int CountBuckets(int best, int width, int most)
    {
        for (int i = 0; i < Buckets; i++)
        {
            _buckets[i] = 0;
        }

        for (int place = 0; place < _count; place++)
        {
            int over = _costs[place * _ways] - best;
            if (over <= width)
            {
                _buckets[over * Buckets / (width + 1)]++;
            }
        }

        int taken = 0;
        for (int sum = _buckets[0]; taken < Buckets && sum <= most; sum += taken < Buckets ? _buckets[taken] : 0)
        {
            taken++;
        }

        return taken;
    }

    /// <summary>Puts a hypothesis among those of its place: in the place of the one with the same words, or of the dearest.</summary>
    [Step]
    private void Insert(int place, int cost, int history)
    {
        int first = place * _ways;
        int last = first + _ways - 1;
        int at = first;
        while (at < last && _costs[at] != Nothing && _histories[at] != history)
        {
            at++;
        }

        if (cost >= _costs[at])
        {
            return;
        }

        while (at > first && _costs[at - 1] > cost)
        {
            _costs[at] = _costs[at - 1];
            _histories[at] = _histories[at - 1];
            at--;
        }

        _costs[at] = cost;
        _histories[at] = (ushort)history;
    }

    [Step]
    private void Move(int from, int to, int limit, int less)
    {
        _keys[to] = _keys[from];
        for (int way = 0; way < _ways; way++)
        {
            int cost = _costs[(from * _ways) + way];
            _costs[(to * _ways) + way] = cost <= limit ? cost - less : Nothing;
            _histories[(to * _ways) + way] = _histories[(from * _ways) + way];
        }
    }

    /// <summary>Where a place is found, or would be.</summary>
    [Step]
    private int SlotOf(int key)
    {
        int slot = Scatter(key, _shift);
        while (_index[slot] != 0 && _keys[_index[slot] - 1] != key)
        {
            slot = (slot + 1) & (_index.Length - 1);
        }

        return slot;
    }
}
