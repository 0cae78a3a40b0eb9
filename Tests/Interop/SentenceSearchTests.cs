using System;
using nanoFramework.TestFramework;
using Sotto.Interop;
using Sotto.Kernels;
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
    public void ASessionHearsTheManagedSentences()
    {
        SearchSettings settings = new SearchSettings { Beam = 300, LanguageWeight = 16 };
        NativeModel wake = InteropTests.LoadWake();
        NativeModel acoustic = NativeModel.FromImage(AcousticSample.File);
        NativeWordAutomaton words = NativeWordAutomaton.FromImage(SpokenSamples.File);
        NativeSession native = new NativeSession(wake, acoustic, words, settings, null, 3000);
        SentenceListener listener = new SentenceListener(Model.Load(AcousticSample.File), new SentenceDecoder(WordAutomaton.Load(SpokenSamples.File), settings));
        ManagedSession managed = new ManagedSession(new NeverSpotter(), listener, 3000);
        short[] samples = SpokenSamples.Sound(SpokenSamples.TheLightOn + " 0 0 0 0 0 0 0 0 0");
        for (int round = 0; round < 2; round++)
        {
            native.OpenWindow();
            managed.OpenWindow();
            string expected = Hear(managed, samples);
            Assert.AreEqual(expected, Hear(native, samples));
            Assert.IsTrue(expected.StartsWith("4 4 ") && expected.IndexOf("the light on") > 0);
        }

        native.OpenWindow();
        Assert.AreEqual("3 0", Hear(native, new short[4 * 16000]).Substring(0, 3));
        Assert.ThrowsException(typeof(InvalidOperationException), () => native.UseThreshold(ModelKind.Command, 1));
        Assert.ThrowsException(typeof(InvalidOperationException), () => words.Dispose());
        Assert.ThrowsException(typeof(ArgumentException), () => new NativeSession(wake, wake, words, settings, null, 3000));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => new NativeSession(wake, acoustic, words, new SearchSettings { Beam = -1 }, null, 3000));
        native.Dispose();
        words.Dispose();
        acoustic.Dispose();
        wake.Dispose();
    }

    private static string Hear(ISession session, short[] samples)
    {
        string heard = "";
        SessionEvent taken = new SessionEvent();
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples, at, samples.Length - at < 777 ? samples.Length - at : 777);
            while (session.TryTake(taken))
            {
                heard += ((int)taken.Kind).ToString() + " " + taken.Label.ToString() + " " + session.Sentences.Sounds.ToString() + Sentences(session.Sentences);
            }
        }

        return heard;
    }

    private static string Sentences(NBestList best)
    {
        string text = "";
        for (int i = 0; i < best.Count; i++)
        {
            text += "; " + best.Text(i) + " " + best.Cost(i).ToString();
        }

        return text;
    }

    /// <summary>A wake model that calls nothing.</summary>
    private sealed class NeverSpotter : IWordSpotter
    {
        private readonly Detector _detector = new Detector(new string[0], new int[0], 1, 0);

        public Detector Detector
        {
            [Step]
            get { return _detector; }
        }

        public bool Stepped
        {
            [Step]
            get { return false; }
        }

        [Step]
        public void Reset()
        {
        }

        [Step]
        public bool Take(ushort[] row)
        {
            return false;
        }
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
