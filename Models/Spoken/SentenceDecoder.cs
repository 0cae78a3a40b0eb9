using System;
using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// Searches the sentence that was spoken: which words of an automaton fit the sounds that an acoustic model heard, and are probable in
/// this order (token passing, after Young, Russell and Thornton, "Token Passing: a Simple Conceptual Model for Connected Speech
/// Recognition Systems", 1989). Sounds are spelled as CTC spells them: each lasts a frame or more, blanks may lie between any two,
/// and must between two that are the same.
/// </summary>
/// <remarks>
/// What costs nothing is the path of the largest logits, whatever it spells: a hypothesis costs what its labels are below it, and what
/// its words cost. Hypotheses of equal cost stay in the order in which they were made, so that every engine finds the same.
/// </remarks>
public sealed class SentenceDecoder : ISentenceDecoder
{
    // Hypotheses with different words at a place: with two the second sentence is often lost where three words are alike.
    private const int Ways = 3;

    // A saturated cost, far from what an int holds.
    private const int MaximumBase = 1 << 29;

    private readonly WordAutomaton _automaton;
    private readonly SearchSettings _settings;
    private readonly WordHistories _histories;
    private readonly HypothesisList _best;
    private readonly ushort[] _index;
    private readonly int[] _buckets = new int[HypothesisList.BucketCount];

    // What each label costs in this frame, and what each cost of the automaton counts for.
    private readonly int[] _penalties = new int[SpokenFormat.Labels];
    private readonly int[] _weighted = new int[256];

    // The hypotheses of the place that is gone on from.
    private readonly int[] _costs = new int[Ways];
    private readonly int[] _words = new int[Ways];
    private HypothesisList _current;
    private HypothesisList _next;
    private int _base;
    private int _lowest;
    private int _width;
    private int _limit;
    private int _heard;

    /// <summary>A decoder before a sentence. All its memory is taken here.</summary>
    /// <param name="automaton">What may be said.</param>
    /// <param name="settings">How to search; they are read once.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SentenceDecoder(WordAutomaton automaton, SearchSettings settings)
    {
        settings.Check();
        _automaton = automaton;
        _settings = settings;
        _histories = new WordHistories(settings.Histories);
        _index = new ushort[HypothesisList.IndexLength(settings.Places)];
        _current = new HypothesisList(settings.Places, Ways, _index, _buckets);
        _next = new HypothesisList(settings.Places, Ways, _index, _buckets);
        _best = new HypothesisList(1, settings.Sentences, new ushort[HypothesisList.IndexLength(1)], _buckets);
        for (int cost = 0; cost < _weighted.Length; cost++)
        {
            _weighted[cost] = ((cost * settings.LanguageWeight) + (SpokenFormat.UnitsPerNat / 2)) / SpokenFormat.UnitsPerNat;
        }

        Reset();
    }

    /// <summary>Bytes of its arrays.</summary>
    public int Bytes
    {
        get
        {
            int numbers = _buckets.Length + _penalties.Length + _weighted.Length + _costs.Length + _words.Length;
            return _current.Bytes + _next.Bytes + _best.Bytes + _histories.Bytes + (2 * _index.Length) + (4 * numbers);
        }
    }

    /// <summary>How its words are written.</summary>
    public IWordTexts Words
    {
        get { return _automaton; }
    }

    /// <inheritdoc/>
    public int Frames
    {
        [Step]
        get;
        private set;
    }

    /// <inheritdoc/>
    public int FramesSinceSound
    {
        [Step]
        get;
        private set;
    }

    /// <inheritdoc/>
    public int Sounds
    {
        [Step]
        get;
        private set;
    }

    /// <summary>Places that hypotheses are at.</summary>
    public int Places
    {
        [Step]
        get { return _current.Count; }
    }

    /// <inheritdoc/>
    public int EndCost
    {
        [Step]
        get;
        private set;
    }

