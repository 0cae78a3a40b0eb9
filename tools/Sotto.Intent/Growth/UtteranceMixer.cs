using Sotto.Intent.Domain;

namespace Sotto.Intent.Growth;

/// <summary>
/// Mixes what a model learns from: commands, several in a sentence, commands that break off, near misses, and talk that is none
/// of the home's business.
/// </summary>
/// <param name="commands">Grows the domain's sentences.</param>
/// <param name="others">Grows sentences of <see cref="IntentNames.Nothing"/> and <see cref="IntentNames.Incomplete"/>; null for none.</param>
/// <param name="conversation">Lines of other talk.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class UtteranceMixer(SentenceGrower commands, SentenceGrower? others, IReadOnlyList<string> conversation, Random random)
{
    private const int LongestTalk = 9;

    private static readonly string[][] Joints =
        [["and"], ["and"], ["and"], ["and", "then"], ["then"], ["and", "also"], ["also"], ["plus"], [], ["and", "please"], ["after", "that"]];

    // Why somebody wants something: said before it, or after.
    private static readonly string[] Reasons =
    [
        "it is too dark in here", "it is too bright", "i am cold", "i am hot", "it is stuffy", "we are leaving", "i am going to bed", "i am home", "the sun is blinding me",
        "i can not see a thing", "i am about to cook", "dinner is ready", "we have guests", "the baby is asleep", "i am reading", "it is getting late", "the kids are in bed",
        "i need to work", "it is noisy", "i can not hear it", "good morning", "good night", "hello", "i am tired", "it is boiling in here", "it is freezing", "we are off now",
        "i forgot to do it", "my hands are full", "you know what", "listen", "one more thing", "oh by the way", "i am watching a film", "the movie is about to start",
        "it smells in here", "i am running late", "somebody is at the door", "my eyes hurt", "it is raining",
    ];

    private readonly Distorter _distorter = new(random);

    /// <summary>Words of the conversation, of which unknown names are made.</summary>
    public static IReadOnlyList<string> WordsOf(IEnumerable<string> lines) =>
        [.. lines.SelectMany(line => line.ToLowerInvariant().Split(' ')).Select(word => word.Trim('.', ',', '!', '?', '"', '\'', ':', ';', '(', ')'))
            .Where(word => word.Length > 3 && word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The next sentence.</summary>
    public Utterance Next()
    {
        double kind = random.NextDouble();
        return kind switch
        {
            < 0.41 => _distorter.Distort(commands.Grow()),
            < 0.49 => _distorter.Distort(WithReason(commands.Grow())),
            < 0.59 => _distorter.Distort(WithTalk(commands.Grow())),
            < 0.71 => _distorter.Distort(Several()),
            < 0.83 => Conversation(),
            < 0.93 when others is not null => Other(others.Grow()),
            < 0.95 => Salad(),
            < 0.98 => Told(),
            _ => Conversation(),
        };
    }

    /// <summary>What is no command has no slots.</summary>
    private static Utterance Other(Utterance grown) => grown with { Frames = [grown.Frames[0] with { Slots = [] }] };

    private Utterance Several()
    {
        Utterance first = commands.Grow();
        if (random.Next(3) == 0 && Both(first) is { } both)
        {
            return both;
        }

        int count = random.Next(6) == 0 ? 3 : 2;
        for (int i = 1; i < count && !EndsOpen(first); i++)
        {
            first = first.Then([.. Joints[random.Next(Joints.Length)].Select(UtteranceToken.Word)], commands.Grow());
        }

        return first;
    }

    /// <summary>The same of two places or devices: two frames that differ in one slot.</summary>
    private Utterance? Both(Utterance sentence)
    {
        UtteranceFrame frame = sentence.Frames[0];
        UtteranceSlot[] places = [.. frame.Slots.Where(slot => slot.IsPointedAt && slot.Name is House.Area or House.Floor or House.Device)];
        if (sentence.Frames.Count != 1 || places is not [{ Kind: Models.Intent.FieldKind.Phrase } place] || commands.ClassOf(place.Value) is not { } nameClass)
        {
            return null;
        }

        (string Name, string Phrase) other = commands.DrawName(nameClass);
        bool article = random.Next(2) == 0;
        List<UtteranceToken> added = [UtteranceToken.Word("and")];
        if (article)
        {
            added.Add(UtteranceToken.Word("the"));
        }

        added.Add(new UtteranceToken(other.Phrase, IsWord: false));
        Utterance longer = sentence.With(place.Last + 1, added);
        int at = place.Last + added.Count;
        UtteranceFrame second = longer.Frames[0] with
        {
            Slots = [.. longer.Frames[0].Slots.Select(slot => slot.Name == place.Name ? slot with { Value = other.Name, First = at, Last = at } : slot)],
        };
        return longer with { Frames = [longer.Frames[0], second] };
    }

    /// <summary>Whether what comes after would belong to words that are copied.</summary>
    private static bool EndsOpen(Utterance sentence) => sentence.Frames.Any(frame => frame.Slots.Any(
        slot => slot.Kind == Models.Intent.FieldKind.Text && slot.Last == sentence.Tokens.Count - 1));

    private Utterance WithReason(Utterance command)
    {
        UtteranceToken[] reason = [.. Reasons[random.Next(Reasons.Length)].Split(' ').Select(UtteranceToken.Word)];
        return random.Next(4) == 0 && !EndsOpen(command) ? command.With(command.Tokens.Count, reason)
            : command.With(0, [.. reason, .. random.Next(3) == 0 ? [UtteranceToken.Word("so")] : Array.Empty<UtteranceToken>()]);
    }

    /// <summary>A command in the middle of other talk: why it is wanted, what happened, what comes next.</summary>
    private Utterance WithTalk(Utterance command)
    {
        string[] talk = Line();
        if (talk.Length > LongestTalk)
        {
            return command;
        }

        UtteranceToken[] words = [.. talk.Select(UtteranceToken.Word)];
        return random.Next(2) == 0 && !EndsOpen(command) ? command.With(command.Tokens.Count, words) : command.With(0, words);
    }

    private static Utterance Nothing(IEnumerable<string> words) => new([.. words.Select(UtteranceToken.Word)], [UtteranceFrame.Nothing]);

    /// <summary>A line as it is, the beginning of one with the end of another, or a part of one.</summary>
    private Utterance Conversation()
    {
        string[] words = Line();
        int kind = random.Next(6);
        if (kind == 0)
        {
            string[] other = Line();
            words = [.. words.Take((words.Length + 1) / 2), .. other.Skip(other.Length / 2)];
        }
        else if (kind == 1 && words.Length > 5)
        {
            words = words[random.Next(words.Length - 4)..];
        }
        else if (kind == 2)
        {
            words[random.Next(words.Length)] = commands.DrawOpenWords(1);
        }

        return Nothing(words);
    }

    private string[] Line() => conversation[random.Next(conversation.Count)].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a command in disorder.</summary>
    private Utterance Salad()
    {
        UtteranceToken[] tokens = [.. commands.Grow().Tokens, .. commands.Grow().Tokens.Take(2)];
        random.Shuffle(tokens);
        return new(tokens.Length > 4 ? tokens : [.. tokens, UtteranceToken.Word(commands.DrawOpenWords(1)), .. tokens], [UtteranceFrame.Nothing]);
    }

    /// <summary>A command that somebody else was given, or that was given before.</summary>
    private Utterance Told()
    {
        string[] begins =
        [
            "he told me to", "she said", "i told him to", "remember when i said", "my mother always says", "in the film he says", "they asked us to", "did you tell her to",
            "who told you to", "i never said", "he shouted", "the sign says", "the instructions say to", "it is rude to", "i used to", "she forgot to", "we tried to", "nobody wants to",
        ];
        IEnumerable<string> tokens = begins[random.Next(begins.Length)].Split(' ').Concat(commands.Grow().Tokens.Select(token => token.Text));
        return Nothing(tokens);
    }
}
