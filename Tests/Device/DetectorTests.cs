using nanoFramework.TestFramework;
using Sotto.Models;

namespace Sotto.Tests;

[TestClass]
public class DetectorTests
{
    private static readonly string[] Labels = { "_unknown_", "alexa", "computer" };

    [TestMethod]
    public void MeanIsTakenOverTheWindowWithZerosBeforeTheStart()
    {
        Detector detector = Make(256, 256, 4, 0);
        int[] probabilities = { 255, 200, 100, 45, 0, 0, 0, 0 };
        int[] means = { 63, 113, 138, 150, 86, 36, 11, 0 };
        for (int i = 0; i < probabilities.Length; i++)
        {
            Assert.IsFalse(Hear(detector, 0, probabilities[i], 0));
            Assert.AreEqual(means[i], detector.MeanOf(1));
        }
    }

    [TestMethod]
    public void LabelIsCalledOnceItsMeanReachesTheThreshold()
    {
        Detector detector = Make(100, 256, 2, 0);
        Assert.IsFalse(Hear(detector, 0, 100, 0));
        Assert.IsFalse(Hear(detector, 0, 99, 0));
        Assert.IsTrue(Hear(detector, 0, 101, 0));
        Assert.AreEqual(1, detector.Label);
        Assert.AreEqual(100, detector.Score);
    }

    [TestMethod]
    public void NothingIsCalledInTheRefractoryTime()
    {
        Detector detector = Make(128, 128, 1, 3);
        Assert.IsTrue(Hear(detector, 0, 255, 0));
        Assert.IsFalse(Hear(detector, 0, 255, 0));
        Assert.IsFalse(Hear(detector, 0, 0, 255));
        Assert.IsFalse(Hear(detector, 0, 0, 255));
        Assert.IsTrue(Hear(detector, 0, 0, 254));
        Assert.AreEqual(2, detector.Label);
        Assert.AreEqual(254, detector.Score);
    }

    [TestMethod]
    public void OfTwoLabelsTheOneWithTheHigherMeanIsCalled()
    {
        Detector detector = Make(10, 200, 1, 0);
        Assert.IsTrue(Hear(detector, 0, 150, 199));
        Assert.AreEqual(1, detector.Label);
        Assert.IsTrue(Hear(detector, 0, 150, 201));
        Assert.AreEqual(2, detector.Label);
        Assert.IsTrue(Hear(detector, 0, 220, 220));
        Assert.AreEqual(1, detector.Label);
    }

    [TestMethod]
    public void LabelsThatBeginWithAnUnderscoreAreNeverCalled()
    {
        Detector detector = Make(128, 128, 1, 0);
        Assert.IsFalse(Hear(detector, 255, 0, 0));
        Assert.AreEqual(255, detector.MeanOf(0));
        Assert.IsTrue(Hear(detector, 255, 128, 0));
        Assert.AreEqual(1, detector.Label);
    }

    [TestMethod]
    public void ResetForgetsMeansAndRefractoryTime()
    {
        Detector detector = Make(128, 128, 2, 100);
        Hear(detector, 0, 255, 0);
        Assert.IsTrue(Hear(detector, 0, 255, 0));
        detector.Reset();
        Assert.AreEqual(0, detector.MeanOf(1));
        Assert.IsFalse(Hear(detector, 0, 255, 0));
        Assert.AreEqual(127, detector.MeanOf(1));
        Assert.IsTrue(Hear(detector, 0, 255, 0));
    }

    [TestMethod]
    public void OneThresholdForAllCallsNothingAt256AndEverythingAt0()
    {
        Detector detector = Make(1, 1, 1, 0);
        detector.UseThreshold(256);
        Assert.IsFalse(Hear(detector, 0, 255, 255));
        Assert.AreEqual(256, detector.ThresholdOf(2));
        detector.UseThreshold(0);
        Assert.IsTrue(Hear(detector, 0, 0, 0));
    }

    [TestMethod]
    public void ClipIsTheWordThatAddsUpToMost()
    {
        Detector detector = Make(256, 256, 2, 0);
        ClipDecision clip = new ClipDecision(Labels);
        HearAndNote(detector, clip, 100, 140, 0);
        HearAndNote(detector, clip, 40, 160, 250);
        HearAndNote(detector, clip, 0, 0, 62);
        HearAndNote(detector, clip, 0, 0, 0);
        Assert.AreEqual(70, clip.PeakOf(0));
        Assert.AreEqual(150, clip.PeakOf(1));
        Assert.AreEqual(156, clip.PeakOf(2));

        // alexa's means are 70, 150, 80, 0, computer's 0, 125, 156, 31: the higher peak, but for less long until one more step.
        Assert.AreEqual(2, clip.Decide(ClipDecision.DefaultThreshold));
        Assert.AreEqual(2, clip.Decide(156));
        Assert.AreEqual(ClipDecision.NoWord, clip.Decide(157));
        HearAndNote(detector, clip, 0, 30, 0);
        Assert.AreEqual(1, clip.Decide(156));
        clip.Reset();
        Assert.AreEqual(0, clip.PeakOf(2));
        Assert.AreEqual(ClipDecision.NoWord, clip.Decide(ClipDecision.DefaultThreshold));
    }

    [TestMethod]
    public void OtherSpeechAndSilenceNeverDecideAClip()
    {
        string[] labels = { "_unknown_", "_silence_", "yes" };
        Detector detector = new Detector(labels, new int[] { 0, 0, 256 }, 1, 0);
        ClipDecision clip = new ClipDecision(labels);
        HearAndNote(detector, clip, 255, 0, ClipDecision.DefaultThreshold - 1);
        HearAndNote(detector, clip, 0, 255, 0);
        Assert.AreEqual(ClipDecision.NoWord, clip.Decide(ClipDecision.DefaultThreshold));
        HearAndNote(detector, clip, 0, 128, ClipDecision.DefaultThreshold);
        Assert.AreEqual(2, clip.Decide(ClipDecision.DefaultThreshold));
    }

    private static Detector Make(int alexa, int computer, int window, int refractorySteps)
    {
        return new Detector(Labels, new int[] { 0, alexa, computer }, window, refractorySteps);
    }

    private static bool Hear(Detector detector, int first, int second, int third)
    {
        return detector.Update(new sbyte[] { (sbyte)(first - 128), (sbyte)(second - 128), (sbyte)(third - 128) });
    }

    private static void HearAndNote(Detector detector, ClipDecision clip, int first, int second, int third)
    {
        Hear(detector, first, second, third);
        clip.Note(detector);
    }
}
