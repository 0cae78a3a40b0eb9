using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Training.Teacher;

namespace Sotto.Training.Data;

/// <summary>A pool of ready examples in memory, kept on disk between runs of the same corpus and mix.</summary>
public sealed class FeaturePool
{
    /// <summary>Rows of an example whose embedding by the teacher is kept.</summary>
    public static readonly int[] EmbeddedRows = [.. Enumerable.Range(0, 8).Select(i => 79 + (16 * i))];

    private const int Version = 12;
    private const int ExampleLength = ExampleMixer.Rows * Kernels.FrontEnd.FeatureCount;
    private const int FieldsPerExample = 4;
    private static readonly int EmbeddingLength = EmbeddedRows.Length * SpeechEmbedding.Size;

    private readonly sbyte[][] _features;
    private readonly Half[][] _embeddings;
    private readonly int[] _fields;

    private FeaturePool(int count, bool embedded)
    {
        _features = new sbyte[count][];
        _embeddings = new Half[embedded ? count : 0][];
        _fields = new int[count * FieldsPerExample];
    }

    /// <summary>Number of examples.</summary>
    public int Count => _features.Length;

    /// <summary>Whether the examples have embeddings.</summary>
    public bool Embedded => _embeddings.Length > 0;

    /// <summary>What the teacher makes of an example at <see cref="EmbeddedRows"/>, [rows, 96].</summary>
    public ReadOnlySpan<Half> EmbeddingsOf(int index) => _embeddings[index];

    /// <summary>One example.</summary>
    public Example this[int index]
    {
        get
        {
            ReadOnlySpan<int> fields = _fields.AsSpan(index * FieldsPerExample, FieldsPerExample);
            return new Example(_features[index], fields[0], fields[1], fields[2], fields[3]);
        }
    }

    /// <summary>Reads the pool from its file, or makes it and writes the file.</summary>
    /// <param name="path">The pool's file.</param>
    /// <param name="mixer">Makes the examples.</param>
    /// <param name="corpusKey">Changes whenever the corpus does; a file of another key is made again.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="teacher">Hears the examples without room, channel and noise; null for none.</param>
    /// <param name="progress">Hears the fraction done, 0 to 1.</param>
    public static FeaturePool LoadOrMake(string path, ExampleMixer mixer, uint corpusKey, int count, SpeechEmbedding? teacher, Action<double>? progress)
    {
        FeaturePool pool = new(count, teacher is not null);
        if (File.Exists(path) && pool.TryRead(path, corpusKey))
        {
            return pool;
        }

        int done = 0;
        Parallel.For(0, count, i =>
        {
            (Example example, float[] clean) = mixer.Make(i);
            pool.Set(i, example);
            if (teacher is not null)
            {
                pool._embeddings[i] = Array.ConvertAll(teacher.Of(clean, EmbeddedRows), x => (Half)x);
            }

            int finished = Interlocked.Increment(ref done);
            if (finished % 256 == 0)
            {
                progress?.Invoke((double)finished / count);
            }
        });
        pool.Write(path, corpusKey);
        return pool;
    }

    private void Set(int index, Example example)
    {
        _features[index] = example.Features;
        int[] fields = [example.Recording, example.Class, example.FirstRow, example.LastRow];
        fields.CopyTo(_fields, index * FieldsPerExample);
    }

    private bool TryRead(string path, uint corpusKey)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        long length = 12 + ((long)Count * ((FieldsPerExample * 4) + ExampleLength + (Embedded ? EmbeddingLength * 2 : 0)));
        if (reader.BaseStream.Length != length || reader.ReadInt32() != Version || reader.ReadUInt32() != corpusKey
            || reader.ReadInt32() != Count)
        {
            return false;
        }

        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_fields.AsSpan()));
        for (int i = 0; i < Count; i++)
        {
            _features[i] = new sbyte[ExampleLength];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_features[i].AsSpan()));
        }

        for (int i = 0; i < _embeddings.Length; i++)
        {
            _embeddings[i] = new Half[EmbeddingLength];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_embeddings[i].AsSpan()));
        }

        return true;
    }

    private void Write(string path, uint corpusKey)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        WholeFile.Write(path, partial =>
        {
            using BinaryWriter writer = new(File.Create(partial));
            writer.Write(Version);
            writer.Write(corpusKey);
            writer.Write(Count);
            writer.Write(MemoryMarshal.AsBytes(_fields.AsSpan()));
            foreach (sbyte[] features in _features)
            {
                writer.Write(MemoryMarshal.AsBytes(features.AsSpan()));
            }

            foreach (Half[] embeddings in _embeddings)
            {
                writer.Write(MemoryMarshal.AsBytes(embeddings.AsSpan()));
            }
        });
    }
}
