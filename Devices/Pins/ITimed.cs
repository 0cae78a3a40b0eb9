namespace Sotto.Devices;

/// <summary>
/// Something that goes on as time passes. It has no timer and no thread: whoever runs it says how late it is, every 10 to 50 ms.
/// </summary>
public interface ITimed
{
    /// <summary>Does what is due.</summary>
    /// <param name="milliseconds">The time since some moment. Back counts as no time, more than 200 ms at once as 200.</param>
    void Update(long milliseconds);
}
