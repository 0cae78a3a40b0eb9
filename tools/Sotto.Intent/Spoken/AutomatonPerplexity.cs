using Sotto.Models.Spoken;

namespace Sotto.Intent.Spoken;

/// <summary>How well an automaton foretells sentences.</summary>
/// <param name="automaton">The automaton.</param>
public sealed class AutomatonPerplexity(WordAutomaton automaton)
{
    private readonly Dictionary<string, int> _words = Enumerable.Range(0, automaton.Words).ToDictionary(automaton.TextOf);
    private readonly int[] _costs = Costs(automaton);

    /// <summary>Whether all words of a sentence are the automaton's.</summary>
    /// <param name="sentence">Its words.</param>
    public bool Covers(IReadOnlyList<string> sentence) => sentence.All(_words.ContainsKey);

    /// <summary>What the cheapest way through the automaton costs for a sentence that it covers, its end included.</summary>
    /// <param name="sentence">Its words.</param>
    public int CostOf(IReadOnlyList<string> sentence)
    {
        Dictionary<int, int> states = new() { [automaton.Start] = 0 };
        foreach (int word in sentence.Select(text => _words[text]))
        {
            Dictionary<int, int> after = [];
            foreach ((int state, int cost) in states)
            {
                Follow(after, state, cost, word);
            }

            states = after;
        }

        return states.Min(each => each.Value + automaton.EndCost(each.Key));
    }

    /// <summary>The perplexity of sentences that the automaton covers, for a word, ends counted.</summary>
    /// <param name="sentences">The sentences.</param>
    public double Of(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        long cost = sentences.Sum(sentence => (long)CostOf(sentence));
        return Math.Exp((double)cost / SpokenFormat.UnitsPerNat / sentences.Sum(sentence => sentence.Count + 1));
    }

    private static int[] Costs(WordAutomaton automaton)
    {
        int[] costs = new int[automaton.Words];
        for (int leaf = 0; leaf < automaton.FirstLeaf(automaton.Nodes); leaf++)
        {
            costs[automaton.WordOfLeaf(leaf)] = automaton.CostOfLeaf(leaf);
        }

        return costs;
    }

    private void Follow(Dictionary<int, int> after, int state, int cost, int word)
    {
        for (; state != 0; cost += automaton.BackOffCost(state), state = automaton.BackOff(state))
        {
            for (int arc = automaton.FirstArc(state); arc < automaton.FirstArc(state + 1); arc++)
            {
                if (automaton.WordOfArc(arc) == word)
                {
                    Offer(after, automaton.StateAfterArc(arc), cost + automaton.CostOfArc(arc));
                }
            }
        }

        Offer(after, automaton.StateAfterWord(word), cost + _costs[word]);
    }

    private static void Offer(Dictionary<int, int> states, int state, int cost) =>
        states[state] = Math.Min(cost, states.GetValueOrDefault(state, int.MaxValue));
}
