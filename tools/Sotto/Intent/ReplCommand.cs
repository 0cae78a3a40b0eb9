using System.Diagnostics;
using System.Globalization;
using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Sentences typed one after the other: their tokens, how the frame grows, and what they mean after what was said before.</summary>
internal sealed class ReplCommand(IntentEngine engine, int contextSeconds, Streams streams) : IWriterListener
{
    private readonly CommandContext _context = new(engine.Model, contextSeconds * 1000);
    private readonly IntentAnswer _answer = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Reads lines until there are no more, or an empty one at a terminal.</summary>
    public void Run()
    {
        using StreamReader input = new(streams.Input);
        engine.Recogniser.Listener = this;
        while (true)
        {
            if (streams.OutputIsTerminal)
            {
                streams.Output.Write("> ");
                streams.Output.Flush();
            }

            string? text = input.ReadLine();
            if (text is null || (text.Length == 0 && streams.OutputIsTerminal))
            {
                return;
            }

            Show(text);
            streams.Output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Chosen(int row, int token, int probability)
    {
        string what = token >= 0 ? $"\u2192 {WordsOf(token)}" : NameOf(row);
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(double)probability / IntentFormat.One:0.000}  {what}"));
    }

    private void Show(string text)
    {
        try
        {
            IntentText.Check(text, "text");
        }
        catch (UserException problem)
        {
            streams.Output.WriteLine(problem.Message);
            return;
        }

        // The model's own way is shown too where a template decides.
        engine.UnderstandAloud(text, _answer);
        _context.Resolve(_answer, _watch.ElapsedMilliseconds);
        streams.Output.WriteLine("  tokens: " + string.Join(" ", Enumerable.Range(0, engine.Recogniser.Tokens.Count).Select(TokenOf)));
        foreach (string line in IntentJson.Lines(_answer))
        {
            streams.Output.WriteLine(line);
        }
    }

    /// <summary>A token as the model sees it: a word, in brackets one that it does not know, or the class of a phrase.</summary>
    private string TokenOf(int token)
    {
        int row = engine.Recogniser.Tokens.RowAt(token);
        int entry = engine.Recogniser.Tokens.EntryAt(token);
        string words = WordsOf(token);
        return entry >= 0 ? $"{engine.Model.Classes[engine.Model.Lexicon.ClassOf(entry)]}:{words.Replace(' ', '_')}"
            : engine.Model.Rows.IsUnknown(row) ? $"[{words}]" : words;
    }

    private string WordsOf(int token) => string.Join(
        " ", engine.Recogniser.Sentence.Words[engine.Recogniser.Tokens.FirstWordOf(token)..(engine.Recogniser.Tokens.LastWordOf(token) + 1)]);

    private string NameOf(int row) => row switch
    {
        IntentRows.End => "end",
        IntentRows.Next => "and",
        _ when row < engine.Model.Rows.FirstField => engine.Model.Intents[row - engine.Model.Rows.FirstIntent],
        _ when row < engine.Model.Rows.FirstValue => engine.Model.Fields[row - engine.Model.Rows.FirstField].Slot,
        _ => engine.Model.Values[row - engine.Model.Rows.FirstValue],
    };
}
