using Sotto.Cli.Intent;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;

namespace Sotto.Cli;

/// <summary>Hears whole sentences: acoustic model, words of a domain, and the reader of the command line.</summary>
internal sealed class SpokenEngine
{
    private static readonly short[] Tail = new short[SpokenRecogniser.TailSamples];

    private readonly SpokenRecogniser _recogniser;

    private SpokenEngine(SpokenRecogniser recogniser) => _recogniser = recogniser;

    /// <summary>What was said, as words; empty where nothing was understood.</summary>
    public string Text => _recogniser.Text;

    /// <summary>What it means.</summary>
    public IntentAnswer Answer { get; } = new();

    /// <summary>The models of a domain that come with the program.</summary>
    /// <param name="acoustic">The acoustic model.</param>
    /// <param name="domain">The domain, or the path of its model.</param>
    /// <param name="error">Where it is said that an engine is missing.</param>
    /// <exception cref="UserException">A model is missing or wrong.</exception>
    public static SpokenEngine Open(string acoustic, string domain, TextWriter error)
    {
        IntentEngine reader = IntentEngine.Open(domain, Engine.Managed, error);
        SentenceDecoder decoder = OpenDecoder(domain);
        return new SpokenEngine(ModelFiles.Naming(acoustic, () => new SpokenRecogniser(ModelFiles.Load(acoustic), decoder, reader, new SpokenRules())));
    }

    /// <summary>What hears the sentences of a domain after a wake word.</summary>
    /// <param name="acoustic">The acoustic model.</param>
    /// <param name="domain">The domain, or the path of its model.</param>
    /// <exception cref="UserException">A model is missing or wrong.</exception>
    public static SentenceListener OpenListener(string acoustic, string domain)
    {
        SentenceDecoder decoder = OpenDecoder(domain);
        return ModelFiles.Naming(acoustic, () => new SentenceListener(ModelFiles.Load(acoustic), decoder));
    }

    /// <summary>What understands the sentences of a domain.</summary>
    /// <param name="domain">The domain, or the path of its model.</param>
    /// <param name="engine">One of <see cref="Engine"/>.</param>
    /// <param name="error">Where it is said that an engine is missing.</param>
    /// <exception cref="UserException">A model is missing or wrong.</exception>
    public static SentenceInterpreter OpenInterpreter(string domain, string engine, TextWriter error) => new(IntentEngine.Open(domain, engine, error), new SpokenRules());

    private static SentenceDecoder OpenDecoder(string domain) => new(ModelFiles.LoadWords(ModelFiles.WordsOf(domain)), new SearchSettings());

    /// <summary>Forgets what was heard.</summary>
    public void Reset() => _recogniser.Reset();

    /// <summary>Hears samples.</summary>
    public void Feed(short[] samples, int count) => _recogniser.Feed(samples, 0, count);

    /// <summary>Hears the silence after all, and decides.</summary>
    /// <returns>Whether a command was understood.</returns>
    public bool Understand()
    {
        _recogniser.Feed(Tail, 0, Tail.Length);
        return _recogniser.Understand(Answer);
    }
}
