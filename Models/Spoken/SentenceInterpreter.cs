using Sotto.Models.Intent;

namespace Sotto.Models.Spoken;

/// <summary>
/// Decides what was meant, by both: how far a sentence is from what was heard, and how sure the reader is of what it means.
/// </summary>
public sealed class SentenceInterpreter
{
    private readonly ISentenceReader _reader;
    private readonly SpokenRules _rules;
    private readonly IntentAnswer _answer = new IntentAnswer();
    private readonly IntentAnswer _candidate = new IntentAnswer();

    /// <summary>An interpreter that has understood nothing.</summary>
    /// <param name="reader">Understands sentences.</param>
    /// <param name="rules">When a sentence is taken.</param>
    public SentenceInterpreter(ISentenceReader reader, SpokenRules rules)
    {
        _reader = reader;
        _rules = rules;
    }

    /// <summary>What was said; empty where nothing was near enough to what was heard.</summary>
    public string Text { get; private set; } = "";

    /// <summary>
    /// How far that is from what was heard (<see cref="SpokenRules.Distance"/>), the reader's doubt included; the largest number where
    /// nothing was taken.
    /// </summary>
    public int Distance { get; private set; } = int.MaxValue;

    /// <summary>
    /// What it means, or why it was refused. Its confidence is the product of the reader's and of <see cref="SpokenRules.Nearness"/>.
    /// </summary>
    public IntentAnswer Answer
    {
        get { return _answer; }
    }

    /// <summary>
    /// Takes the sentence that costs least, what the reader doubts added, among those that, its doubt added, are near enough to what was
    /// heard. Allocates.
    /// </summary>
    /// <param name="best">The sentences.</param>
    /// <returns>Whether it is a command.</returns>
    public bool Understand(NBestList best)
    {
        Text = "";
        Distance = int.MaxValue;
        _answer.Count = 0;
        _answer.Confidence = 0;
        _answer.Refusal = Refusal.UnknownWords;
        for (int i = 0; i < best.Count; i++)
        {
            // Doubt takes a sentence farther still: the reader need not look at one that is too far without.
            if (_rules.Nearness(_rules.Distance(best.Cost(i), best.Sounds)) > 0)
            {
                Consider(best.Text(i), best.Cost(i), best.Sounds);
            }
        }

        return Text.Length > 0 && _answer.Refusal == Refusal.None;
    }

    private void Consider(string text, int cost, int sounds)
    {
        _reader.Understand(text, _candidate);
        int distance = _rules.Distance(cost + _rules.CostOfDoubt(_candidate), sounds);
        int nearness = _rules.Nearness(distance);
        if (nearness > 0 && distance < Distance)
        {
            Distance = distance;
            Text = text;
            _answer.CopyFrom(_candidate);
            _answer.Confidence = (int)((long)_candidate.Confidence * nearness / IntentFormat.One);
        }
    }
}
