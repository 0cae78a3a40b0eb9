using System.Globalization;
using Sotto.Audio;
using Sotto.Kernels;

namespace Sotto.Cli;

/// <summary>Prints the front end's raw features of a recording.</summary>
internal static class FeaturesCommand
{
    /// <summary>A line a row, 40 numbers with a space between.</summary>
    public static void Run(string file, Streams streams)
    {
        if (!File.Exists(file))
        {
            throw new UserException(Directory.Exists(file) ? $"{file}: a folder, no recording" : $"{file}: no such file");
        }

        AudioClip clip = AudioFile.Load(file);
        if (clip.ConversionNote is { } note)
        {
            streams.Error.WriteLine($"{file}: {note}, converted to 16000 Hz mono");
        }

        FrontEnd frontEnd = new();
        int at = 0;
        while (at < clip.Samples.Length)
        {
            at += frontEnd.Feed(clip.Samples, at, clip.Samples.Length - at);
            if (frontEnd.RowReady)
            {
                WriteRow(frontEnd.Row, streams.Output);
            }
        }
    }

    private static void WriteRow(ushort[] row, TextWriter output)
    {
        Span<char> line = stackalloc char[FrontEnd.FeatureCount * 6];
        int length = 0;
        foreach (ushort feature in row)
        {
            feature.TryFormat(line[length..], out int written, provider: CultureInfo.InvariantCulture);
            length += written;
            line[length++] = ' ';
        }

        output.WriteLine(line[..(length - 1)]);
    }
}