    /// <inheritdoc/>
    public int BestCount
    {
        [Step]
        get;
        private set;
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        Frames = 0;
        FramesSinceSound = 0;
        Sounds = 0;
        _heard = 0;
        EndCost = -1;
        BestCount = 0;
        _base = 0;
        _histories.Clear();
        _next.Clear();
        _current.Clear();
        _current.Add(PlaceKey.OfState(_automaton.Start), 0, 0);
    }

    /// <inheritdoc/>
    [Step]
    public void Feed(sbyte[] logits, int offset)
    {
        Listen(logits, offset);
        Frames++;
        BestCount = 0;
        _lowest = HypothesisList.Nothing;
        _limit = HypothesisList.Nothing;
        _width = _settings.Beam;
        if (_histories.IsCrowded)
        {
            _histories.Sweep(_current);

            // Too many hypotheses with words of their own: the next sweep shall find fewer.
            _width = _histories.IsCrowded ? _settings.Beam / 2 : _width;
        }

        // What goes on from the cheapest sets the limit for the others.
        _next.Clear();
        int first = _current.Cheapest();
        Advance(first);
        for (int place = 0; place < _current.Count; place++)
        {
            if (place != first)
            {
                Advance(place);
            }
        }

        _next.Retain(_limit, _settings.Places, _lowest);
        _base = _base + _lowest < MaximumBase ? _base + _lowest : MaximumBase;
        HypothesisList used = _current;
        _current = _next;
        _next = used;
        EndCost = FindEndCost();
    }

    /// <inheritdoc/>
    [Step]
    public bool HasEnded(int frames, int mostEndCost)
    {
        return EndCost >= 0 && EndCost <= mostEndCost && FramesSinceSound >= frames;
    }

    /// <inheritdoc/>
    [Step]
    public int Finish()
    {
        if (_histories.IsCrowded)
        {
            _histories.Sweep(_current);
        }

        BestCount = 0;
        _best.Clear();
        _limit = HypothesisList.Nothing;
        for (int place = 0; place < _current.Count; place++)
        {
            End(place);
        }

        while (_best.Count > 0 && BestCount < _settings.Sentences && _best.CostOf(0, BestCount) != HypothesisList.Nothing)
        {
            BestCount++;
        }

        return BestCount;
    }

    /// <inheritdoc/>
    [Step]
    public int Cost(int sentence)
    {
        return _base + _best.CostOf(0, sentence);
    }

    /// <inheritdoc/>
    [Step]
    public int CopyWords(int sentence, int[] into)
    {
        return _histories.CopyWords(_best.HistoryOf(0, sentence), into);
    }

    /// <inheritdoc/>
    public string Text(int sentence)
    {
        int[] words = new int[CopyWords(sentence, _words)];
        CopyWords(sentence, words);
        return WordTexts.Join(_automaton, words, 0, words.Length);
    }

    /// <summary>What every label costs in a frame: how far its logit is below the largest.</summary>
    [Step]
    private void Listen(sbyte[] logits, int offset)
    {
        int largest = logits[offset];
        int heard = 0;
        for (int label = 1; label < SpokenFormat.Labels; label++)
        {
            if (logits[offset + label] > largest)
            {
                largest = logits[offset + label];
                heard = label;
            }
        }

        for (int label = 0; label < SpokenFormat.Labels; label++)
        {
            _penalties[label] = largest - logits[offset + label];
        }

        FramesSinceSound = heard == 0 ? FramesSinceSound + 1 : 0;
        Sounds += heard != 0 && heard != _heard ? 1 : 0;
        _heard = heard;
    }

    [Step]
    private int FindEndCost()
    {
        int place = _current.Cheapest();
        if (place < 0 || PlaceKey.KindOf(_current.KeyOf(place)) != PlaceKey.State || _current.HistoryOf(place, 0) == 0)
        {
            return -1;
        }

        int cost = _automaton.EndCost(PlaceKey.StateOf(_current.KeyOf(place)));
        return cost == SpokenFormat.NoEnd ? -1 : cost;
    }

