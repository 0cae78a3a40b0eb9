using Sotto.Intent.Baseline;
using Sotto.Intent.Domain;
using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>
/// Understands sentences as the command line does: what a template of the domain says word by word means what stands there, and
/// the model reads the rest.
/// </summary>
internal sealed class IntentEngine : ISentenceReader
{
    private readonly TemplateRecogniser? _templates;

    private IntentEngine(IntentModel model, IDecoder decoder, TemplateRecogniser? templates)
    {
        Model = model;
        Recogniser = new IntentRecogniser(model, decoder);
        _templates = templates;
    }

    /// <summary>The model.</summary>
    public IntentModel Model { get; }

    /// <summary>What the model is asked through.</summary>
    public IntentRecogniser Recogniser { get; }

    /// <summary>The model of a domain that comes with the program or of a path, and the domain file beside it where there is one.</summary>
    /// <param name="name">The domain or the path.</param>
    /// <param name="engine">One of <see cref="Engine"/>.</param>
    /// <param name="error">Where it is said that an engine is missing.</param>
    /// <exception cref="UserException">The model is missing or wrong.</exception>
    /// <exception cref="DomainException">The domain file is wrong.</exception>
    public static IntentEngine Open(string name, string engine, TextWriter error)
    {
        string path = ModelFiles.IntentOf(name);
        IntentModel model = ModelFiles.LoadIntent(path);
        string domain = Path.ChangeExtension(path, ".yaml");
        return new IntentEngine(
            model, Engine.DecoderOf(model, engine, error), File.Exists(domain) ? new TemplateRecogniser(DomainReader.Read(domain)) : null);
    }

    /// <inheritdoc/>
    /// <remarks>The model is asked only where templates leave something open.</remarks>
    public void Understand(string text, IntentAnswer answer)
    {
        IReadOnlyList<IntentFrame> frames = ReadTemplates(text, out bool isOpen);
        if (frames.Count == 0 || isOpen)
        {
            Recogniser.Understand(text, answer);
        }

        Settle(frames, isOpen, answer);
    }

    /// <summary>Understands a sentence and asks the model in any case, so that its listener hears it.</summary>
    public void UnderstandAloud(string text, IntentAnswer answer)
    {
        Recogniser.Understand(text, answer);
        Settle(ReadTemplates(text, out bool isOpen), isOpen, answer);
    }

    private IReadOnlyList<IntentFrame> ReadTemplates(string text, out bool isOpen)
    {
        IReadOnlyList<IntentFrame> frames = _templates?.RecogniseAll(text) ?? [];
        isOpen = _templates?.OpenWords > 0;
        return frames;
    }

    /// <summary>Puts what templates say in the place of what the model says, where they decide.</summary>
    /// <param name="frames">What templates say; empty for nothing.</param>
    /// <param name="isOpen">Whether there are words in it that could be any.</param>
    /// <param name="answer">What the model says; changed.</param>
    internal static void Settle(IReadOnlyList<IntentFrame> frames, bool isOpen, IntentAnswer answer)
    {
        // Words that could be any may hide another command: then templates decide only what they were that the model saw too.
        bool sawOthers = !frames.Select(frame => frame.Intent).SequenceEqual(answer.Frames.Take(answer.Count).Select(frame => frame.Intent));
        if (frames.Count == 0 || (isOpen && answer.Count > 0 && sawOthers))
        {
            return;
        }

        answer.Count = frames.Count;
        answer.Refusal = Refusal.None;
        answer.Confidence = IntentFormat.One;
        foreach ((int place, IntentFrame frame) in frames.Index())
        {
            answer.Frames[place].CopyFrom(frame);
        }
    }
}
