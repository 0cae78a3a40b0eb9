using System.Text;
using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// What may be said: words with their sounds, and how probable each is after others. States stand for the words before; arcs lead
/// from word to word, and where a state has no arc, its back-off leads to a state that remembers less. The last of those, state 0,
/// has all words, in a tree by their sounds. The file is checked once and then used where it lies.
/// </summary>
public sealed class WordAutomaton : IWordTexts
{
    private readonly byte[] _file;
    private readonly int _words;
    private readonly int _singles;
    private readonly int _states;
    private readonly int _start;
    private readonly int _nodes;
    private readonly int _leaves;
    private readonly int _arcs;
    private readonly int _soundBytes;
    private readonly int _arcsAt;
    private readonly int _leavesAt;
    private readonly int _statesAt;
    private readonly int _nodesAt;
    private readonly int _wordsAt;
    private readonly int _textPlacesAt;
    private readonly int _soundsAt;
    private readonly int _textsAt;

    private WordAutomaton(byte[] file)
    {
        _file = file;
        CheckHeader(file);
        _words = ModelFile.ReadRange(file, 16, 2, 1, SpokenFormat.MaximumWords, "words");
        _states = ModelFile.ReadRange(file, 18, 2, 1, SpokenFormat.MaximumWords, "states");
        _singles = ModelFile.ReadRange(file, 20, 2, 0, _states - 1 < _words ? _states - 1 : _words, "states of one word");
        _start = ModelFile.ReadRange(file, 22, 2, 0, _states - 1, "the start");
        _nodes = ModelFile.ReadRange(file, 24, 2, 1, SpokenFormat.MaximumNodes, "nodes of the tree");
        _leaves = ModelFile.ReadRange(file, 26, 2, 0, SpokenFormat.MaximumNodes, "pronunciations");
        _arcs = ModelFile.ReadRange(file, 28, 4, 0, SpokenFormat.MaximumArcs, "arcs");
        _soundBytes = ModelFile.ReadRange(file, 32, 4, 1, SpokenFormat.MaximumSoundBytes, "sounds");
        _arcsAt = SpokenFormat.HeaderLength;
        _leavesAt = _arcsAt + (_arcs * SpokenFormat.ArcLength);
        _statesAt = _leavesAt + (_leaves * SpokenFormat.ArcLength);
        _nodesAt = _statesAt + ((_states + 1) * SpokenFormat.StateLength);
        _wordsAt = _nodesAt + ((_nodes + 1) * SpokenFormat.StateLength);
        _textPlacesAt = _wordsAt + ((_words + 1) * 2);
        _soundsAt = _textPlacesAt + ((_words + SpokenFormat.TextsPerPlace - 1) / SpokenFormat.TextsPerPlace * 2);
        _textsAt = _soundsAt + _soundBytes;
        ModelFile.Check(file, _arcsAt, _textsAt - _arcsAt);
        CheckSounds();
        CheckTexts();
        CheckStates();
        CheckTree();
    }

    /// <summary>How many words it has.</summary>
    public int Words
    {
        [Step]
        get { return _words; }
    }

    /// <summary>How many states.</summary>
    public int States
    {
        [Step]
        get { return _states; }
    }

    /// <summary>How many arcs, those of the tree not counted.</summary>
    public int Arcs
    {
        [Step]
        get { return _arcs; }
    }

    /// <summary>Nodes of the tree, its root counted.</summary>
    public int Nodes
    {
        [Step]
        get { return _nodes; }
    }

    /// <summary>The state before the first word.</summary>
    public int Start
    {
        [Step]
        get { return _start; }
    }

    /// <summary>Checks a file and reads it.</summary>
    /// <param name="file">Its bytes, which must not change as long as the automaton is used.</param>
    /// <exception cref="ModelFormatException">It is no word automaton, or something in it is wrong.</exception>
    public static WordAutomaton Load(byte[] file)
    {
        return new WordAutomaton(file);
    }

    /// <summary>The letters of a word.</summary>
    /// <param name="word">Its number.</param>
    public string TextOf(int word)
    {
        int at = _textsAt + Short(_textPlacesAt + (word / SpokenFormat.TextsPerPlace * 2));
        for (int skip = word % SpokenFormat.TextsPerPlace; skip > 0; at++)
        {
            skip -= _file[at] >> 7;
        }

        StringBuilder text = new StringBuilder();
        for (; _file[at] < SpokenFormat.LastLetter; at++)
        {
            text.Append((char)_file[at]);
        }

        text.Append((char)(_file[at] & ~SpokenFormat.LastLetter));
        return text.ToString();
    }

    /// <summary>The number of a word, -1 where it is none of the automaton's. Goes through all of them.</summary>
    /// <param name="text">Its letters.</param>
    public int WordOf(string text)
    {
        for (int word = 0; word < _words; word++)
        {
            if (TextOf(word) == text)
            {
                return word;
            }
        }

        return -1;
    }

