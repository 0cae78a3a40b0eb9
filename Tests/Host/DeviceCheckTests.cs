using System.Text.RegularExpressions;
using Sotto.DeviceCheck;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The static check finds each fault of BadDeviceCode at its line, and nothing in the device code itself.</summary>
public sealed partial class DeviceCheckTests
{
    /// <summary>Bytes, fewer than the tables of BadDeviceCode have together.</summary>
    private const int SmallStaticData = 150;

    private static readonly ApiList s_apis = ApiList.Read(Path.Combine(TestPaths.Root, ".nanoFramework", "apis.txt"));

    private static readonly Lazy<IReadOnlyList<string>> s_found = new(() => [.. AssemblyChecker.Check([Path.Combine(AppContext.BaseDirectory, "BadDeviceCode.dll")], s_apis, SmallStaticData)
        .Select(finding => $"{Path.GetFileName(finding.File)}({finding.Line}): {finding.Rule}").Distinct()]);

    /// <summary>The rules that the sample files state.</summary>
    public static TheoryData<string> Rules => [.. RuleNames()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_its_samples_at_their_lines_and_nothing_else(string rule)
        => Assert.Equal(Expected().Where(line => line.EndsWith(": " + rule, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            s_found.Value.Where(line => line.EndsWith(": " + rule, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void No_finding_is_of_a_rule_without_a_sample() => Assert.Empty(s_found.Value.Except(Expected()));

    [Fact]
    public void Every_rule_of_the_README_has_a_sample()
    {
        string readme = File.ReadAllText(Path.Combine(TestPaths.Root, ".nanoFramework", "README.md"));
        IEnumerable<string> documented = RuleLine().Matches(readme).Select(match => match.Groups[1].Value);
        string[] ofProjects = ["compile-list", "project-list", "packages", "language"];
        Assert.Equal(documented.Except(ofProjects).Order(StringComparer.Ordinal), RuleNames().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_pair_of_the_list_leads_to_a_listed_member()
        => Assert.Empty(s_apis.Same.Where(pair => pair.Value != "compiler" && !s_apis.Members.Contains(pair.Value)).Select(pair => pair.Key));

    [Fact]
    public void The_device_code_passes() => Assert.Equal("", string.Join(Environment.NewLine, Repository.Check(TestPaths.Root, AppContext.BaseDirectory)));

    private static IEnumerable<string> RuleNames() => Expected().Select(line => line.Split(": ")[1]).Distinct();

    private static IEnumerable<string> Expected()
        => Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "Tests", "Host", "BadDeviceCode"), "*.cs")
            .SelectMany(file => File.ReadLines(file).SelectMany((text, index) => Marker().Match(text).Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Select(rule => $"{Path.GetFileName(file)}({index + 1}): {rule}")));

    [GeneratedRegex("// bad: (.+)$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex RuleLine();
}
