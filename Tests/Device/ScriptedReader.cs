using Sotto.Models.Intent;

namespace Sotto.Tests;

/// <summary>Understands what tests say in the five words of <see cref="SpokenSamples"/>, and nothing else.</summary>
public sealed class ScriptedReader : ISentenceReader
{
    private readonly IntentFrame _frame = new IntentFrame();

    /// <summary>Understands "on" as an intent with one slot.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="slot">The slot's name, or empty for none.</param>
    /// <param name="value">Its value.</param>
    public ScriptedReader(string intent, string slot, string value)
    {
        _frame.Intent = intent;
        if (slot.Length > 0)
        {
            _frame.Set(slot, value, false);
        }
    }

    public void Understand(string text, IntentAnswer answer)
    {
        bool isCommand = text.EndsWith("on");
        answer.Refusal = isCommand ? Refusal.None : Refusal.Ambiguous;
        answer.Confidence = isCommand ? IntentFormat.One : 0;
        answer.Count = 1;
        answer.Frames[0].CopyFrom(_frame);
    }
}
