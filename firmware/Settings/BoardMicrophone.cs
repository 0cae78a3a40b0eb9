namespace Sotto.Firmware;

/// <summary>The microphone of a board: its kind and pins.</summary>
public sealed class BoardMicrophone
{
    internal BoardMicrophone(string kind)
    {
        Kind = kind;
    }

    /// <summary>"inmp441", "ics43434" or "sph0645", which speak I2S, or "pdm" for all that speak PDM.</summary>
    public string Kind { get; private set; }

    /// <summary>Whether it speaks PDM: clock and data, no word select.</summary>
    public bool IsPdm
    {
        get { return Kind == "pdm"; }
    }

    /// <summary>The pin of the bit clock (BCK, SCK), or of the clock of PDM.</summary>
    public int ClockPin { get; internal set; }

    /// <summary>The pin of the word select (WS, LRCL); -1 of PDM.</summary>
    public int WordSelectPin { get; internal set; }

    /// <summary>The pin that the samples come in by.</summary>
    public int DataPin { get; internal set; }

    /// <summary>Whether it sends in the right slot: its L/R (SEL) pin is high.</summary>
    public bool IsRight { get; internal set; }
}