    /// <summary>A sound of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="place">Which of its sounds, those of all its pronunciations one after the other.</param>
    /// <returns>The sound; 0 between two pronunciations and after the last.</returns>
    [Step]
    public int SoundOf(int word, int place)
    {
        int at = SoundsOf(word) + place;
        return at < SoundsOf(word + 1) ? _file[_soundsAt + at] : 0;
    }

    /// <summary>Bytes of a word's sounds.</summary>
    [Step]
    public int SoundCountOf(int word)
    {
        return SoundsOf(word + 1) - SoundsOf(word);
    }

    /// <summary>Whether a word has more than one pronunciation.</summary>
    [Step]
    public bool HasVariants(int word)
    {
        return (_file[_wordsAt + (word * 2) + 1] & (SpokenFormat.HasVariants >> 8)) != 0;
    }

    /// <summary>The first arc of a state; the state after has the first that is no more its own.</summary>
    [Step]
    public int FirstArc(int state)
    {
        return Short(_statesAt + (state * SpokenFormat.StateLength));
    }

    /// <summary>Where a state that has no arc for a word looks instead: always a state of a lower number.</summary>
    [Step]
    public int BackOff(int state)
    {
        return Short(_statesAt + (state * SpokenFormat.StateLength) + 2);
    }

    /// <summary>What that costs.</summary>
    [Step]
    public int BackOffCost(int state)
    {
        return _file[_statesAt + (state * SpokenFormat.StateLength) + 4];
    }

    /// <summary>What it costs to end the sentence at a state; <see cref="SpokenFormat.NoEnd"/> where none ends.</summary>
    [Step]
    public int EndCost(int state)
    {
        return _file[_statesAt + (state * SpokenFormat.StateLength) + 5];
    }

    /// <summary>The word of an arc.</summary>
    [Step]
    public int WordOfArc(int arc)
    {
        return Short(_arcsAt + (arc * SpokenFormat.ArcLength)) & 0xFFF;
    }

    /// <summary>The state that an arc leads to.</summary>
    [Step]
    public int StateAfterArc(int arc)
    {
        return Short(_arcsAt + (arc * SpokenFormat.ArcLength) + 1) >> 4;
    }

    /// <summary>What an arc costs.</summary>
    [Step]
    public int CostOfArc(int arc)
    {
        return _file[_arcsAt + (arc * SpokenFormat.ArcLength) + 3];
    }

    /// <summary>The state after a word that was found in the tree: that of the word, where it has one.</summary>
    [Step]
    public int StateAfterWord(int word)
    {
        return word < _singles ? word + 1 : 0;
    }

    /// <summary>The sound of a node of the tree; the root has none.</summary>
    [Step]
    public int SoundOfNode(int node)
    {
        return _file[_nodesAt + (node * SpokenFormat.StateLength) + 4];
    }

    /// <summary>What the cheapest word below a node costs; 0 at the root.</summary>
    [Step]
    public int CostOfNode(int node)
    {
        return _file[_nodesAt + (node * SpokenFormat.StateLength) + 5];
    }

    /// <summary>The first node below one; that of the node after is the first that is no more below it.</summary>
    [Step]
    public int FirstChild(int node)
    {
        return Short(_nodesAt + (node * SpokenFormat.StateLength));
    }

    /// <summary>The first leaf of a node: a word that goes on by itself from here. Of the node after likewise.</summary>
    [Step]
    public int FirstLeaf(int node)
    {
        return Short(_nodesAt + (node * SpokenFormat.StateLength) + 2);
    }

    /// <summary>The word of a leaf.</summary>
    [Step]
    public int WordOfLeaf(int leaf)
    {
        return Short(_leavesAt + (leaf * SpokenFormat.ArcLength)) & 0xFFF;
    }

    /// <summary>Which of the word's sounds comes next at a leaf.</summary>
    [Step]
    public int PlaceOfLeaf(int leaf)
    {
        return _file[_leavesAt + (leaf * SpokenFormat.ArcLength) + 2];
    }

    /// <summary>What a leaf's word costs without a word before it.</summary>
    [Step]
    public int CostOfLeaf(int leaf)
    {
        return _file[_leavesAt + (leaf * SpokenFormat.ArcLength) + 3];
    }

    private static void CheckHeader(byte[] file)
    {
        if (file.Length < SpokenFormat.HeaderLength || (uint)ModelFile.ReadInt(file, 0) != SpokenFormat.Magic)
        {
            throw new ModelFormatException("not a word automaton");
        }

        if (ModelFile.ReadShort(file, 4) != SpokenFormat.Version || ModelFile.ReadShort(file, 6) != SpokenFormat.HeaderLength)
        {
            throw new ModelFormatException("version " + ModelFile.ReadShort(file, 4).ToString() + ", not " + SpokenFormat.Version.ToString());
        }

        if (file.Length > SpokenFormat.MaximumLength || ModelFile.ReadInt(file, 8) != file.Length)
        {
            throw new ModelFormatException("the file is cut short or too long");
        }

        if ((uint)ModelFile.ReadInt(file, 12) != ModelFile.Checksum(file, 16, file.Length - 16))
        {
            throw new ModelFormatException("the checksum does not match");
        }
    }

