using System;
using nanoFramework.TestFramework;
using Sotto.Interop;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>The native decoder behind its handles.</summary>
[TestClass]
public class DecoderTests
{
    private const int Seeds = 12;

    [Setup]
    public void FindEngine()
    {
        if (!NativeEngine.IsAvailable)
        {
            Assert.SkipTest("there is no native engine here");
        }
    }

    [TestMethod]
    public void RandomDecodersGiveTheManagedScores()
    {
        for (int seed = 0; seed < 2 * Seeds; seed++)
        {
            RandomDecoder random = new RandomDecoder(seed, 16, seed >= Seeds);
            Decoder managed = new Decoder(random.Shape, random.File);
            NativeDecoder native = NativeDecoder.FromImage(random.File);
            Assert.AreEqual(Decoder.ArenaBytesOf(random.Shape), native.ArenaBytes);
            for (int i = 0; i < random.Shape.Context; i++)
            {
                int row = random.Next(random.Shape.Rows);
                managed.Feed(row);
                native.Feed(row);
                Compare(managed, native);
            }

            native.Dispose();
        }
    }

    [TestMethod]
    public void ResetForgetsTheSentence()
    {
        RandomDecoder random = new RandomDecoder(3, 16);
        NativeDecoder native = NativeDecoder.FromImage(random.File);
        int[] first = ScoresAfter(native, 0);
        native.Feed(0);
        native.Reset();
        Assert.AreEqual(0, native.Position);
        int[] again = ScoresAfter(native, 0);
        for (int i = 0; i < first.Length; i++)
        {
            Assert.AreEqual(first[i], again[i]);
        }

        native.Dispose();
    }

    [TestMethod]
    public void WhatIsNotThereIsRefused()
    {
        RandomDecoder random = new RandomDecoder(4, 16);
        NativeDecoder native = NativeDecoder.FromImage(random.File);
        int[] one = new int[1];
        int[] two = new int[2];
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.Feed(-1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.Feed(native.Rows));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScoreRow(-1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScoreRow(native.Rows));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScoreRows(one, 2, two));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScoreRows(two, 2, one));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScoreRows(two, -1, two));
        Assert.ThrowsException(typeof(ArgumentNullException), () => native.ScoreRows(null, 0, one));
        Assert.ThrowsException(typeof(ArgumentNullException), () => native.ScoreRows(one, 1, null));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoints(1, one));
        native.Feed(0);
        native.ScorePoints(1, one);
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoints(2, two));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoints(-1, two));
        Assert.ThrowsException(typeof(ArgumentNullException), () => native.ScorePoints(1, null));

        // Aimed are positions that were fed before.
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoint(0));
        native.Aim();
        native.ScorePoints(1, one);
        Assert.AreEqual(one[0], native.ScorePoint(0));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoint(1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.ScorePoint(-1));
        native.Dispose();
    }

    [TestMethod]
    public void AFullContextTakesNothingMore()
    {
        RandomDecoder random = new RandomDecoder(5, 16);
        NativeDecoder native = NativeDecoder.FromImage(random.File);
        Assert.AreEqual(random.Shape.Context, native.Context);
        for (int i = 0; i < native.Context; i++)
        {
            native.Feed(0);
        }

        int before = native.ScoreRow(0);
        Assert.ThrowsException(typeof(InvalidOperationException), () => native.Feed(0));
        Assert.AreEqual(native.Context, native.Position);
        Assert.AreEqual(before, native.ScoreRow(0));
        native.Reset();
        native.Feed(0);
        Assert.AreEqual(1, native.Position);
        native.Dispose();
    }

    [TestMethod]
    public void WrongFilesAreRefused()
    {
        byte[] damaged = (byte[])new RandomDecoder(6, 16).File.Clone();
        damaged[damaged.Length / 2]++;
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeDecoder.FromImage(damaged));
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeDecoder.FromImage(new byte[0]));
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeDecoder.FromImage(EngineSamples.Models[0]));
        Assert.ThrowsException(typeof(ArgumentNullException), () => NativeDecoder.FromImage(null));
    }

    [TestMethod]
    public void WhatIsDisposedOfSaysSo()
    {
        NativeDecoder native = NativeDecoder.FromImage(new RandomDecoder(7, 16).File);
        native.Dispose();
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.Dispose());
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.Reset());
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.Feed(0));
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.ScoreRow(0));
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.Aim());

        // Nothing is left behind: there are places for 32.
        for (int i = 0; i < 40; i++)
        {
            NativeDecoder.FromImage(new RandomDecoder(i % Seeds, 16).File).Dispose();
        }
    }

    private static int[] ScoresAfter(NativeDecoder native, int row)
    {
        int[] scores = new int[native.Rows];
        native.Feed(row);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = native.ScoreRow(i);
        }

        return scores;
    }

    private static void Compare(Decoder managed, NativeDecoder native)
    {
        for (int i = 0; i < native.Rows; i++)
        {
            Assert.AreEqual(managed.ScoreRow(i), native.ScoreRow(i));
        }

        managed.Aim();
        native.Aim();
        Assert.AreEqual(managed.Position, native.Position);
        for (int i = 0; i < managed.Position; i++)
        {
            Assert.AreEqual(managed.ScorePoint(i), native.ScorePoint(i));
        }
    }
}
