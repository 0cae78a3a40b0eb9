using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Sotto.Speech;

/// <summary>
/// Speaks with Piper's voices (VITS networks, Kim et al., "Conditional Variational Autoencoder with Adversarial Learning for End-to-End
/// Text-to-Speech", 2021) out of a folder of somebody's: <c>voice.onnx</c> with <c>voice.onnx.json</c> beside it.
/// </summary>
public sealed class PiperVoices : IDisposable
{
    private static readonly string[] Inputs = ["input", "input_lengths", "scales"];

    private readonly Dictionary<string, (InferenceSession Session, PiperConfig Config)> _voices = [];

    /// <summary>Loads all voices of a folder.</summary>
    /// <exception cref="IOException">There is no such folder, or none in it.</exception>
    /// <exception cref="InvalidDataException">A voice is broken.</exception>
    public PiperVoices(string folder)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal)]
            : throw new DirectoryNotFoundException($"{folder}: no such folder of Piper voices");
        if (paths.Length == 0)
        {
            throw new FileNotFoundException($"{folder}: no Piper voice in it, which is a file .onnx with its .onnx.json");
        }

        // All descriptions first: a network takes a second to load.
        foreach ((string path, PiperConfig config) in paths.Select(path => (path, ConfigOf(path))).ToArray())
        {
            _voices.Add(Path.GetFileNameWithoutExtension(path), (Load(path), config));
        }
    }

    /// <summary>The voices, <c>name#speaker</c>.</summary>
    public IReadOnlyList<string> Names =>
        [.. _voices.SelectMany(voice => Enumerable.Range(0, voice.Value.Config.Speakers).Select(speaker => $"{voice.Key}#{speaker}"))];

    /// <summary>Speaks a text.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="voice">One of <see cref="Names"/>.</param>
    /// <param name="speed">1 is the voice's own.</param>
    /// <returns>Samples and how many a second.</returns>
    public (short[] Samples, int Rate) Speak(string text, string voice, double speed)
    {
        int mark = voice.LastIndexOf('#');
        (InferenceSession session, PiperConfig config) = _voices[voice[..mark]];
        string end = text.Length > 0 && text[^1] is '.' or '!' or '?' ? text[^1..] : "";
        long[] ids = config.Encode(EspeakPhonemes.Of(text, config.Language) + end);
        List<NamedOnnxValue> inputs =
        [
            NamedOnnxValue.CreateFromTensor("input", new DenseTensor<long>(ids, [1, ids.Length])),
            NamedOnnxValue.CreateFromTensor("input_lengths", new DenseTensor<long>(new long[] { ids.Length }, [1])),
            NamedOnnxValue.CreateFromTensor("scales", new DenseTensor<float>(new[] { config.Noise, config.Length / (float)speed, config.Rhythm }, [3])),
        ];
        if (config.Speakers > 1)
        {
            long speaker = long.Parse(voice[(mark + 1)..], CultureInfo.InvariantCulture);
            inputs.Add(NamedOnnxValue.CreateFromTensor("sid", new DenseTensor<long>(new[] { speaker }, [1])));
        }

        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs);
        return ([.. results[0].AsEnumerable<float>().Select(x => (short)Math.Clamp(x * 32767, short.MinValue, short.MaxValue))], config.Rate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((InferenceSession session, _) in _voices.Values)
        {
            session.Dispose();
        }
    }

    private static PiperConfig ConfigOf(string path) => File.Exists(path + ".json")
        ? PiperConfig.Read(path + ".json") : throw new FileNotFoundException($"{path}.json: missing, without which the voice cannot be spoken with");

    private static InferenceSession Load(string path)
    {
        try
        {
            using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            InferenceSession session = new(path, options);
            string? missing = Inputs.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name));
            return missing is null ? session : throw new InvalidDataException($"{path}: no Piper voice: it has no input \"{missing}\"");
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{path}: no network that ONNX Runtime reads ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }
}
