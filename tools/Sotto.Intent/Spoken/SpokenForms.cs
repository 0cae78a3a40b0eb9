namespace Sotto.Intent.Spoken;

/// <summary>Turns sentences as they are written in templates into what people say: "what's", "five and a half", "a hundred and ten".</summary>
/// <param name="random">Where chance comes from.</param>
public sealed class SpokenForms(Random random)
{
    private const double ShortShare = 0.6;
    private const double HalfShare = 0.8;
    private const double AndShare = 0.5;

    // Two words, and the one that they are drawn together to.
    private static readonly Dictionary<(string First, string Second), string> Contractions = new()
    {
        [("what", "is")] = "what's",
        [("what", "are")] = "what're",
        [("where", "is")] = "where's",
        [("who", "is")] = "who's",
        [("how", "is")] = "how's",
        [("when", "is")] = "when's",
        [("it", "is")] = "it's",
        [("that", "is")] = "that's",
        [("there", "is")] = "there's",
        [("here", "is")] = "here's",
        [("i", "am")] = "i'm",
        [("i", "have")] = "i've",
        [("i", "would")] = "i'd",
        [("i", "will")] = "i'll",
        [("we", "are")] = "we're",
        [("we", "have")] = "we've",
        [("we", "will")] = "we'll",
        [("we", "would")] = "we'd",
        [("you", "are")] = "you're",
        [("you", "have")] = "you've",
        [("you", "will")] = "you'll",
        [("they", "are")] = "they're",
        [("it", "will")] = "it'll",
        [("let", "us")] = "let's",
        [("is", "not")] = "isn't",
        [("are", "not")] = "aren't",
        [("do", "not")] = "don't",
        [("does", "not")] = "doesn't",
        [("did", "not")] = "didn't",
        [("can", "not")] = "can't",
        [("will", "not")] = "won't",
        [("has", "not")] = "hasn't",
        [("have", "not")] = "haven't",
        [("would", "not")] = "wouldn't",
        [("could", "not")] = "couldn't",
        [("should", "not")] = "shouldn't",
        [("was", "not")] = "wasn't",
    };

    private static readonly HashSet<string> Hundreds = ["hundred", "thousand"];

    private static readonly HashSet<string> Numbers =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];

    /// <summary>The words of a sentence as somebody may say them.</summary>
    /// <param name="words">The words, numbers written out.</param>
    public IReadOnlyList<string> Say(IReadOnlyList<string> words)
    {
        List<string> said = [];
        for (int i = 0; i < words.Count; i++)
        {
            string next = i + 1 < words.Count ? words[i + 1] : "";
            if (Contractions.TryGetValue((words[i], next), out string? together) && i + 2 < words.Count && random.NextDouble() < ShortShare)
            {
                said.Add(together);
                i++;
            }
            else if (words[i] == "point" && next == "five" && said.Count > 0 && random.NextDouble() < HalfShare)
            {
                SayHalf(said);
                i++;
            }
            else
            {
                SayNumber(said, words[i], next);
            }
        }

        return said;
    }

    private static void SayHalf(List<string> said)
    {
        if (said[^1] == "zero")
        {
            said[^1] = "half";
            said.Add("a");
            return;
        }

        said.AddRange(["and", "a", "half"]);
    }

    private void SayNumber(List<string> said, string word, string next)
    {
        if (word == "one" && Hundreds.Contains(next) && random.NextDouble() < AndShare)
        {
            word = "a";
        }

        said.Add(word);
        if (Hundreds.Contains(word) && Numbers.Contains(next) && random.NextDouble() < AndShare)
        {
            said.Add("and");
        }
    }
}
