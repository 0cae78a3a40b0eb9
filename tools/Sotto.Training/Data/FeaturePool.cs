using System.Runtime.InteropServices;

namespace Sotto.Training.Data;

/// <summary>A pool of ready examples in memory, kept on disk between runs of the same corpus and mix.</summary>
public sealed class FeaturePool
{
    private const int Version = 2;
    private const int ExampleLength = ExampleMixer.Rows * Kernels.FrontEnd.FeatureCount;
    private const int FieldsPerExample = 5;

    private readonly sbyte[][] _features;
    private readonly int[] _fields;

    private FeaturePool(int count)
    {
        _features = new sbyte[count][];
        _fields = new int[count * FieldsPerExample];
    }

    /// <summary>Number of examples.</summary>
    public int Count => _features.Length;

    /// <summary>One example.</summary>
    public Example this[int index]
    {
        get
        {
            ReadOnlySpan<int> fields = _fields.AsSpan(index * FieldsPerExample, FieldsPerExample);
            return new Example(_features[index], fields[0], fields[1], fields[2], fields[3], fields[4] != 0);
        }
    }

    /// <summary>Reads the pool from its file, or makes it and writes the file.</summary>
    /// <param name="path">The pool's file.</param>
    /// <param name="mixer">Makes the examples.</param>
    /// <param name="corpusKey">Changes whenever the corpus does; a file of another key is made again.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="progress">Hears the fraction done, 0 to 1.</param>
    public static FeaturePool LoadOrMake(string path, ExampleMixer mixer, uint corpusKey, int count, Action<double>? progress)
    {
        FeaturePool pool = new(count);
        if (File.Exists(path) && pool.TryRead(path, corpusKey))
        {
            return pool;
        }

        int done = 0;
        Parallel.For(0, count, i =>
        {
            pool.Set(i, mixer.Make(i));
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
        int[] fields = [example.Recording, example.Class, example.FirstRow, example.LastRow, example.Alone ? 1 : 0];
        fields.CopyTo(_fields, index * FieldsPerExample);
    }

    private bool TryRead(string path, uint corpusKey)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        long length = 12 + ((long)Count * ((FieldsPerExample * 4) + ExampleLength));
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

        return true;
    }

    private void Write(string path, uint corpusKey)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string partial = path + ".part";
        using (BinaryWriter writer = new(File.Create(partial)))
        {
            writer.Write(Version);
            writer.Write(corpusKey);
            writer.Write(Count);
            writer.Write(MemoryMarshal.AsBytes(_fields.AsSpan()));
            foreach (sbyte[] features in _features)
            {
                writer.Write(MemoryMarshal.AsBytes(features.AsSpan()));
            }
        }

        File.Move(partial, path, overwrite: true);
    }
}
