using System;

namespace BadDeviceCode;

public class Api
{
    private Uri _address; // bad: api

    public string Joined(string[] words)
    {
        _address = null;
        return string.Join(",", words); // bad: api
    }

    public string Replaced(string text) => text.Replace('a', 'b'); // bad: api

    public bool Failed(int value)
    {
        try
        {
            return value / 0 == 1;
        }
        catch (OverflowException) // bad: api
        {
            return true;
        }
    }

    public object Made() => new Version(1, 2); // bad: api
}
