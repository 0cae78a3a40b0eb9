using System.Buffers;
using Sotto.Models.Intent;

namespace Sotto.Intent.Baseline;

/// <summary>
/// Finds commands in a sentence of more than one clause: "the sun is in my eyes, close the blinds", "lock up and turn off the lights".
/// </summary>
/// <param name="text">The sentence.</param>
/// <param name="read">Reads tokens as one command; null where no template says them.</param>
internal sealed class Clauses(string text, Func<IReadOnlyList<ReadToken>, Reading?> read)
{
    private static readonly SearchValues<char> Stops = SearchValues.Create(",.;:!?()\u2013\u2014\u2026\n");

    // Between two commands.
    private static readonly HashSet<string> Joints = ["and", "then", "also", "plus"];

    // In a clause that is no command these take back, or lean on, what another clause says: then all of it is for the model.
    private static readonly HashSet<string> Leaning =
    [
        "no", "not", "never", "sorry", "wait", "mean", "meant", "actually", "rather", "instead", "scratch", "too", "both", "except", "but", "unless", "if", "when",
        "until", "said", "told", "says", "asked",
    ];

    // So do these, but not where a clause begins with them: "it is late".
    private static readonly HashSet<string> Pronouns = ["it", "that", "them", "those", "there"];

    /// <summary>The commands of all clauses; none where there are none, or where other clauses leave them in doubt.</summary>
    /// <param name="tokens">The sentence.</param>
    /// <param name="whole">What it is read as in one; null where no template says it.</param>
    internal Reading Read(IReadOnlyList<ReadToken> tokens, Reading? whole)
    {
        Reading all = Reading.None;
        bool isTalkBeside = false;
        foreach (IReadOnlyList<ReadToken> clause in Split(tokens))
        {
            IReadOnlyList<ReadToken> bare = [.. clause.SkipWhile(token => Joints.Contains(token.Text))];
            if (ReadJoined(bare, bare.Count == tokens.Count ? whole : read(bare)) is { } found)
            {
                all = all.Then(found);
            }
            else if (clause.Any(token => token.Words.Any(Leaning.Contains)) || clause.Skip(1).Any(token => Pronouns.Contains(token.Text)))
            {
                return Reading.None;
            }
            else
            {
                isTalkBeside = true;
            }
        }

        // "Good night" beside talk is more of the talk: only what is said of something stands alone.
        bool stands = all.Frames.Count <= IntentAnswer.MaximumFrames && !(isTalkBeside && all.Frames.Any(frame => frame.Count == 0));
        return stands ? all : Reading.None;
    }

    /// <summary>A clause of one command, or of several with a joint between each and the next.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="whole">What it is read as in one.</param>
    private Reading? ReadJoined(IReadOnlyList<ReadToken> clause, Reading? whole)
    {
        Reading? best = whole;
        for (int at = 1; at < clause.Count - 1 && best is not { OpenWords: 0 }; at++)
        {
            int next = at;
            while (next < clause.Count && Joints.Contains(clause[next].Text))
            {
                next++;
            }

            // A name after "and" shares the verb before it, and is no command of its own.
            if (next == at || next == clause.Count || clause[next].Class.Length > 0 || clause[next].IsWord("the") || read([.. clause.Take(at)]) is not { } first)
            {
                continue;
            }

            IReadOnlyList<ReadToken> rest = [.. clause.Skip(next)];
            if (ReadJoined(rest, read(rest)) is { } found && (best is null || first.OpenWords + found.OpenWords < best.OpenWords))
            {
                best = first.Then(found);
            }
        }

        return best;
    }

    private List<IReadOnlyList<ReadToken>> Split(IReadOnlyList<ReadToken> tokens)
    {
        List<IReadOnlyList<ReadToken>> clauses = [];
        int start = 0;
        for (int i = 1; i <= tokens.Count; i++)
        {
            // Both words of a contraction have its place.
            if (i == tokens.Count || text.AsSpan(tokens[i - 1].End, Math.Max(0, tokens[i].Start - tokens[i - 1].End)).ContainsAny(Stops))
            {
                clauses.Add([.. tokens.Skip(start).Take(i - start)]);
                start = i;
            }
        }

        return clauses;
    }
}
