using System.Diagnostics;
using System.Globalization;
using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Sentences typed one after the other: their tokens, how the frame grows, and what they mean after what was said before.</summary>
internal sealed class ReplCommand(IntentModel model, int contextSeconds, Streams streams) : IWriterListener
{
    private readonly IntentRecogniser _recogniser = new(model, new ManagedDecoder(model));
    private readonly CommandContext _context = new(model, contextSeconds * 1000);
    private readonly IntentAnswer _answer = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Reads lines until there are no more, or an empty one at a terminal.</summary>
    public void Run()
    {
        _recogniser.Listener = this;
        using StreamReader input = new(streams.Input);
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

        _recogniser.Understand(text, _answer);
        _context.Resolve(_answer, _watch.ElapsedMilliseconds);
        streams.Output.WriteLine("  tokens: " + string.Join(" ", Enumerable.Range(0, _recogniser.Tokens.Count).Select(TokenOf)));
        foreach (string line in IntentJson.Lines(_answer))
        {
            streams.Output.WriteLine(line);
        }
    }

    /// <summary>A token as the model sees it: a word, in brackets one that it does not know, or the class of a phrase.</summary>
    private string TokenOf(int token)
    {
        int row = _recogniser.Tokens.RowAt(token);
        int entry = _recogniser.Tokens.EntryAt(token);
        string words = WordsOf(token);
        return entry >= 0 ? $"{model.Classes[model.Lexicon.ClassOf(entry)]}:{words.Replace(' ', '_')}"
            : model.Rows.IsUnknown(row) ? $"[{words}]" : words;
    }

    private string WordsOf(int token) => string.Join(
        " ", _recogniser.Sentence.Words[_recogniser.Tokens.FirstWordOf(token)..(_recogniser.Tokens.LastWordOf(token) + 1)]);

    private string NameOf(int row) => row switch
    {
        IntentRows.End => "end",
        IntentRows.Next => "and",
        _ when row < model.Rows.FirstField => model.Intents[row - model.Rows.FirstIntent],
        _ when row < model.Rows.FirstValue => model.Fields[row - model.Rows.FirstField].Slot,
        _ => model.Values[row - model.Rows.FirstValue],
    };
}
