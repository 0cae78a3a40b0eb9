using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;

namespace Sotto.Tests;

[TestClass]
public class I2sMicrophoneTests
{
    // What I2sBus asks of the driver: 21 descriptors of 256 frames, one of them being filled.
    private const int Block = 256;
    private const int Kept = 20;

    private static SimulatedI2sBus _bus;
    private static I2sMicrophone _microphone;
    private static short[] _played;
    private static readonly short[] s_taken = new short[160];
    private static int _at;
    private static uint _random;

    [DataRow("inmp441", 0)]
    [DataRow("ics43434", 1)]
    public void MicrophoneGivesWhatIsHeard(string name, int channel)
    {
        Make(name, channel, 8000);
        Assert.AreEqual("", Listen(8000));
        Assert.AreEqual(0L, _microphone.Lost);
        _microphone.Stop();
    }

    /// <summary>Every moment at which a stall of 300 ms can begin, against the driver's blocks and the reader's: 0 samples lost.</summary>
    [TestMethod]
    public void StallOf300MillisecondsLosesNothing()
    {
        for (int begin = 0; begin < 40; begin++)
        {
            Make("inmp441", 0, 16000);
            Assert.AreEqual("", Listen(1600 + (begin * 160)));
            _bus.Advance(300000);
            Assert.AreEqual("", Listen(6400));
            Assert.AreEqual(0L, _bus.Dropped);
            Assert.AreEqual(0L, _microphone.Lost);
        }
    }

    /// <summary>A thread that drains the driver while another is busy for 800 ms: the driver and the ring lose nothing.</summary>
    [TestMethod]
    public void DrainKeepsTheDriverEmpty()
    {
        Make("inmp441", 0, 24000);
        Assert.AreEqual("", Listen(1600));
        for (int i = 0; i < 5; i++)
        {
            _bus.Advance(100000);
            _microphone.Drain();
        }

        _bus.Advance(300000);
        Assert.AreEqual("", Listen(16000));
        Assert.AreEqual(0L, _bus.Dropped);
        Assert.AreEqual(0L, _microphone.Lost);
    }

    /// <summary>60 stalls of up to 2 s: what the driver dropped is counted exactly, and after it nothing is missing.</summary>
    [TestMethod]
    public void LongerStallIsCountedAndRecoveredFrom()
    {
        _random = 3;
        int stalls = 0;
        for (int i = 0; i < 60; i++)
        {
            Make("inmp441", 0, 60000);
            Assert.AreEqual("", Listen((int)(Next() % 30) * 160));
            _bus.Advance(1000 * (1 + (Next() % 1900)) + (Next() % 1000));
            string gaps = Listen(4800);
            long lost = _microphone.Lost;
            Assert.AreEqual(_bus.Dropped, lost);
            Assert.AreEqual(lost == 0 ? "" : lost.ToString() + " ", gaps);
            stalls += lost > 0 ? 1 : 0;

            // The kept blocks are 320 ms of audio without a gap: all of a window.
            Assert.AreEqual("", Listen(4800));
            Assert.AreEqual(lost, _microphone.Lost);
        }

        Assert.IsTrue(stalls > 30);
    }

    [TestMethod]
    public void FullRingIsCounted()
    {
        Make("inmp441", 0, 60000);
        Assert.AreEqual("", Listen(160));
        for (int i = 0; i < 10; i++)
        {
            _bus.Advance(100000);
            _microphone.Drain();
        }

        Assert.AreEqual(0L, _microphone.LostByDriver);
        long lost = _microphone.Lost;
        Assert.IsTrue(lost > 7000 && lost < 8500);
        Assert.AreEqual(lost.ToString() + " ", Listen(8000));
    }

    [TestMethod]
    public void WatchedTestIsFedWhatIsRead()
    {
        Make("inmp441", 1, 0);
        MicrophoneSelfTest test = new MicrophoneSelfTest(MicrophoneProfile.Find("inmp441"), 1, MicrophoneProfile.DefaultShift);
        _microphone.Watch(test);
        for (int i = 0; i < 150; i++)
        {
            Assert.IsFalse(test.IsDone);
            _microphone.Read(s_taken, 0, 160);
        }

        Assert.IsTrue(test.IsDone);
        Assert.AreEqual((int)MicrophoneFault.AllZero, (int)test.Judge().Fault);
    }

    private static void Make(string name, int channel, int samples)
    {
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        _bus = new SimulatedI2sBus(profile, channel, Block, Kept);
        _microphone = new I2sMicrophone(_bus, profile, channel, MicrophoneProfile.DefaultShift, I2sMicrophone.DefaultRing);
        _microphone.Start();
        _played = new short[samples];
        for (int i = 0; i < samples; i++)
        {
            _played[i] = (short)(i + 1);
        }

        _at = 0;
        _bus.Play(_played);
    }

    /// <summary>Reads samples and gives the gaps in what was played.</summary>
    private static string Listen(int count)
    {
        string gaps = "";
        while (count > 0)
        {
            int got = _microphone.Read(s_taken, 0, count < 160 ? count : 160);
            for (int i = 0; i < got; i++)
            {
                if (s_taken[i] != (short)(_at + 1))
                {
                    int gap = (ushort)(s_taken[i] - 1) - _at;
                    gaps += gap.ToString() + " ";
                    _at += gap;
                }

                _at++;
            }

            count -= got;
        }

        return gaps;
    }

    private static long Next()
    {
        _random = (_random * 1664525) + 1013904223;
        return _random >> 8;
    }
}
