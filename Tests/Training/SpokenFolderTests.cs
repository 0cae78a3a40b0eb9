using Sotto.Audio;
using Sotto.Training.Acoustic;
using Sotto.Training.Data;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>Recordings with texts, in the layouts that corpora have.</summary>
public sealed class SpokenFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-corpus-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ATableOfNamesAndTextsIsRead()
    {
        Audio("a.flac", "b.wav");
        Text("transcripts.tsv", "a\tTurn it on.", "b\tOff!", "missing\tnothing");
        Assert.Equal(["a.flac turn it on", "b.wav off"], Read());
    }

    [Fact]
    public void LibriSpeechIsReadPartByPart()
    {
        Audio("train-clean-100/19/198/19-198-0000.flac", "dev-clean/84/1/84-1-0000.flac", "test-other/3/2/3-2-0001.flac");
        Text("train-clean-100/19/198/19-198.trans.txt", "19-198-0000 NORTHANGER ABBEY", "19-198-0001 NOT THERE");
        Text("dev-clean/84/1/84-1.trans.txt", "84-1-0000 GO");
        Text("test-other/3/2/3-2.trans.txt", "3-2-0001 HE SAID SO");
        Assert.Equal(["84-1-0000.flac go", "3-2-0001.flac he said so", "19-198-0000.flac northanger abbey"], Read());
        Assert.Equal([Split.Development, Split.Test, Split.Train], TranscribedFolder.Read(_folder).Select(clip => clip.Split));
    }

    [Fact]
    public void APartOfLibriSpeechKeepsItsNamesMeaning()
    {
        Audio("dev-other/5/1/5-1-0000.flac");
        Text("dev-other/5/1/5-1.trans.txt", "5-1-0000 YES");
        Assert.Equal([Split.Development], TranscribedFolder.Read(Path.Combine(_folder, "dev-other")).Select(clip => clip.Split));
    }

    [Fact]
    public void CommonVoiceIsReadByItsTables()
    {
        Audio("clips/one.mp3", "clips/two.mp3");
        Text("train.tsv", "client_id\tpath\tsentence\tup_votes", "x\tone.mp3\tIt's 5 o'clock.\t2", "x\tgone.mp3\tNo\t1");
        Text("test.tsv", "client_id\tpath\tsentence\tup_votes", "y\ttwo.mp3\tHello\t2");
        Text("validated.tsv", "client_id\tpath\tsentence\tup_votes", "y\ttwo.mp3\tHello\t2");
        Assert.Equal(["one.mp3 it's five o'clock", "two.mp3 hello"], Read());
        Assert.Equal([Split.Train, Split.Test], TranscribedFolder.Read(_folder).Select(clip => clip.Split));
    }

    /// <summary>Without the corpus's own parts a speaker is in one part alone.</summary>
    [Fact]
    public void SpeakersOfCommonVoiceStayTogether()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"{i}.mp3")];
        Audio([.. names.Select(name => $"clips/{name}")]);
        Text("validated.tsv", ["client_id\tpath\tsentence", .. names.Select((name, i) => $"speaker{i % 100}\t{name}\tword {i % 100}")]);
        SpokenClip[] clips = [.. TranscribedFolder.Read(_folder)];
        Assert.Equal(300, clips.Length);
        Assert.All(clips.GroupBy(clip => string.Join(' ', clip.Words)), speaker => Assert.Single(speaker.Select(clip => clip.Split).Distinct()));
        Assert.Equal(3, clips.Select(clip => clip.Split).Distinct().Count());
    }

    [Theory]
    [InlineData("transcripts.tsv", "../a\tout of the folder", "transcripts.tsv: line 1: \"../a\" is no file name")]
    [InlineData("1-2.trans.txt", "/etc/passwd OUT", "1-2.trans.txt: line 1: \"/etc/passwd\" is no file name")]
    [InlineData("clips/x\nvalidated.tsv", "client_id\tpath\tsentence\na\t..\tout", "validated.tsv: line 2: \"..\" is no file name")]
    [InlineData("clips/x\nvalidated.tsv", "client_id\tfile\tsentence\na\tb.mp3\tout", "validated.tsv: line 2: no columns path and sentence")]
    public void WrongLinesAreNamed(string files, string text, string message)
    {
        string[] names = files.Split('\n');
        foreach (string name in names[..^1])
        {
            Text(name);
        }

        Text(names[^1], text.Split('\n'));
        Assert.EndsWith(message, Assert.Throws<InvalidDataException>(() => TranscribedFolder.Read(_folder).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfNeitherHasNoRecordings() => Assert.Empty(TranscribedFolder.Read(_folder));

    /// <summary>Frames of nothing but zeros are silence, 1152 samples each, at 44.1 kHz and one channel.</summary>
    [Fact]
    public void Mp3IsDecoded()
    {
        const int frames = 40;
        byte[] frame = new byte[417];
        new byte[] { 0xFF, 0xFB, 0x90, 0xC4 }.CopyTo(frame, 0);
        string path = Path.Combine(_folder, "silence.mp3");
        File.WriteAllBytes(path, [.. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes)]);
        AudioClip clip = Mp3File.Decode(path);
        Assert.InRange(clip.Samples.Length, (frames - 2) * 1152 * 16000 / 44100, (frames * 1152 * 16000 / 44100) + 1);
        Assert.All(clip.Samples, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void WhatIsNoMp3IsRefusedByName()
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 4)
            {
                new byte[] { 0xFF, 0xFB, 0x90, 0xC4 }.CopyTo(bytes, 0);
            }

            string path = Path.Combine(_folder, "noise.mp3");
            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.InRange(Mp3File.Decode(path).Samples.Length, 1, 16000);
            }
            catch (AudioFormatException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }
        }
    }

    private string[] Read() => [.. TranscribedFolder.Read(_folder).Select(clip => $"{Path.GetFileName(clip.Path)} {string.Join(' ', clip.Words)}")];

    private void Audio(params string[] names)
    {
        foreach (string name in names)
        {
            Text(name);
        }
    }

    private void Text(string name, params string[] lines)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }
}
