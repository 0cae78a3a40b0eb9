using nanoFramework.TestFramework;
using Sotto.Kernels;

namespace Sotto.Tests;

/// <summary>Probabilities of a decoder's logits, and attention, whose weights they are.</summary>
[TestClass]
public class AttentionTests
{
    // A unit of a score is 2^-4 of a logit.
    private static readonly Multiplier Sixteenth = new Multiplier(1 << 30, 23);

    [TestMethod]
    public void TheLargestIsOne()
    {
        Assert.AreEqual(1 << Probabilities.Bits, Probabilities.OfScore(5, 5, Sixteenth));
        Assert.AreEqual(1 << Probabilities.Bits, Probabilities.OfScore(int.MinValue, int.MinValue, Sixteenth));

        // Next to nothing below it.
        Assert.AreEqual(1 << Probabilities.Bits, Probabilities.OfScore(4, 5, new Multiplier(1 << 30, 1)));
    }

    [TestMethod]
    public void OthersAreExponentials()
    {
        int[] expected = { 32768, 30783, 28918, 27166, 25520, 23974, 22521, 21157, 19875 };
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], Probabilities.OfScore(-i, 0, Sixteenth));
        }

        Assert.AreEqual(0, Probabilities.OfScore(-16 * 11, 0, Sixteenth));
        Assert.AreEqual(0, Probabilities.OfScore(int.MinValue, 0, Sixteenth));
        Assert.AreEqual(0, Probabilities.OfScore(-2, 0, new Multiplier(int.MaxValue, 30)));
    }

    [TestMethod]
    public void AttentionToOnePositionIsItsValue()
    {
        DecoderShape shape = TwoWide();
        sbyte[] arena = new sbyte[8];
        int[] weights = new int[1];
        for (int value = -127; value <= 127; value++)
        {
            arena[4] = (sbyte)value;
            arena[5] = (sbyte)-value;
            Attention.Head(shape, Sixteenth, arena, 0, 2, 4, 1, weights, 6);
            Assert.AreEqual(value, (int)arena[6]);
            Assert.AreEqual(-value, (int)arena[7]);
        }
    }

    [TestMethod]
    public void AttentionToTwoThatFitAlikeIsTheirMean()
    {
        sbyte[] arena = { 3, 4, 50, 50, 50, 50, 100, -7, 50, -6, 0, 0 };
        Attention.Head(TwoWide(), Sixteenth, arena, 0, 2, 6, 2, new int[2], 10);
        Assert.AreEqual(75, (int)arena[10]);
        Assert.AreEqual(-7, (int)arena[11]);
    }

    private static DecoderShape TwoWide()
    {
        DecoderShape shape = new DecoderShape();
        shape.Width = 2;
        shape.Heads = 1;
        shape.KeyHeads = 1;
        return shape;
    }
}
