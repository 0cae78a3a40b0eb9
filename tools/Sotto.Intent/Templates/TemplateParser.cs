using System.Text;
using Sotto.Models.Text;

namespace Sotto.Intent.Templates;

/// <summary>Reads templates in the syntax that Home Assistant's users know: (a|b), [optional], {list:slot}, &lt;rule&gt;, (a;b) in any order.</summary>
public sealed class TemplateParser
{
    private const int Longest = 4096;
    private const int Deepest = 32;

    // All orders of more are too many to try.
    private const int MostInAnyOrder = 5;

    private readonly string _text;
    private readonly Func<string, bool> _isNumber;
    private readonly Sentence _sentence = new();
    private int _at;
    private bool _followsNumber;

    private TemplateParser(string text, Func<string, bool> isNumber)
    {
        _text = text;
        _isNumber = isNumber;
    }

    /// <summary>Parses a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="isNumber">Whether a list is of numbers: words after a number are units, "5 hour" is "5 hours".</param>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static TemplateNode Parse(string text, Func<string, bool>? isNumber = null)
    {
        TemplateParser parser = text.Length <= Longest ? new(text, isNumber ?? (_ => false)) : throw new FormatException($"over {Longest} characters");
        TemplateNode node = parser.ParseChoices('\0', 0);
        return parser._at == text.Length ? node
            : throw new FormatException(text[parser._at] is '|' or ';' ? $"'{text[parser._at]}' outside of brackets" : $"'{text[parser._at]}' closes nothing");
    }

    /// <summary>Parts up to a closing bracket, or to the end.</summary>
    private TemplateNode ParseChoices(char close, int depth)
    {
        if (depth > Deepest)
        {
            throw new FormatException($"more than {Deepest} brackets in one another");
        }

        bool followsNumber = _followsNumber;
        List<TemplateNode> choices = [ParseSequence(depth)];
        char separator = _at < _text.Length && close != '\0' ? _text[_at] : close;
        while (_at < _text.Length && _text[_at] is '|' or ';' && _text[_at] == separator)
        {
            _at++;
            _followsNumber = followsNumber;
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

        _followsNumber = false;
        return separator != ';' ? new Alternatives(choices, close == ']')
            : close == ')' && choices.Count <= MostInAnyOrder ? new Permutation(choices)
            : throw new FormatException(close == ')' ? $"over {MostInAnyOrder} parts in any order" : "';' in [ ]: parts in any order stand in ( )");
    }

    private Sequence ParseSequence(int depth)
    {
        List<TemplateNode> parts = [];
        while (_at < _text.Length && _text[_at] is not (')' or ']' or '|' or ';'))
        {
            switch (_text[_at])
            {
                case '(' or '[':
                    RequireBlank(_at - 1, _at + 1);
                    parts.Add(ParseChoices(_text[_at++] == '(' ? ')' : ']', depth + 1));
                    RequireBlank(_at, _at - 2);
                    break;
                case '{':
                    RequireBlank(_at - 1);
                    parts.Add(ParseList());
                    break;
                case '<':
                    RequireBlank(_at - 1);
                    parts.Add(new RuleReference(ReadName('>')));
                    RequireBlank(_at);
                    _followsNumber = false;
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

    private ListReference ParseList()
    {
        string[] names = ReadName('}').Split(':');
        if (names.Length > 2 || names.Contains(""))
        {
            throw new FormatException($"'{string.Join(':', names)}' is no list:slot");
        }

        _followsNumber = _isNumber(names[0]);
        if (!_followsNumber)
        {
            RequireBlank(_at);
        }

        return new ListReference(names[0], names[^1]);
    }

    /// <summary>Parts of words are not put together: light[s] would be two words.</summary>
    /// <param name="outside">The place beside a bracket.</param>
    /// <param name="inside">The place on the bracket's other side, where a blank will do too; -1 for none.</param>
    private void RequireBlank(int outside, int inside = -1)
    {
        bool isWord = outside >= 0 && outside < _text.Length && char.IsLetterOrDigit(_text[outside]);
        if (isWord && !(inside >= 0 && inside < _text.Length && char.IsWhiteSpace(_text[inside])))
        {
            throw new FormatException($"no blank between '{_text[outside]}' and a bracket: write whole words");
        }
    }

    private string ReadName(char close)
    {
        int end = _text.IndexOf(close, _at);
        string name = end < 0 ? throw new FormatException($"no '{close}'") : _text[(_at + 1)..end];
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_' || (character == ':' && close == '}')))
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

        int first = _followsNumber && words.ToString().Any(char.IsLetterOrDigit) ? NormaliseUnit(words.ToString()) : 0;
        if (first == 0)
        {
            TextNormalizer.Normalise(words.ToString(), _sentence);
        }

        if (_sentence.Overflow)
        {
            throw new FormatException("too many words in a row");
        }

        _followsNumber &= _sentence.Count == first;
        parts.AddRange(_sentence.Words.Take(_sentence.Count).Skip(first).Select(word => new Literal(word)));
    }

    /// <summary>Normalises words as they are after a number.</summary>
    /// <returns>The first of them; 0 where they make something else of the number, as "pm" does.</returns>
    private int NormaliseUnit(string words)
    {
        const string number = "2";
        TextNormalizer.Normalise($"{number} {words}", _sentence);
        return _sentence.Count > 0 && _sentence.Words[0] == number ? 1 : 0;
    }
}
