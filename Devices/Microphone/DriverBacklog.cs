using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// Works out what a driver lost that does not tell. A read that had to wait returns just when a block was full: then all that
/// came but the rest of that block has been taken, and from there on the time says how much came. Blocks beyond those that the
/// driver keeps were dropped. The count is right to a block for each stall.
/// </summary>
internal sealed class DriverBacklog
{
    /// <summary>Reads that took longer than this had to wait; copying 10 ms of audio takes less.</summary>
    private const int WaitMicroseconds = 2000;

    private const int FramesPerSecond = 16000;
    private const long MicrosecondsPerSecond = 1000000;

    private readonly int _blockFrames;
    private readonly int _keptBlocks;
    private long _anchorTime;
    private long _anchorFrames;
    private long _passed;
    private long _lost;

    /// <summary>Makes it for a driver.</summary>
    /// <param name="blockFrames">Frames in a block.</param>
    /// <param name="keptBlocks">Blocks that the driver keeps.</param>
    public DriverBacklog(int blockFrames, int keptBlocks)
    {
        _blockFrames = blockFrames;
        _keptBlocks = keptBlocks;
    }

    /// <summary>Frames that the driver dropped.</summary>
    public long Lost
    {
        get { return _lost; }
    }

    /// <summary>The driver begins now.</summary>
    /// <param name="microseconds">The time.</param>
    [Step]
    public void Reset(long microseconds)
    {
        _anchorTime = microseconds;
        _anchorFrames = 0;
        _passed = 0;
        _lost = 0;
    }

    /// <summary>Frames that can be read without a wait.</summary>
    /// <param name="microseconds">The time.</param>
    [Step]
    public long Waiting(long microseconds)
    {
        long ready = Arrived(microseconds) / _blockFrames * _blockFrames;
        return ready > _passed ? ready - _passed : 0;
    }

    /// <summary>Counts what was dropped, before a read.</summary>
    /// <param name="microseconds">The time.</param>
    [Step]
    public void BeforeRead(long microseconds)
    {
        long begun = (_passed + _blockFrames - 1) / _blockFrames;
        long dropped = (Arrived(microseconds) / _blockFrames) - begun - _keptBlocks;
        if (dropped > 0)
        {
            _passed += dropped * _blockFrames;
            _lost += dropped * _blockFrames;
        }
    }

    /// <summary>Counts what was read.</summary>
    /// <param name="frames">How many frames.</param>
    /// <param name="before">The time before.</param>
    /// <param name="after">The time after.</param>
    [Step]
    public void AfterRead(int frames, long before, long after)
    {
        _passed += frames;
        if (after - before >= WaitMicroseconds)
        {
            _anchorTime = after;
            _anchorFrames = (_passed + _blockFrames - 1) / _blockFrames * _blockFrames;
        }
    }

    [Step]
    private long Arrived(long microseconds)
    {
        return _anchorFrames + ((microseconds - _anchorTime) * FramesPerSecond / MicrosecondsPerSecond);
    }
}