    /// <summary>Goes on from a place by a frame.</summary>
    [Step]
    private void Advance(int place)
    {
        Take(place);
        int key = _current.KeyOf(place);
        switch (PlaceKey.KindOf(key))
        {
            case PlaceKey.State:
                Add(key, _penalties[0]);
                Enter(PlaceKey.StateOf(key), 0);
                break;
            case PlaceKey.Node:
                AdvanceNode(key);
                break;
            default:
                AdvanceWord(key);
                break;
        }
    }

    [Step]
    private void Take(int place)
    {
        for (int way = 0; way < Ways; way++)
        {
            _costs[way] = _current.CostOf(place, way);
            _words[way] = _current.HistoryOf(place, way);
        }
    }

    /// <summary>Goes on within the tree, where it is not decided yet which word it is.</summary>
    [Step]
    private void AdvanceNode(int key)
    {
        int node = PlaceKey.NodeOf(key);
        int sound = _automaton.SoundOfNode(node);
        if (PlaceKey.IsBlank(key))
        {
            Add(key, _penalties[0]);
            Descend(node, 0, 0);
        }
        else
        {
            Add(key, _penalties[sound]);
            Add(PlaceKey.BlankAfter(key), _penalties[0]);
            Descend(node, 0, sound);
        }
    }

    /// <summary>Goes on within a word, or from its last sound to what comes after it.</summary>
    [Step]
    private void AdvanceWord(int key)
    {
        bool isArc = PlaceKey.KindOf(key) == PlaceKey.Arc;
        int index = PlaceKey.WordOf(key);
        int word = isArc ? _automaton.WordOfArc(index) : index;
        int place = PlaceKey.SoundPlaceOf(key);
        int next = _automaton.SoundOf(word, place + 1);
        if (PlaceKey.IsBlank(key))
        {
            Add(key, _penalties[0]);
            Add(PlaceKey.NextSound(key), _penalties[next]);
            return;
        }

        int sound = _automaton.SoundOf(word, place);
        Add(key, _penalties[sound]);
        if (next == 0)
        {
            Leave(word, isArc ? _automaton.StateAfterArc(index) : _automaton.StateAfterWord(word), sound);
            return;
        }

        Add(PlaceKey.BlankAfter(key), _penalties[0]);
        if (next != sound)
        {
            Add(PlaceKey.NextSound(key), _penalties[next]);
        }
    }

    /// <summary>Leaves a word for the blank after it, or for the next word.</summary>
    [Step]
    private void Leave(int word, int state, int sound)
    {
        if (Extend(word))
        {
            Add(PlaceKey.OfState(state), _penalties[0]);
            Enter(state, sound);
        }
    }

    /// <summary>Adds a word to the hypotheses that are gone on from; those that are too dear or find no room are dropped.</summary>
    [Step]
    private bool Extend(int word)
    {
        int kept = 0;
        for (int way = 0; way < Ways; way++)
        {
            if (_costs[way] != HypothesisList.Nothing && _costs[way] <= _limit)
            {
                int history = _histories.Extend(_words[way], word);
                if (history >= 0)
                {
                    _costs[kept] = _costs[way];
                    _words[kept] = history;
                    kept++;
                }
            }
        }

        for (int way = kept; way < Ways; way++)
        {
            _costs[way] = HypothesisList.Nothing;
        }

        return kept > 0;
    }

    /// <summary>Begins the words that may come after a state, but not those that begin with the sound before.</summary>
    [Step]
    private void Enter(int state, int soundBefore)
    {
        int added = _settings.WordPenalty;
        while (_costs[0] + added <= _limit)
        {
            int end = _automaton.FirstArc(state + 1);
            for (int arc = _automaton.FirstArc(state); arc < end; arc++)
            {
                EnterArc(arc, added + _weighted[_automaton.CostOfArc(arc)], soundBefore);
            }

            if (state == 0)
            {
                Descend(0, added, soundBefore);
                return;
            }

            added += _weighted[_automaton.BackOffCost(state)];
            state = _automaton.BackOff(state);
        }
    }

