namespace Sotto.Models.Intent;

/// <summary>
/// What of a sentence a frame holds. The less it holds, the more often the sentence is other talk ("what a day", "brighten up"), and the surer
/// it must be to be taken.
/// </summary>
public enum Evidence
{
    /// <summary>No slot.</summary>
    None = 0,

    /// <summary>Slots with values that the intent allows, none of them a word of the sentence.</summary>
    Implied = 1,

    /// <summary>A room, a device, a number, a color or words of the sentence.</summary>
    Named = 2,
}
