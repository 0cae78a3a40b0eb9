using System;
using nanoFramework.TestFramework;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

/// <summary>The native search for sentences behind its handles.</summary>
[TestClass]
public class SentenceSearchTests
{
    [Setup]
    public void FindEngine()
    {
        if (!NativeEngine.IsAvailable)
        {
            Assert.SkipTest("there is no native engine here");
        }
    }

    [TestMethod]
    public void SentencesAreTheManagedOnes()
    {
        SearchSettings settings = new SearchSettings { Beam = 1000, LanguageWeight = 16, WordPenalty = 3 };
        SentenceDecoder managed = new SentenceDecoder(WordAutomaton.Load(SpokenSamples.File), settings);
        NativeSentenceDecoder native = NativeSentenceDecoder.FromImage(SpokenSamples.File, settings);
        Assert.AreEqual(5, native.Words);
        for (int round = 0; round < 3; round++)
        {
            SpokenSamples.Say(managed, SpokenSamples.TheLightOn);
            SpokenSamples.Say(native, SpokenSamples.TheLightOn);
            Assert.AreEqual(managed.Places, native.Places);
            Assert.AreEqual(managed.EndCost, native.EndCost);
            Assert.AreEqual(managed.FramesSinceSound, native.FramesSinceSound);
            Assert.AreEqual(managed.Sounds, native.Sounds);
            Assert.AreEqual(managed.Finish(), native.Finish());
            for (int i = 0; i < managed.BestCount; i++)
            {
                Assert.AreEqual(managed.Cost(i), native.Cost(i));
                Assert.AreEqual(managed.Text(i), native.Text(i));
            }
        }

        Assert.IsTrue(native.HasEnded(1, 2));
        native.Reset();
        Assert.AreEqual(0, native.Frames);
        Assert.AreEqual(-1, native.EndCost);
        native.Dispose();
    }

    [TestMethod]
    public void WrongArgumentsAreRefused()
    {
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeSentenceDecoder.FromImage(new byte[100], new SearchSettings()));
        Assert.ThrowsException(
            typeof(ArgumentOutOfRangeException), () => NativeSentenceDecoder.FromImage(SpokenSamples.File, new SearchSettings { Beam = -1 }));
        NativeSentenceDecoder native = NativeSentenceDecoder.FromImage(SpokenSamples.File, new SearchSettings());
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.Feed(new sbyte[SpokenFormat.Labels], 1));
        Assert.ThrowsException(typeof(ArgumentNullException), () => native.Feed(null, 0));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => native.Cost(0));
        native.Dispose();
        Assert.ThrowsException(typeof(ObjectDisposedException), () => native.Reset());
    }
}
