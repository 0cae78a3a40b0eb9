using Sotto.Kernels;

namespace Sotto.Training.Data;

/// <summary>The quantised features of a recording, as the models see them.</summary>
/// <param name="Values">Rows of 40, one a 10 ms step.</param>
public sealed record FeatureRows(sbyte[] Values)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Values.Length / FrontEnd.FeatureCount;

    /// <summary>Runs the front end from its reset state over the samples.</summary>
    public static FeatureRows Of(short[] samples)
    {
        FrontEnd frontEnd = new();
        int rows = samples.Length < FrontEnd.WindowLength ? 0 : ((samples.Length - FrontEnd.WindowLength) / FrontEnd.Hop) + 1;
        sbyte[] values = new sbyte[rows * FrontEnd.FeatureCount];
        int at = 0;
        int row = 0;
        while (at < samples.Length)
        {
            at += frontEnd.Feed(samples, at, samples.Length - at);
            if (frontEnd.RowReady)
            {
                for (int i = 0; i < FrontEnd.FeatureCount; i++)
                {
                    values[(row * FrontEnd.FeatureCount) + i] = FrontEnd.Quantize(frontEnd.Row[i]);
                }

                row++;
            }
        }

        return new FeatureRows(values);
    }
}
