using Sotto.Board;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>The board's files in a folder.</summary>
public sealed class FolderFileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keeps_what_is_appended_for_the_next_start()
    {
        FolderFileStore files = new(_folder);
        byte[] read = new byte[8];
        Assert.Equal(-1, files.Length("settings.a"));
        Assert.Equal(0, files.Read("settings.a", 0, read, 0, 8));
        Assert.True(files.Create("settings.a"));
        Assert.True(files.Append("settings.a", [1, 2, 3, 4, 5], 1, 3));
        Assert.True(files.Append("settings.a", [9], 0, 1));

        files = new FolderFileStore(_folder);
        Assert.Equal(4, files.Length("settings.a"));
        Assert.Equal(3, files.Read("settings.a", 1, read, 2, 6));
        Assert.Equal([0, 0, 3, 4, 9, 0, 0, 0], read);
        Assert.Equal(0, files.Read("settings.a", 9, read, 0, 8));
        Assert.True(files.Create("settings.a"));
        Assert.Equal(0, files.Length("settings.a"));
        files.Delete("settings.a");
        files.Delete("settings.a");
        Assert.Equal(-1, files.Length("settings.a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    public void Takes_no_name_that_a_board_would_not(string name) =>
        Assert.Throws<ArgumentException>(() => new FolderFileStore(_folder).Create(name));

    [Fact]
    public void Says_that_it_cannot_write()
    {
        FolderFileStore files = new(_folder);
        Directory.CreateDirectory(Path.Combine(_folder, "taken"));
        Assert.False(files.Create("taken"));
        Assert.False(files.Append("taken", [1], 0, 1));
    }
}
