using Sotto.Speech;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>Piper's voices as far as they go without one: their description, and the numbers of phonemes.</summary>
public sealed class PiperTests : IDisposable
{
    private const string Good = """
        {
          "audio": { "sample_rate": 22050, "quality": "medium" },
          "espeak": { "voice": "en-us" },
          "inference": { "noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8 },
          "phoneme_type": "espeak",
          "num_symbols": 256, "num_speakers": 3, "speaker_id_map": { "a": 0, "b": 1, "c": 2 },
          "phoneme_id_map": { "_": [0], "^": [1], "$": [2], " ": [3], "h": [20], "e": [18], "ɪ": [74], "ˈ": [120], "̃": [141], ".": [10] }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-piper-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ADescriptionIsRead()
    {
        PiperConfig config = Read(Good);
        Assert.Equal(("en-us", 22050, 3), (config.Language, config.Rate, config.Speakers));
        Assert.Equal((0.667f, 1f, 0.8f), (config.Noise, config.Length, config.Rhythm));
    }

    /// <summary>Begin, pad, then each phoneme with a pad, then the end; unknown letters are passed over, joined ones are taken apart.</summary>
    [Theory]
    [InlineData("hˈeɪ", new long[] { 1, 0, 20, 0, 120, 0, 18, 0, 74, 0, 2 })]
    [InlineData("hˈeɪ x.", new long[] { 1, 0, 20, 0, 120, 0, 18, 0, 74, 0, 3, 0, 10, 0, 2 })]
    [InlineData("ẽ", new long[] { 1, 0, 18, 0, 141, 0, 2 })]
    [InlineData("(en)hˈeɪ(de)", new long[] { 1, 0, 20, 0, 120, 0, 18, 0, 74, 0, 2 })]
    [InlineData("", new long[] { 1, 0, 2 })]
    public void PhonemesBecomeNumbers(string ipa, long[] ids) => Assert.Equal(ids, Read(Good).Encode(ipa));

    [Theory]
    [InlineData("{", "no Piper voice's file")]
    [InlineData("[]", "no Piper voice's file")]
    [InlineData("{\"inference\":{},\"phoneme_id_map\":{\"_\":[0],\"^\":[1],\"$\":[2]}}", "no Piper voice's file")]
    [InlineData("{\"phoneme_type\":\"text\"}", "phonemes of the kind text; only espeak's are known")]
    [InlineData("{\"inference\":{},\"phoneme_id_map\":{\"_\":[0],\"^\":[1]}}", "phoneme_id_map has no $")]
    [InlineData("{\"inference\":{},\"phoneme_id_map\":{\"_\":[0],\"^\":[1],\"$\":[]}}", "phoneme_id_map has no $")]
    public void ABadDescriptionIsOneLineThatNamesTheFile(string json, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(json));
        Assert.Contains("voice.onnx.json: " + message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void AFolderWithoutWhatAVoiceNeedsIsNamed()
    {
        Assert.Contains("no such folder", Assert.Throws<DirectoryNotFoundException>(() => new PiperVoices(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
        Assert.Contains("no Piper voice in it", Assert.Throws<FileNotFoundException>(() => new PiperVoices(_folder)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, "voice.onnx"), [1, 2, 3]);
        Assert.Contains("voice.onnx.json: missing", Assert.Throws<FileNotFoundException>(() => new PiperVoices(_folder)).Message, StringComparison.Ordinal);
        Read(Good);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new PiperVoices(_folder));
        Assert.Contains("voice.onnx: no network", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private PiperConfig Read(string json)
    {
        string path = Path.Combine(_folder, "voice.onnx.json");
        File.WriteAllText(path, json);
        return PiperConfig.Read(path);
    }
}
