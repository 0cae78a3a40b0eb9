using System;

namespace BadDeviceCode;

public struct Pair
{
    public int First;
    public int Second;
}

public abstract class Layer
{
    [Step]
    public abstract int Run(int input);
}

public class Steps : Layer
{
    private float _gain;
    private string _text;
    private object _last;
    private Combine _combine;
    private Pair _pair;
    private int _count;

    public float Gain => _gain; // bad: step-float

    public int Heavy => new int[_count].Length; // bad: step-allocates

    public override int Run(int input) // bad: step-override
    {
        return input;
    }

    [Step]
    public int Floats(int input)
    {
        _gain = input; // bad: step-float
        double half = input * 0.5; // bad: step-float
        return (int)half + (int)Gain; // bad: step-float
    }

    [Step]
    public void Allocates(int input)
    {
        int[] block = new int[4]; // bad: step-allocates
        _last = input; // bad: step-allocates
        _text = "literal"; // bad: step-allocates
        _combine = Add; // bad: step-allocates
        Pair copy = _pair; // bad: step-allocates
        _count = block.Length + copy.First + Heavy; // bad: step-allocates
        Many(1, 2); // bad: step-allocates
        if (input < 0)
        {
            throw new InvalidOperationException(); // bad: step-allocates
        }
    }

    [Step]
    public int Calls(int input)
    {
        string text = _text + _text; // bad: step-calls
        int sum = Plain(input); // bad: step-calls
        sum += _combine(sum, 1); // bad: step-calls
        return sum + text.Length + input.GetHashCode(); // bad: api
    }

    [Step]
    private static void Many(params int[] values)
    {
        if (values == null)
        {
            Refuse();
        }
    }

    private static int Plain(int value) => value + 1;

    private static int Add(int first, int second) => first + second;

    private static void Refuse() => throw new ArgumentException();
}
