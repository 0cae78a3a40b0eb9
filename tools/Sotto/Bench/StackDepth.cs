using System.Globalization;
using System.Text.RegularExpressions;

namespace Sotto.Cli.Bench;

/// <summary>
/// The deepest stack under a function, from the compiler's call graph. A pointer that is called may lead to every function of the same
/// file that is not called by name; the walk over the layers also to every operator. Functions of libgcc and the C library count nothing.
/// </summary>
internal sealed partial class StackDepth
{
    private const string Indirect = "__indirect_call";
    private const string Walk = ":run_layer";

    private readonly Dictionary<string, int> _frames = [];
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, HashSet<string>> _calls = [];

    /// <summary>Reads the graphs.</summary>
    /// <param name="graphs">Files that -fcallgraph-info=su made.</param>
    public StackDepth(IEnumerable<string> graphs)
    {
        foreach (string graph in graphs)
        {
            string text = File.ReadAllText(graph);
            foreach (Match node in Node().Matches(text))
            {
                _frames[node.Groups[1].Value] = int.Parse(node.Groups[2].Value, CultureInfo.InvariantCulture);
                _files[node.Groups[1].Value] = graph;
            }

            foreach (Match edge in Edge().Matches(text))
            {
                if (!_calls.TryGetValue(edge.Groups[1].Value, out HashSet<string>? calls))
                {
                    _calls[edge.Groups[1].Value] = calls = [];
                }

                calls.Add(edge.Groups[2].Value);
            }
        }
    }

    /// <summary>Bytes at most, its own among them.</summary>
    /// <param name="function">A function of the library.</param>
    public int Of(string function) => Of(function, []);

    private int Of(string function, HashSet<string> above)
    {
        if (!_frames.TryGetValue(function, out int frame) || !above.Add(function))
        {
            return 0;
        }

        IEnumerable<string> calls = _calls.GetValueOrDefault(function, []);
        calls = calls.Where(call => call != Indirect).Concat(calls.Contains(Indirect) ? Pointed(function) : []);
        int deepest = calls.Select(call => Of(call, above)).DefaultIfEmpty().Max();
        above.Remove(function);
        return frame + deepest;
    }

    private IEnumerable<string> Pointed(string from)
    {
        HashSet<string> called = [.. _calls.Values.SelectMany(calls => calls)];
        return _frames.Keys.Where(name => !called.Contains(name) && (IsLocal(name) ? _files[name] == _files[from] : from.EndsWith(Walk, StringComparison.Ordinal) && IsOperator(name)));
    }

    private static bool IsLocal(string name) => name.Contains(':');

    private static bool IsOperator(string name) =>
        name.EndsWith("_plain", StringComparison.Ordinal) || name.EndsWith("_scalar", StringComparison.Ordinal);

    [GeneratedRegex("""node: \{ title: "([^"]+)" label: "[^"]*\\n(\d+) bytes \(""")]
    private static partial Regex Node();

    [GeneratedRegex("""edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)""")]
    private static partial Regex Edge();
}
