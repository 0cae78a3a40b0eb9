namespace Sotto.Firmware;

/// <summary>A pin of a board, and which level of it means on or pressed.</summary>
public sealed class BoardPin
{
    private readonly int _number;
    private readonly bool _activeLow;

    internal BoardPin(int number, bool activeLow)
    {
        _number = number;
        _activeLow = activeLow;
    }

    /// <summary>The number of the pin.</summary>
    public int Number
    {
        get { return _number; }
    }

    /// <summary>Whether low means on or pressed.</summary>
    public bool ActiveLow
    {
        get { return _activeLow; }
    }
}
