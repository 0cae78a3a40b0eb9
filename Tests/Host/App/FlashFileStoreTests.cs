using Sotto.Firmware.Hardware;
using Xunit;

namespace Sotto.HostTests.App;

/// <summary>The board's files on the flash's file system, for which a folder stands.</summary>
public sealed class FlashFileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName + "/";

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_appended_in_any_pieces_is_read_in_any_pieces()
    {
        Random random = new(5);
        FlashFileStore files = new(_folder);
        List<byte> expected = [];
        Assert.True(files.Create("settings.a"));
        for (int i = 0; i < 100; i++)
        {
            byte[] piece = new byte[random.Next(0, 300)];
            random.NextBytes(piece);
            int offset = random.Next(0, piece.Length + 1);
            int count = random.Next(0, piece.Length - offset + 1);
            Assert.True(files.Append("settings.a", piece, offset, count));
            expected.AddRange(piece.AsSpan(offset, count));
        }

        Assert.Equal(expected.Count, files.Length("settings.a"));
        for (int i = 0; i < 100; i++)
        {
            byte[] into = new byte[random.Next(1, 400)];
            int position = random.Next(0, expected.Count + 100);
            int read = files.Read("settings.a", position, into, 0, into.Length);
            Assert.Equal(Math.Clamp(expected.Count - position, 0, into.Length), read);
            Assert.Equal(expected.Skip(position).Take(read), into.Take(read));
        }
    }

    [Fact]
    public void Making_a_file_anew_empties_it_and_deleting_removes_it()
    {
        FlashFileStore files = new(_folder);
        Assert.True(files.Create("a"));
        Assert.True(files.Append("a", [1, 2, 3], 1, 2));
        Assert.True(files.Create("a"));
        Assert.Equal(0, files.Length("a"));
        files.Delete("a");
        files.Delete("a");
        Assert.Equal(-1, files.Length("a"));
        Assert.Equal(0, files.Read("a", 0, new byte[4], 0, 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../other")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("con_wifi.sys")]
    [InlineData("a-name-of-25-letters-is-lo")]
    [InlineData("übel")]
    public void Names_that_are_none_name_no_file(string name)
    {
        FlashFileStore files = new(_folder);
        Assert.False(files.Create(name));
        Assert.False(files.Append(name, [1], 0, 1));
        Assert.Equal(-1, files.Length(name));
        Assert.Equal(0, files.Read(name, 0, new byte[1], 0, 1));
        files.Delete(name);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Flash_that_is_not_there_is_said_and_throws_nothing()
    {
        FlashFileStore files = new(Path.Combine(_folder, "nowhere") + "/");
        Assert.False(files.Create("a"));
        Assert.False(files.Append("a", [1], 0, 1));
        Assert.Equal(-1, files.Length("a"));
    }
}
