using Sotto.Intent.Templates;
using Xunit;

namespace Sotto.HostTests;

public class TemplateParserTests
{
    [Theory]
    [InlineData("turn on", "turn on")]
    [InlineData("What's up, don't!", "what is up do not")]
    [InlineData("(on|off)", "(on|off)")]
    [InlineData("[the]", "[the]")]
    [InlineData("[a|an] light", "[a|an] light")]
    [InlineData("turn[ the] light", "turn [the] light")]
    [InlineData("{color}", "{color:color}")]
    [InlineData("{light:name} <on>", "{light:name} <on>")]
    [InlineData("(in {area};at <time>)", "(in {area:area};at <time>)")]
    [InlineData("((a|b) [c [d]])", "((a|b) [c [d]])")]
    [InlineData("to {level}%", "to {level:level} percent")]
    [InlineData("{level} %", "{level:level} percent")]
    [InlineData("half", "50 percent")]
    public void WhatIsWrittenIsRead(string text, string read) => Assert.Equal(read, Show(TemplateParser.Parse(text)));

    /// <summary>After a number words are its units, as the normaliser has them.</summary>
    [Theory]
    [InlineData("{hours} hour", "{hours:hours} hours")]
    [InlineData("{hours}h", "{hours:hours} hours")]
    [InlineData("{hours} [min|K] left", "{hours:hours} [minutes|kelvin] left")]
    [InlineData("{hours} [more] hour", "{hours:hours} [more] hour")]
    [InlineData("{hours}°", "{hours:hours} degrees")]
    [InlineData("{color} hour", "{color:color} hour")]
    [InlineData("{hours} <left> hour", "{hours:hours} <left> hour")]
    [InlineData("{hours} pm", "{hours:hours} pm")]
    public void WordsAfterANumberAreUnits(string text, string read) => Assert.Equal(read, Show(TemplateParser.Parse(text, list => list == "hours")));

    [Theory]
    [InlineData("(a|b", "no ')'")]
    [InlineData("a)", "')' closes nothing")]
    [InlineData("a}", "'}' closes nothing")]
    [InlineData("a|b", "'|' outside of brackets")]
    [InlineData("(a]", "']' where ')' is wanted")]
    [InlineData("(a|b;c)", "';' where ')' is wanted")]
    [InlineData("[a;b]", "';' in [ ]")]
    [InlineData("(a|)", "a choice without words")]
    [InlineData("[?]", "a choice without words")]
    [InlineData("{color", "no '}'")]
    [InlineData("{}", "'' is no name")]
    [InlineData("{a b}", "'a b' is no name")]
    [InlineData("<a:b>", "'a:b' is no name")]
    [InlineData("{a:b:c}", "'a:b:c' is no list:slot")]
    [InlineData("{:c}", "':c' is no list:slot")]
    [InlineData("light[s]", "no blank between 't' and a bracket")]
    [InlineData("(turn|switch)ed", "no blank between 'e' and a bracket")]
    [InlineData("<the>light", "no blank between 'l' and a bracket")]
    [InlineData("{color}ish", "no blank between 'i' and a bracket")]
    [InlineData("my{color}", "no blank between 'y' and a bracket")]
    [InlineData("(a;b;c;d;e;f)", "over 5 parts in any order")]
    public void AMistakeIsNamed(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => TemplateParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void BracketsAndLengthHaveAnEnd()
    {
        Assert.NotNull(TemplateParser.Parse(Nested(32)));
        Assert.Contains("more than 32 brackets", Assert.Throws<FormatException>(() => TemplateParser.Parse(Nested(33))).Message, StringComparison.Ordinal);
        Assert.Contains("over 4096", Assert.Throws<FormatException>(() => TemplateParser.Parse(new string('a', 4097))).Message, StringComparison.Ordinal);
        Assert.Contains("too many words", Assert.Throws<FormatException>(() => TemplateParser.Parse(string.Concat(Enumerable.Repeat("a ", 65)))).Message, StringComparison.Ordinal);
    }

    /// <summary>Any text is a template or none, and what is read can be written and read again.</summary>
    [Fact]
    public void AnyTextIsATemplateOrNone()
    {
        string[] pieces = ["(", ")", "[", "]", "|", ";", "{a}", "{a:b}", "<c>", " ", " light ", "the", "5", "%", "'s", "{", "}", "<", ">", ":", "\u00e9", "\ud83d", "\0"];
        Random random = new(11);
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                string shown = Show(TemplateParser.Parse(text));
                Assert.Equal(shown, Show(TemplateParser.Parse(shown)));
                read++;
            }
            catch (FormatException)
            {
                continue;
            }
        }

        Assert.InRange(read, 10_000, 190_000);
    }

    private static string Nested(int depth) => $"{new string('(', depth)}a{new string(')', depth)}";

    private static string Show(TemplateNode node) => node switch
    {
        Literal literal => literal.Word,
        Sequence sequence => string.Join(' ', sequence.Parts.Select(Show)),
        Alternatives { IsOptional: true } optional => $"[{string.Join('|', optional.Choices.Select(Show))}]",
        Alternatives alternatives => $"({string.Join('|', alternatives.Choices.Select(Show))})",
        Permutation permutation => $"({string.Join(';', permutation.Parts.Select(Show))})",
        ListReference reference => $"{{{reference.List}:{reference.Slot}}}",
        _ => $"<{((RuleReference)node).Rule}>",
    };
}
