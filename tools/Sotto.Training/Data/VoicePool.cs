using Sotto.Kernels;

namespace Sotto.Training.Data;

/// <summary>Mixed examples, with the rows in which someone speaks.</summary>
public sealed class VoicePool
{
    /// <summary>A row speaks where what is said, without room and noise, is within 26 dB of its level in the example.</summary>
    private const float Silence = 0.05f;

    private readonly sbyte[][] _features;
    private readonly bool[][] _speaks;

    /// <summary>Mixes examples.</summary>
    /// <param name="mixer">Makes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="progress">Hears the share that is done.</param>
    public VoicePool(ExampleMixer mixer, int count, Action<double> progress)
    {
        _features = new sbyte[count][];
        _speaks = new bool[count][];
        int done = 0;
        Parallel.For(0, count, i =>
        {
            (Example example, float[] clean) = mixer.Make(i);
            _features[i] = example.Features;
            _speaks[i] = example.Recording < 0 ? new bool[ExampleMixer.Rows] : RowsOf(clean);
            progress((double)Interlocked.Increment(ref done) / count);
        });
    }

    /// <summary>How many examples there are.</summary>
    public int Count => _features.Length;

    /// <summary>An example's quantised features, row by row.</summary>
    public sbyte[] Features(int example) => _features[example];

    /// <summary>Whether someone speaks in most of some rows of an example.</summary>
    public bool Speaks(int example, int row, int rows) => 2 * _speaks[example].AsSpan(row, rows).Count(true) > rows;

    private static bool[] RowsOf(float[] clean)
    {
        float level = Level.Speech(clean);
        bool[] speaks = new bool[ExampleMixer.Rows];
        for (int row = 0; row < speaks.Length; row++)
        {
            speaks[row] = level > 0 && Level.Overall(clean.AsSpan(row * FrontEnd.Hop, FrontEnd.WindowLength)) > Silence * level;
        }

        return speaks;
    }
}
