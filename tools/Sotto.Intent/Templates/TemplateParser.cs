using System.Text;
using Sotto.Models.Text;

namespace Sotto.Intent.Templates;

/// <summary>Reads templates in the syntax that Home Assistant's users know: (a|b), [optional], {list:slot}, &lt;rule&gt;, (a;b) in any order.</summary>
public sealed class TemplateParser
{
    private const int Deepest = 32;

    private readonly string _text;
    private readonly Sentence _sentence = new();
    private int _at;

    private TemplateParser(string text)
    {
        _text = text;
    }

    /// <summary>Parses a template.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static TemplateNode Parse(string text)
    {
        TemplateParser parser = new(text);
        TemplateNode node = parser.ParseChoices('\0', 0);
        return parser._at == text.Length ? node : throw new FormatException($"'{text[parser._at]}' closes nothing");
    }

    /// <summary>Parts up to a closing bracket, or to the end.</summary>
    private TemplateNode ParseChoices(char close, int depth)
    {
        if (depth > Deepest)
        {
            throw new FormatException($"more than {Deepest} brackets in one another");
        }

        List<TemplateNode> choices = [ParseSequence(depth)];
        char separator = _at < _text.Length && close != '\0' ? _text[_at] : close;
        while (_at < _text.Length && _text[_at] is '|' or ';' && _text[_at] == separator)
        {
            _at++;
            choices.Add(ParseSequence(depth));
        }

        if (close == '\0')
        {
            return choices[0];
        }

        if (_at >= _text.Length || _text[_at] != close)
        {
            throw new FormatException(_at < _text.Length ? $"'{_text[_at]}' where '{close}' is wanted" : $"no '{close}'");
        }

        _at++;
        if (choices.Exists(choice => choice is Sequence { Parts.Count: 0 }))
        {
            throw new FormatException("a choice without words");
        }

        return separator == ';' ? new Permutation(choices) : new Alternatives(choices, close == ']');
    }

    private Sequence ParseSequence(int depth)
    {
        List<TemplateNode> parts = [];
        while (_at < _text.Length && _text[_at] is not (')' or ']' or '|' or ';'))
        {
            switch (_text[_at])
            {
                case '(':
                    _at++;
                    parts.Add(ParseChoices(')', depth + 1));
                    break;
                case '[':
                    _at++;
                    parts.Add(ParseChoices(']', depth + 1));
                    break;
                case '{':
                    string[] names = ReadName('}').Split(':');
                    parts.Add(names.Length <= 2 ? new ListReference(names[0], names[^1]) : throw new FormatException("two ':' in a slot"));
                    break;
                case '<':
                    parts.Add(new RuleReference(ReadName('>')));
                    break;
                case '}' or '>':
                    throw new FormatException($"'{_text[_at]}' closes nothing");
                default:
                    AddWords(parts);
                    break;
            }
        }

        return new Sequence(parts);
    }

    private string ReadName(char close)
    {
        int end = _text.IndexOf(close, _at);
        string name = end < 0 ? throw new FormatException($"no '{close}'") : _text[(_at + 1)..end];
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or ':'))
        {
            throw new FormatException($"'{name}' is no name");
        }

        _at = end + 1;
        return name;
    }

    private void AddWords(List<TemplateNode> parts)
    {
        StringBuilder words = new();
        while (_at < _text.Length && !"()[]{}<>|;".Contains(_text[_at]))
        {
            words.Append(_text[_at++]);
        }

        TextNormalizer.Normalise(words.ToString(), _sentence);
        if (_sentence.Overflow)
        {
            throw new FormatException("too many words in a row");
        }

        parts.AddRange(_sentence.Words.Take(_sentence.Count).Select(word => new Literal(word)));
    }
}