    [Step]
    private int SoundsOf(int word)
    {
        return Short(_wordsAt + (word * 2)) & ~SpokenFormat.HasVariants;
    }

    [Step]
    private int Short(int at)
    {
        return _file[at] | (_file[at + 1] << 8);
    }

    /// <summary>That every word has sounds, and its pronunciations lie one after the other with a zero between them.</summary>
    private void CheckSounds()
    {
        if (SoundsOf(0) != 0 || SoundsOf(_words) != _soundBytes)
        {
            throw new ModelFormatException("the sounds do not fill their table");
        }

        for (int word = 0; word < _words; word++)
        {
            int count = SoundCountOf(word);
            if (count < 1 || count > SpokenFormat.MaximumSounds || SoundsOf(word + 1) > _soundBytes)
            {
                throw Wrong("word", word, "has too few or too many sounds");
            }

            bool hasVariants = false;
            for (int place = 0; place < count; place++)
            {
                int sound = SoundOf(word, place);
                hasVariants |= sound == 0;
                if (sound >= SpokenFormat.Labels || (sound == 0 && (place == 0 || SoundOf(word, place + 1) == 0)))
                {
                    throw Wrong("word", word, "has a wrong sound");
                }
            }

            if (hasVariants != HasVariants(word))
            {
                throw Wrong("word", word, "has another number of pronunciations than it says");
            }
        }
    }

    /// <summary>That the texts are one for each word, of printable letters, and found where the table says.</summary>
    private void CheckTexts()
    {
        int at = _textsAt;
        for (int word = 0; word < _words; word++)
        {
            if (word % SpokenFormat.TextsPerPlace == 0 && Short(_textPlacesAt + (word / SpokenFormat.TextsPerPlace * 2)) != at - _textsAt)
            {
                throw Wrong("word", word, "has its text elsewhere");
            }

            int letters = 0;
            bool isLast = false;
            while (!isLast)
            {
                ModelFile.Check(_file, at, 1);
                int letter = _file[at++];
                isLast = letter >= SpokenFormat.LastLetter;
                letter &= ~SpokenFormat.LastLetter;
                letters++;
                if (letter <= ' ' || letter > '~' || letters > SpokenFormat.MaximumLetters)
                {
                    throw Wrong("word", word, "has a wrong text");
                }
            }
        }

        // The file ends where words may.
        if (_file.Length - at > 3)
        {
            throw new ModelFormatException("the texts do not fill the file");
        }
    }

    /// <summary>That the arcs are the states', one state's after the other's, lead to states, and that every back-off ends at state 0.</summary>
    private void CheckStates()
    {
        if (FirstArc(0) != 0 || FirstArc(1) != 0 || FirstArc(_states) != _arcs)
        {
            throw new ModelFormatException("the states do not share out the arcs");
        }

        for (int state = 0; state < _states; state++)
        {
            if (FirstArc(state) > FirstArc(state + 1) || (state == 0 ? BackOff(state) != 0 : BackOff(state) >= state))
            {
                throw Wrong("state", state, "leads nowhere");
            }
        }

        for (int arc = 0; arc < _arcs; arc++)
        {
            if (WordOfArc(arc) >= _words || StateAfterArc(arc) >= _states)
            {
                throw Wrong("arc", arc, "leads nowhere");
            }
        }
    }

    /// <summary>That the tree is one: every node but the root is below one before it, and nothing below a node is cheaper than it.</summary>
    private void CheckTree()
    {
        if (FirstChild(0) != 1 || FirstChild(_nodes) != _nodes || FirstLeaf(0) != 0 || FirstLeaf(_nodes) != _leaves || CostOfNode(0) != 0)
        {
            throw new ModelFormatException("the tree does not share out its nodes");
        }

        for (int node = 0; node < _nodes; node++)
        {
            int sound = SoundOfNode(node);
            if (FirstChild(node) <= node || FirstChild(node) > FirstChild(node + 1) || FirstLeaf(node) > FirstLeaf(node + 1)
                || (node == 0 ? sound != 0 : sound < 1 || sound >= SpokenFormat.Labels))
            {
                throw Wrong("node", node, "of the tree is wrong");
            }
        }

        for (int node = 0; node < _nodes; node++)
        {
            CheckBelow(node);
        }
    }

    private void CheckBelow(int node)
    {
        for (int child = FirstChild(node); child < FirstChild(node + 1); child++)
        {
            if (CostOfNode(child) < CostOfNode(node))
            {
                throw Wrong("node", child, "of the tree is cheaper than the one above it");
            }
        }

        for (int leaf = FirstLeaf(node); leaf < FirstLeaf(node + 1); leaf++)
        {
            if (WordOfLeaf(leaf) >= _words || SoundOf(WordOfLeaf(leaf), PlaceOfLeaf(leaf)) == 0 || CostOfLeaf(leaf) < CostOfNode(node))
            {
                throw Wrong("leaf", leaf, "of the tree is wrong");
            }
        }
    }

    private static ModelFormatException Wrong(string what, int number, string why)
    {
        return new ModelFormatException(what + " " + number.ToString() + " " + why);
    }
}
