namespace Sotto.Devices;

/// <summary>
/// A microphone on an I2S port: reads 10 ms at a time, since some drivers hold up the whole program while they fill a buffer.
/// What waits lies first with the driver and then in a ring; what either lost is counted. Threads may share it: one that calls
/// <see cref="Drain"/> now and then keeps the driver empty while another is busy. Only while it hears it has memory for samples.
/// </summary>
public sealed class I2sMicrophone : IMicrophone
{
    /// <summary>Samples of the ring unless told otherwise: 512 ms, 16 KB.</summary>
    public const int DefaultRing = 8192;

    /// <summary>Samples of 10 ms.</summary>
    public const int BlockSamples = 160;

    private readonly II2sBus _bus;
    private readonly SampleUnpacker _unpacker;
    private readonly int _ringSamples;
    private readonly DriverBacklog _backlog;
    private readonly object _lock = new object();
    private MicrophoneSelfTest _test;

    // Null while it does not hear.
    private SampleRing _ring;
    private byte[] _bytes;
    private short[] _block;

    /// <summary>Makes a microphone that does not hear yet.</summary>
    /// <param name="bus">The port.</param>
    /// <param name="profile">The microphone's kind.</param>
    /// <param name="channel">The slot that it speaks in, 0 or 1, counted as the chip delivers them.</param>
    /// <param name="shift">Bits that a slot of 32 is shifted to the right, 0 to 31; <see cref="MicrophoneProfile.DefaultShift"/>.</param>
    /// <param name="ringSamples">Samples of the ring: a power of two; <see cref="DefaultRing"/>.</param>
    /// <exception cref="System.ArgumentException">Channel, shift or ring are out of their ranges.</exception>
    public I2sMicrophone(II2sBus bus, MicrophoneProfile profile, int channel, int shift, int ringSamples)
    {
        _bus = bus;
        _unpacker = new SampleUnpacker(profile, channel, shift);
        SampleRing.Check(ringSamples);
        _ringSamples = ringSamples;
        _backlog = new DriverBacklog(bus.BlockFrames, bus.KeptBlocks);
    }

    /// <inheritdoc/>
    public long Lost
    {
        get
        {
            lock (_lock)
            {
                return _backlog.Lost + (_ring == null ? 0 : _ring.Lost);
            }
        }
    }

    /// <summary>The part of <see cref="Lost"/> that the driver lost, worked out from the time.</summary>
    public long LostByDriver
    {
        get { return _backlog.Lost; }
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (_lock)
        {
            _bus.Open();
            _unpacker.Reset();
            _ring = new SampleRing(_ringSamples);
            _bytes = new byte[BlockSamples * _unpacker.FrameBytes];
            _block = new short[BlockSamples];
            _backlog.Reset(_bus.Microseconds);
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_lock)
        {
            _bus.Close();
            _ring = null;
            _bytes = null;
            _block = null;
        }
    }

    /// <inheritdoc/>
    public int Read(short[] into, int offset, int count)
    {
        lock (_lock)
        {
            if (_ring == null)
            {
                return 0;
            }

            if (_ring.Count < count)
            {
                ReadBlock();
            }

            return _ring.Read(into, offset, count);
        }
    }

    /// <summary>Takes from the driver into the ring what can be had without a wait.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            while (_ring != null && _backlog.Waiting(_bus.Microseconds) >= BlockSamples)
            {
                ReadBlock();
            }
        }
    }

    /// <inheritdoc/>
    public void Watch(MicrophoneSelfTest test)
    {
        lock (_lock)
        {
            _test = test;
        }
    }

    private void ReadBlock()
    {
        long before = _bus.Microseconds;
        _backlog.BeforeRead(before);
        _bus.Read(_bytes);
        _backlog.AfterRead(BlockSamples, before, _bus.Microseconds);
        _unpacker.Unpack(_bytes, BlockSamples, _block, 0);
        _ring.Write(_block, 0, BlockSamples);
        if (_test != null)
        {
            _test.Take(_bytes, BlockSamples);
        }
    }
}
