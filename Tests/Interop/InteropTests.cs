using System;
using nanoFramework.TestFramework;
using Sotto.Interop;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>
/// The native engine behind its handles. On nanoFramework the two shipped models are the resources "wake" and "commands" of
/// this assembly (Resources.resx) and are used in place; on .NET whoever runs the tests gives their files.
/// </summary>
[TestClass]
public class InteropTests
{
    /// <summary>The file of the wake model where models are no resources.</summary>
    public static byte[] WakeFile;

    /// <summary>The file of the command model where models are no resources.</summary>
    public static byte[] CommandsFile;

    private const int Second = 16000;

    /// <summary>Of a session over both shipped models, native or managed, at the thresholds below and with a window of 1 s.</summary>
    public const uint Digest = 118273277;

    /// <summary>At such thresholds, in 1/256, noise is many words; which and when depends on every value on the way.</summary>
    public const int WakeThreshold = 3;

    /// <summary>The same of the command model.</summary>
    public const int CommandThreshold = 25;

    private static NativeModel _wake;
    private static NativeModel _commands;

    [Setup]
    public void LoadModels()
    {
        if (!NativeEngine.IsAvailable)
        {
            Assert.SkipTest("there is no native engine here");
        }

        _wake = LoadWake();
        _commands = CommandsFile != null ? NativeModel.FromImage(CommandsFile) : NativeModel.FromResource("commands");
    }

    /// <summary>The shipped wake model.</summary>
    internal static NativeModel LoadWake()
    {
        return WakeFile != null ? NativeModel.FromImage(WakeFile) : NativeModel.FromResource("wake");
    }

    [Cleanup]
    public void FreeModels()
    {
        if (_wake != null)
        {
            _wake.Dispose();
            _commands.Dispose();
        }
    }

