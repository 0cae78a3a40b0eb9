using System;

namespace BadDeviceCode;

public class Casts
{
    private readonly sbyte[] _weights = new sbyte[4];

    public sbyte[] Taken(byte[] image) => (sbyte[])(object)image; // bad: array-cast

    public void Copied(byte[] image, int offset)
    {
        Array.Copy(image, offset, _weights, 0, 4); // bad: array-cast
        Array.Copy(image, _weights, 4); // bad: array-cast
    }

    public string Text(Mood mood) => mood.ToString(); // bad: enum-text

    public string Joined(Mood mood) => "mood " + mood; // bad: enum-text

    public string Interpolated(Mood mood)
    {
        string text = $"mood {mood}, {1}"; // bad: enum-text
        return text;
    }
}
