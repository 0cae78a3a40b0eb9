using System.Reflection;
using System.Text;
using Sotto.Training.Torch;
using TorchSharp;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>The patch that lets libtorch's binding load on Debian 12, on the library as its package has it.</summary>
public sealed class ElfSymbolPatchTests
{
    private static readonly byte[] Library = File.ReadAllBytes(Path.Combine(
        typeof(ElfSymbolPatchTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TorchSharpPackage").Value!,
        "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    [Fact]
    public void OnlyTheNewSymbolIsRedirected()
    {
        byte[] patched = [.. Library];
        Assert.True(ElfSymbolPatch.Apply(patched));
        Assert.Equal(0, Count(patched, "\0_ZSt21ios_base_library_initv\0"));
        Assert.Equal(Count(Library, "_ZNSt8ios_base4InitC1Ev") + 1, Count(patched, "_ZNSt8ios_base4InitC1Ev"));

        // The name in the string table, and hash and name of one version entry.
        int[] changed = [.. Enumerable.Range(0, Library.Length).Where(i => patched[i] != Library[i])];
        Assert.InRange(changed.Length, 1, "_ZSt21ios_base_library_initv".Length + 8);
    }

    [Fact]
    public void AppliedTwiceItChangesNothingMore()
    {
        byte[] patched = [.. Library];
        ElfSymbolPatch.Apply(patched);
        byte[] again = [.. patched];
        Assert.False(ElfSymbolPatch.Apply(again));
        Assert.Equal(patched, again);
    }

    [Fact]
    public void PreparedLibraryComputes()
    {
        TorchRuntime.Prepare();
        using torch.Tensor sum = torch.ones(3, 4).sum();
        Assert.Equal(12, sum.item<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(4096)]
    public void ATruncatedLibraryIsRefused(int length) =>
        Assert.Throws<InvalidDataException>(() => ElfSymbolPatch.Apply(Library.AsSpan(0, length).ToArray()));

    /// <summary>Broken tables are refused or patched, and never read outside the file or for ever.</summary>
    [Fact]
    public void BrokenTablesAreRefusedOrPatched()
    {
        Random random = new(1);
        int sections = BitConverter.ToInt32(Library, 40);
        int refused = 0;
        byte[] broken = new byte[Library.Length];
        for (int round = 0; round < 400; round++)
        {
            Library.CopyTo(broken, 0);
            int at = random.Next(2) == 0 ? random.Next(6, 64) : random.Next(sections, Library.Length);
            broken[at] ^= (byte)random.Next(1, 256);
            try
            {
                ElfSymbolPatch.Apply(broken);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 399);
    }

    private static int Count(byte[] image, string name)
    {
        byte[] pattern = Encoding.ASCII.GetBytes(name);
        int count = 0;
        for (int at = 0; image.AsSpan(at).IndexOf(pattern) is >= 0 and int found; at += found + pattern.Length)
        {
            count++;
        }

        return count;
    }
}