    [TestMethod]
    public void ModelsTellWhatTheyAre()
    {
        Assert.IsTrue(_wake.Kind == ModelKind.Wake);
        Assert.IsTrue(_commands.Kind == ModelKind.Command);
        string[] labels = _wake.Labels;
        Assert.AreEqual(7, labels.Length);
        Assert.AreEqual("_unknown_", labels[0]);
        Assert.AreEqual("view_glass", labels[6]);
        Assert.AreEqual(labels.Length, _wake.OutputLength);
        Assert.AreEqual(_wake.StepFrames * FrontEnd.FeatureCount, _wake.InputLength);
        Assert.IsTrue(_wake.ArenaBytes > 0 && _wake.ArenaBytes <= 16384);
        Assert.IsTrue(_wake.MultiplyAccumulatesPerStep > 0);
        Assert.IsTrue(_wake.Smoothing > 0 && _wake.RefractoryMilliseconds > 0);
        Assert.AreEqual(10, _wake.FeatureStepMilliseconds);
        Assert.IsFalse(_wake.InputIsUnsigned || _wake.OutputIsUnsigned);
        Assert.IsTrue(_wake.ThresholdOf(1) > 0 && _wake.ThresholdOf(1) < 256);
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => _wake.ThresholdOf(7));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => _wake.ThresholdOf(-1));
    }

    [TestMethod]
    public void FrontEndGivesTheManagedRows()
    {
        short[] samples = Noise(Second, 8000);
        FrontEnd managed = new FrontEnd();
        NativeFrontEnd native = new NativeFrontEnd();
        int rows = 0;
        for (int at = 0; at < samples.Length;)
        {
            int block = samples.Length - at < 777 ? samples.Length - at : 777;
            int taken = managed.Feed(samples, at, block);
            Assert.AreEqual(taken, native.Feed(samples, at, block));
            Assert.AreEqual(managed.RowReady, native.RowReady);
            for (int i = 0; managed.RowReady && i < FrontEnd.FeatureCount; i++)
            {
                Assert.AreEqual((int)managed.Row[i], (int)native.Row[i]);
            }

            rows += managed.RowReady ? 1 : 0;
            at += taken;
        }

        native.Dispose();
        Assert.AreEqual(98, rows);
    }

    [TestMethod]
    public void RunnerGivesTheManagedBytes()
    {
        for (int sample = 0; sample < EngineSamples.Names.Length; sample++)
        {
            NativeModel model = NativeModel.FromImage(EngineSamples.Models[sample]);
            NativeRunner runner = new NativeRunner(model);
            CheckSample(sample, model, runner);
            runner.Reset();
            CheckSample(sample, model, runner);
            runner.Dispose();
            model.Dispose();
        }
    }

    [TestMethod]
    public void WrongModelsAreRefused()
    {
        byte[] damaged = (byte[])EngineSamples.Models[0].Clone();
        damaged[damaged.Length / 2]++;
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeModel.FromImage(damaged));
        Assert.ThrowsException(typeof(ModelFormatException), () => NativeModel.FromImage(new byte[0]));
        Assert.ThrowsException(typeof(ArgumentNullException), () => NativeModel.FromImage(null));
        Assert.ThrowsException(typeof(ArgumentException), () => new NativeSession(_wake, _wake, 3000));
        Assert.ThrowsException(typeof(ArgumentException), () => new NativeSession(_commands, _wake, 3000));
    }

    [TestMethod]
    public void WrongArraysAreRefused()
    {
        NativeRunner runner = new NativeRunner(_wake);
        sbyte[] input = new sbyte[_wake.InputLength];
        sbyte[] output = new sbyte[_wake.OutputLength];
        Assert.ThrowsException(typeof(ArgumentNullException), () => runner.Step(null, 0, output, 0));
        Assert.ThrowsException(typeof(ArgumentNullException), () => runner.Step(input, 0, null, 0));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => runner.Step(input, 1, output, 0));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => runner.Step(input, -1, output, 0));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => runner.Step(input, 0, output, 1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => runner.Step(input, 0, output, int.MinValue));
        runner.Step(input, 0, output, 0);
        runner.Dispose();
        NativeSession session = new NativeSession(_wake, _commands, 3000);
        short[] samples = new short[160];
        Assert.ThrowsException(typeof(ArgumentNullException), () => session.Feed(null, 0, 0));
        Assert.ThrowsException(typeof(ArgumentNullException), () => session.TryTake(null));
        Assert.ThrowsException(typeof(ArgumentNullException), () => session.StartCapture(null));
        Assert.ThrowsException(typeof(ArgumentNullException), () => new NativeSession(_wake, null, 3000));
        Assert.ThrowsException(typeof(ArgumentNullException), () => new NativeRunner(null));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => session.Feed(samples, 1, 160));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => session.Feed(samples, int.MaxValue, 1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => session.Feed(samples, 0, -1));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => session.UseThreshold(ModelKind.Wake, 257));
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => new NativeSession(_wake, _commands, 0));
        session.Dispose();
    }

    [TestMethod]
    public void WhatIsClosedOrInUseSaysSo()
    {
        NativeModel model = NativeModel.FromImage(EngineSamples.Models[0]);
        NativeRunner runner = new NativeRunner(model);
        Assert.ThrowsException(typeof(InvalidOperationException), () => model.Dispose());
        runner.Dispose();
        model.Dispose();
        Assert.ThrowsException(typeof(ObjectDisposedException), () => runner.Dispose());
        Assert.ThrowsException(typeof(ObjectDisposedException), () => runner.Reset());
        Assert.ThrowsException(typeof(ObjectDisposedException), () => new NativeRunner(model));
        Assert.ThrowsException(typeof(ObjectDisposedException), () => Ask(model));

        // Its slot is taken again, by another object.
        NativeFrontEnd next = new NativeFrontEnd();
        Assert.ThrowsException(typeof(ObjectDisposedException), () => model.Dispose());
        next.Dispose();
        Assert.ThrowsException(typeof(ObjectDisposedException), () => next.Feed(new short[1], 0, 1));
    }

    [TestMethod]
    public void SessionGivesTheSameDigestEverywhere()
    {
        NativeSession session = new NativeSession(_wake, _commands, 1000);
        session.UseThreshold(ModelKind.Wake, WakeThreshold);
        session.UseThreshold(ModelKind.Command, CommandThreshold);
        uint digest = DigestOf(session);
        session.Dispose();
        OutputHelper.WriteLine("session digest " + digest.ToString());
        Assert.AreEqual(Digest, digest);
    }

    [TestMethod]
    public void ManagedThreadsRunOnWhileTheSessionListens()
    {
        NativeSession session = new NativeSession(_wake, _commands, 3000);
        CaptureSettings settings = new CaptureSettings();
        settings.Path = "/dev/zero";
        settings.Pace = 1;
        try
        {
            session.StartCapture(settings);
        }
        catch (InvalidOperationException)
        {
            session.Dispose();
            Assert.SkipTest("there are no files here");
        }

        long longest = 0;
        int turns = 0;
        long last = DateTime.UtcNow.Ticks;
        while (session.SamplesHeard < 2 * Second)
        {
            long now = DateTime.UtcNow.Ticks;
            longest = now - last > longest ? now - last : longest;
            last = now;
            turns++;
        }

        session.StopCapture();
        session.Dispose();
        OutputHelper.WriteLine("longest pause " + (longest / 10).ToString() + " us in " + turns.ToString() + " turns of 2 s");
        Assert.IsTrue(turns > 200);
    }

    [TestMethod]
    public void SourceThatIsNotThereIsRefused()
    {
        NativeSession session = new NativeSession(_wake, _commands, 3000);
        CaptureSettings settings = new CaptureSettings();
        settings.Path = "/nowhere/at/all.raw";
        Assert.ThrowsException(typeof(InvalidOperationException), () => session.StartCapture(settings));
        settings.Shift = 32;
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => session.StartCapture(settings));
        Assert.ThrowsException(typeof(InvalidOperationException), () => session.StopCapture());
        Assert.IsFalse(session.IsCapturing);

        // Nothing is read, so nothing is to be waited for.
        Assert.IsTrue(session.Wait(60000));
        session.Dispose();
    }

    /// <summary>FNV-1a over the events that 20 s of noise raise.</summary>
    public static uint DigestOf(ISession session)
    {
        short[] samples = Noise(20 * Second, 12000);
        SessionEvent heard = new SessionEvent();
        uint digest = 2166136261;
        for (int at = 0; at < samples.Length;)
        {
            int block = samples.Length - at < 1600 ? samples.Length - at : 1600;
            at += session.Feed(samples, at, block);
            while (session.TryTake(heard))
            {
                digest = (digest ^ (uint)heard.Kind) * 16777619;
                digest = (digest ^ (uint)heard.Label) * 16777619;
                digest = (digest ^ (uint)heard.Score) * 16777619;
                digest = (digest ^ (uint)heard.Sample) * 16777619;
            }
        }

        return digest;
    }

    private static void Ask(NativeModel model)
    {
        if (model.ArenaBytes == 0)
        {
            throw new Exception("a closed model has no arena");
        }
    }

    private static void CheckSample(int sample, NativeModel model, NativeRunner runner)
    {
        byte[] input = EngineSamples.Inputs[sample];
        byte[] expected = EngineSamples.Outputs[sample];
        sbyte[] taken = new sbyte[input.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = (sbyte)input[i];
        }

        sbyte[] given = new sbyte[expected.Length];
        int steps = taken.Length / model.InputLength;
        for (int step = 0; step < steps; step++)
        {
            runner.Step(taken, step * model.InputLength, given, step * model.OutputLength);
        }

        for (int i = 0; i < given.Length; i++)
        {
            Assert.AreEqual((int)(sbyte)expected[i], (int)given[i], EngineSamples.Names[sample]);
        }
    }

    /// <summary>White noise that swells and fades once a second, the same everywhere (xorshift32, Marsaglia, 2003).</summary>
    private static short[] Noise(int count, int loudest)
    {
        short[] samples = new short[count];
        uint state = 1;
        for (int i = 0; i < count; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            int swell = i % Second < Second / 2 ? i % Second : Second - (i % Second);
            samples[i] = (short)((int)(state % (uint)((2 * loudest) + 1) - loudest) * swell / (Second / 2));
        }

        return samples;
    }
}
