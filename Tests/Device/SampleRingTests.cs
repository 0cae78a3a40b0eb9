using System;
using nanoFramework.TestFramework;
using Sotto.Devices;

namespace Sotto.Tests;

[TestClass]
public class SampleRingTests
{
    [DataRow(0)]
    [DataRow(-4)]
    [DataRow(100)]
    public void CapacityIsAPowerOfTwo(int capacity)
    {
        Assert.ThrowsException(typeof(ArgumentException), () => { SampleRing ring = new SampleRing(capacity); });
    }

    /// <summary>3,000 random writes and reads against plain counting: what is taken goes on without a gap, or is the newest.</summary>
    [TestMethod]
    public void RingKeepsTheNewestAndCountsTheRest()
    {
        SampleRing ring = new SampleRing(256);
        short[] block = new short[700];
        uint random = 99;
        long written = 0;
        long taken = 0;
        long lost = 0;
        for (int i = 0; i < 3000; i++)
        {
            random = (random * 1664525) + 1013904223;
            int count = (int)(random >> 8) % ((random >> 4 & 15) == 0 ? 700 : 90);
            if ((random >> 30) < 2)
            {
                for (int k = 0; k < count; k++)
                {
                    block[k] = (short)(written + k);
                }

                ring.Write(block, 0, count);
                written += count;
                long over = written - taken - 256;
                taken += over > 0 ? over : 0;
                lost += over > 0 ? over : 0;
            }
            else
            {
                int got = ring.Read(block, 0, count);
                Assert.AreEqual(count < written - taken ? count : (int)(written - taken), got);
                for (int k = 0; k < got; k++)
                {
                    Assert.AreEqual((int)(short)(taken + k), (int)block[k]);
                }

                taken += got;
            }

            Assert.AreEqual((int)(written - taken), ring.Count);
            Assert.AreEqual(lost, ring.Lost);
        }

        Assert.IsTrue(lost > 1000 && taken - lost > 20000);
    }
}
