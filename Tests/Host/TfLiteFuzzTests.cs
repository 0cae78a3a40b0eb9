using System.Buffers.Binary;
using Sotto.Compiler.TfLite;
using Sotto.Models;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests;

/// <summary>Throws broken files at the reader.</summary>
/// <param name="output">Where the counts go.</param>
public sealed class TfLiteFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 100_000;
    private const int RoundsOfRealModels = 10_000;
    private const long MostBytesAFile = 200_000_000;

    private static readonly uint[] Boundaries =
    [
        0, 1, 2, 3, 4, 5, 7, 8, 127, 128, 255, 256, 65535, 65536, 0x00FFFFFF, 0x01000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFF,
    ];

    /// <summary>
    /// Flipped, cut, overwritten and wrongly linked files are read or refused in one line; nothing else happens, and none
    /// takes over 200 MB.
    /// </summary>
    [Fact]
    public void BrokenFilesAreReadOrRefused()
    {
        byte[][] files = [TfLiteSamples.Convolution().ToBytes(), TfLiteSamples.Streaming().ToBytes(), TfLiteSamples.Everything().File.ToBytes()];
        (int read, int refused) = Fuzz(files, Rounds);
        Assert.True(read > Rounds / 10 && refused > Rounds / 2, $"{read} read, {refused} refused");
    }

    [SkippableFact]
    public void BrokenRealModelsAreReadOrRefused()
    {
        byte[][] files = [.. TfLiteModelTests.Present().Select(File.ReadAllBytes)];
        Skip.If(files.Length == 0, "there are no models beside the repository");
        (int read, int refused) = Fuzz(files, RoundsOfRealModels);
        Assert.True(read > RoundsOfRealModels / 10 && refused > RoundsOfRealModels / 10, $"{read} read, {refused} refused");
    }

    private (int Read, int Refused) Fuzz(byte[][] files, int rounds)
    {
        Random random = new(23);
        Dictionary<string, int> refusals = [];
        int read = 0;
        long most = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] file = Break(files[random.Next(files.Length)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.NotEmpty(TfLiteReader.Read(file).Subgraphs);
                read++;
            }
            catch (ModelFormatException error)
            {
                Assert.InRange(error.Message.Length, 10, 200);
                Assert.DoesNotContain(error.Message, c => c is < ' ' or > '~');
                string kind = string.Concat(error.Message[(error.Message.IndexOf(": ", StringComparison.Ordinal) + 1)..].Where(c => !char.IsDigit(c)));
                refusals[kind] = refusals.GetValueOrDefault(kind) + 1;
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine($"{read} read, {rounds - read} refused for {refusals.Count} reasons, {most} bytes at most");
        Assert.InRange(most, 0, MostBytesAFile);
        Assert.True(refusals.Count > 20, $"only {refusals.Count} reasons were reached");
        return (read, refusals.Values.Sum());
    }

    /// <summary>A file with one to three changes.</summary>
    internal static byte[] Break(byte[] sound, Random random)
    {
        byte[] file = [.. sound];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(file.Length);
            int word = random.Next(Math.Max(1, file.Length / 4)) * 4;
            switch (random.Next(8))
            {
                case 0 when random.Next(4) == 0:
                    file = file[..random.Next(1, file.Length + 1)];
                    break;
                case 1 or 2 when word + 4 <= file.Length:
                    Write(file, word, Boundaries[random.Next(Boundaries.Length)]);
                    break;
                case 3 or 4 when word + 4 <= file.Length:
                    Link(file, word, random);
                    break;
                default:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return file;
    }

    /// <summary>Lets a word lead to any other place, or copies a word that may be an offset or a count from elsewhere.</summary>
    private static void Link(byte[] file, int at, Random random)
    {
        int other = random.Next(file.Length / 4) * 4;
        Write(file, at, random.Next(2) == 0 ? (uint)(other - at) : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(other)));
    }

    private static void Write(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
}
