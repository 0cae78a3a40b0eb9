using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Throws broken model files at the loader.</summary>
public sealed class ModelFuzzTests
{
    private const int Rounds = 120000;

    /// <summary>
    /// Flipped, cut, spliced and overwritten files, most of them with their checksum and length made right again so that the
    /// checks behind it are reached: each is refused by a <see cref="ModelFormatException"/>, or it loads and runs within its
    /// arena.
    /// </summary>
    [Fact]
    public void BrokenModelsAreRefusedOrRunWithinTheirArena()
    {
        Random random = new(42);
        byte[][] models =
        [
            .. Enumerable.Range(10, 6).Select(seed => new RandomNetwork(seed, (WeightKind)(seed % 3)).File), .. ImportTests.OneOfEachKind(random),
        ];
        int refused = 0;
        int ran = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] broken = Break(models, random);
            try
            {
                Model model = Model.Load(broken);
                ModelRunner runner = new(model);
                sbyte[] input = new sbyte[model.InputLength];
                sbyte[] output = new sbyte[model.OutputLength];
                runner.Step(input, 0, output, 0);
                runner.Step(input, 0, output, 0);
                ran++;
            }
            catch (ModelFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.Equal(Rounds, refused + ran);
        Assert.True(refused > Rounds / 10, $"only {refused} were refused");
        Assert.True(ran > Rounds / 100, $"only {ran} ran");
    }

    [Theory]
    [InlineData(0, "not a .sotto model")]
    [InlineData(4, "version")]
    [InlineData(8, "cut short")]
    [InlineData(12, "checksum")]
    [InlineData(100, "checksum")]
    public void AFlippedByteIsNamed(int at, string message)
    {
        byte[] file = new RandomNetwork(20).File;
        file[at] ^= 0x10;
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Model.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATruncatedFileIsNamed()
    {
        byte[] file = new RandomNetwork(21).File;
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => Model.Load(file[..length]));
        }
    }

    /// <summary>A file of these, changed in one to three places, nine times of ten with its length and checksum made right again.</summary>
    internal static byte[] Break(byte[][] models, Random random)
    {
        byte[] file = [.. models[random.Next(models.Length)]];
        int changes = random.Next(1, 4);
        for (int i = 0; i < changes; i++)
        {
            file = random.Next(10) switch
            {
                0 => file[..random.Next(1, file.Length + 1)],
                1 => [.. file[..random.Next(file.Length)], .. models[random.Next(models.Length)].Skip(random.Next(200))],
                2 => Overwrite(file, random, random.Next(2) == 0 ? 0 : 0xFF),
                < 6 => Flip(file, random, Math.Min(file.Length, 300)),
                _ => Flip(file, random, file.Length),
            };
        }

        return random.Next(10) == 0 ? file : Repair(file);
    }

    private static byte[] Flip(byte[] file, Random random, int within)
    {
        file[random.Next(within)] ^= (byte)(1 << random.Next(8));
        return file;
    }

    private static byte[] Overwrite(byte[] file, Random random, int value)
    {
        int at = random.Next(file.Length);
        file.AsSpan(at, Math.Min(random.Next(1, 5), file.Length - at)).Fill((byte)value);
        return file;
    }

    private static byte[] Repair(byte[] file)
    {
        if (file.Length >= ModelFile.HeaderLength)
        {
            BitConverter.TryWriteBytes(file.AsSpan(8), file.Length);
            BitConverter.TryWriteBytes(file.AsSpan(12), ModelFile.Checksum(file, 16, file.Length - 16));
        }

        return file;
    }
}
