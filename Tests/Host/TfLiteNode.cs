using Google.FlatBuffers;

namespace Sotto.HostTests;

/// <summary>
/// A table of a FlatBuffers file to be written, by the schema's slots. The type of a value is the type of the field: a table,
/// a string, a number of any kind, or an array or list of them; a slot without a value is absent. A table that is in several
/// fields is written once.
/// </summary>
internal sealed class TfLiteNode
{
    private readonly SortedDictionary<int, object> _fields = [];
    private FlatBufferBuilder? _writtenTo;
    private int _place;

    internal object? this[int slot]
    {
        get => _fields.GetValueOrDefault(slot);
        set
        {
            _fields.Remove(slot);
            if (value is not null)
            {
                _fields.Add(slot, value);
            }
        }
    }

    /// <summary>A file with this table as its root.</summary>
    internal byte[] ToFile(string identifier)
    {
        FlatBufferBuilder builder = new(1024) { ForceDefaults = true };
        builder.Finish(Write(builder), identifier);
        return builder.SizedByteArray();
    }

    private int Write(FlatBufferBuilder builder)
    {
        if (_writtenTo == builder)
        {
            return _place;
        }

        Dictionary<int, int> places = _fields.ToDictionary(field => field.Key, field => WriteBehind(builder, field.Value));
        builder.StartTable(_fields.Count == 0 ? 0 : _fields.Keys.Max() + 1);
        foreach ((int slot, object value) in _fields)
        {
            WriteField(builder, slot, value, places[slot]);
        }

        _writtenTo = builder;
        _place = builder.EndTable();
        return _place;
    }

    /// <summary>What a field only points to.</summary>
    /// <returns>Where it lies; 0 of a number, which lies in the table itself.</returns>
    private static int WriteBehind(FlatBufferBuilder builder, object value) => value switch
    {
        TfLiteNode table => table.Write(builder),
        string text => builder.CreateString(text).Value,
        byte[] bytes => Vector(builder, 1, bytes, builder.AddByte, alignment: 16),
        int[] numbers => Vector(builder, sizeof(int), numbers, builder.AddInt),
        long[] numbers => Vector(builder, sizeof(long), numbers, builder.AddLong),
        float[] numbers => Vector(builder, sizeof(float), numbers, builder.AddFloat),
        IEnumerable<TfLiteNode> tables => Vector(builder, sizeof(int), [.. tables.Select(table => table.Write(builder))], builder.AddOffset),
        _ => 0,
    };

    private static int Vector<T>(FlatBufferBuilder builder, int size, T[] elements, Action<T> add, int alignment = 4)
    {
        builder.StartVector(size, elements.Length, alignment);
        foreach (T element in elements.Reverse())
        {
            add(element);
        }

        // EndVector writes the count without looking whether there is room.
        builder.Prep(sizeof(int), 0);
        return builder.EndVector().Value;
    }

    private static void WriteField(FlatBufferBuilder builder, int slot, object value, int place)
    {
        switch (value)
        {
            case bool flag:
                builder.AddBool(slot, flag, false);
                break;
            case byte number:
                builder.AddByte(slot, number, 0);
                break;
            case sbyte number:
                builder.AddSbyte(slot, number, 0);
                break;
            case int number:
                builder.AddInt(slot, number, 0);
                break;
            case uint number:
                builder.AddUint(slot, number, 0);
                break;
            case ulong number:
                builder.AddUlong(slot, number, 0);
                break;
            case float number:
                builder.AddFloat(slot, number, 0);
                break;
            default:
                builder.AddOffset(slot, place, 0);
                break;
        }
    }
}