    /// <summary>Begins the word of an arc, by each of its pronunciations.</summary>
    [Step]
    private void EnterArc(int arc, int added, int soundBefore)
    {
        if (_costs[0] + added > _limit)
        {
            return;
        }

        int word = _automaton.WordOfArc(arc);
        Begin(PlaceKey.OfWord(PlaceKey.Arc, arc, 0), added, _automaton.SoundOf(word, 0), soundBefore);
        int count = _automaton.HasVariants(word) ? _automaton.SoundCountOf(word) : 0;
        for (int place = 1; place < count; place++)
        {
            if (_automaton.SoundOf(word, place - 1) == 0)
            {
                Begin(PlaceKey.OfWord(PlaceKey.Arc, arc, place), added, _automaton.SoundOf(word, place), soundBefore);
            }
        }
    }

    /// <summary>Goes on from a node of the tree to those below it, and to the words that go on by themselves.</summary>
    [Step]
    private void Descend(int node, int added, int soundBefore)
    {
        int paid = _weighted[_automaton.CostOfNode(node)] - added;
        int end = _automaton.FirstChild(node + 1);
        for (int child = _automaton.FirstChild(node); child < end; child++)
        {
            int cost = _weighted[_automaton.CostOfNode(child)] - paid;
            Begin(PlaceKey.OfNode(child), cost, _automaton.SoundOfNode(child), soundBefore);
        }

        end = _automaton.FirstLeaf(node + 1);
        for (int leaf = _automaton.FirstLeaf(node); leaf < end; leaf++)
        {
            int word = _automaton.WordOfLeaf(leaf);
            int place = _automaton.PlaceOfLeaf(leaf);
            int cost = _weighted[_automaton.CostOfLeaf(leaf)] - paid;
            Begin(PlaceKey.OfWord(PlaceKey.Word, word, place), cost, _automaton.SoundOf(word, place), soundBefore);
        }
    }

    [Step]
    private void Begin(int key, int added, int sound, int soundBefore)
    {
        if (sound != soundBefore)
        {
            Add(key, added + _penalties[sound]);
        }
    }

    /// <summary>Brings the hypotheses that are gone on from to a place of the next frame, as far as they are not too dear.</summary>
    [Step]
    private void Add(int key, int added)
    {
        for (int way = 0; way < Ways && _costs[way] != HypothesisList.Nothing; way++)
        {
            int cost = _costs[way] + added;
            if (cost > _limit)
            {
                return;
            }

            if (cost < _lowest)
            {
                _lowest = cost;
                _limit = cost + _width;
            }

            if (!_next.Add(key, cost, _words[way]))
            {
                _width = _next.Narrow(_lowest, _width);
                _limit = _lowest + _width;
                way--;
            }
        }
    }

    /// <summary>Offers the hypotheses of a place as sentences, where a sentence may end there.</summary>
    [Step]
    private void End(int place)
    {
        Take(place);
        int key = _current.KeyOf(place);
        int state = PlaceKey.StateOf(key);
        if (PlaceKey.KindOf(key) != PlaceKey.State)
        {
            bool isArc = PlaceKey.KindOf(key) == PlaceKey.Arc;
            int index = PlaceKey.WordOf(key);
            int word = isArc ? _automaton.WordOfArc(index) : index;
            if (PlaceKey.KindOf(key) == PlaceKey.Node || PlaceKey.IsBlank(key) || _automaton.SoundOf(word, PlaceKey.SoundPlaceOf(key) + 1) != 0 || !Extend(word))
            {
                return;
            }

            state = isArc ? _automaton.StateAfterArc(index) : _automaton.StateAfterWord(word);
        }

        int cost = _automaton.EndCost(state);
        for (int way = 0; way < Ways && _costs[way] != HypothesisList.Nothing && cost != SpokenFormat.NoEnd; way++)
        {
            _best.Add(0, _costs[way] + _weighted[cost], _words[way]);
        }
    }
}
