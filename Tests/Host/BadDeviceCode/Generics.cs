using System;

namespace BadDeviceCode;

public class Box<T> // bad: generics
{
    public T Value;
}

public class Generics
{
    private Func<int> _make; // bad: generics

    public T Same<T>(T value) // bad: generics
    {
        return value;
    }

    public int Call()
    {
        int one = Same(1); // bad: generics
        int? maybe = one; // bad: generics
        Span<int> span = default; // bad: generics
        _make = null;
        (int, int) pair = (one, 2); // bad: generics
        return pair.Item1 + (maybe == 1 ? span.Length : 0); // bad: generics
    }
}
