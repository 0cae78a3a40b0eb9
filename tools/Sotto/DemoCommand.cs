using System.Diagnostics;
using Sotto.Audio;
using Sotto.Firmware;
using Sotto.Kernels;
using Sotto.Models;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>Plays the bundled recordings to the simulated board.</summary>
internal static class DemoCommand
{
    /// <summary>Rows from one picture to the next: 50 ms.</summary>
    private const int RowsAPicture = 5;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Demo");

    /// <summary>
    /// Plays them once: on a terminal as a moving picture at the pace of the sound, elsewhere as lines. Lines, too, by the native
    /// engine: its session shows no rows and scores to draw.
    /// </summary>
    /// <param name="fast">Whether not to wait for the sound.</param>
    /// <param name="engine">One of <see cref="Engine"/>.</param>
    /// <param name="streams">Where the picture or the lines go.</param>
    public static void Run(bool fast, string engine, Streams streams)
    {
        ModelStream wake = ModelFiles.Open(ModelFiles.Wake, ModelKind.Wake);
        ModelStream commands = ModelFiles.Open(ModelFiles.Commands, ModelKind.Command);
        DemoClip[] clips = DemoClip.LoadAll(Folder);
        if (Engine.IsNative(engine, streams.Error))
        {
            using NativeListener native = new(ModelFiles.Wake, ModelFiles.Commands, null, VoiceSwitch.DefaultWindowMilliseconds);
            Lines(native.Session, clips, streams.Output);
        }
        else if (streams.OutputIsTerminal && DemoView.Fits(AnsiConsole.Profile))
        {
            Picture(wake, commands, clips, fast);
        }
        else
        {
            Lines(new ManagedSession(wake, commands, VoiceSwitch.DefaultWindowMilliseconds), clips, streams.Output);
        }
    }

    private static void Lines(ISession session, DemoClip[] clips, TextWriter output)
    {
        EventWriter events = new(output, json: false);
        VoiceSwitch voice = new SimulatedBoard().Control(session, events);
        Stopwatch work = Stopwatch.StartNew();
        foreach (DemoClip clip in clips)
        {
            output.WriteLine($"{voice.SamplesHeard / (double)AudioClip.SampleRate,6:0.00} s  plays    {clip.Caption}");
            voice.Feed(clip.Samples, 0, clip.Samples.Length);
        }

        events.Summarise(clips.Length, Seconds(voice), work.Elapsed.TotalSeconds);
    }

    private static void Picture(ModelStream wake, ModelStream commands, DemoClip[] clips, bool fast)
    {
        SimulatedBoard board = new();
        DemoView view = new(board, wake.Detector, commands.Detector, AnsiConsole.Profile, clips.Sum(clip => clip.Seconds));
        ManagedSession session = new(wake, commands, VoiceSwitch.DefaultWindowMilliseconds);
        VoiceSwitch voice = board.Control(session, view);
        using Interruption interruption = new();
        Stopwatch work = new();
        AnsiConsole.Live(view).Start(live =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            foreach (DemoClip clip in clips)
            {
                view.Play(clip);
                for (int at = 0; at < clip.Samples.Length && !interruption.Asked; at += FrontEnd.Hop * RowsAPicture)
                {
                    Hear(session, voice, view, clip.Samples, at, work);
                    live.Refresh();
                    TimeSpan ahead = TimeSpan.FromSeconds(Seconds(voice)) - clock.Elapsed;
                    Thread.Sleep(fast || ahead < TimeSpan.Zero ? TimeSpan.Zero : ahead);
                }
            }

            view.Finish(voice, work.Elapsed);
            live.Refresh();
        });
    }

    /// <summary>Hears the sound of one picture, hop by hop so that every row is seen.</summary>
    private static void Hear(ManagedSession session, VoiceSwitch voice, DemoView view, short[] samples, int at, Stopwatch work)
    {
        int end = Math.Min(samples.Length, at + (FrontEnd.Hop * RowsAPicture));
        view.HearLevel(samples.AsSpan(at, end - at));
        for (; at < end; at += FrontEnd.Hop)
        {
            work.Start();
            voice.Feed(samples, at, Math.Min(FrontEnd.Hop, end - at));
            work.Stop();
            view.HearRow(session.Row);
        }

        view.Draw(voice);
    }

    private static double Seconds(VoiceSwitch voice) => voice.SamplesHeard / (double)AudioClip.SampleRate;

    /// <summary>Catches Ctrl+C, so that the picture ends whole and the cursor comes back.</summary>
    private sealed class Interruption : IDisposable
    {
        public Interruption() => Console.CancelKeyPress += Ask;

        public bool Asked { get; private set; }

        public void Dispose() => Console.CancelKeyPress -= Ask;

        private void Ask(object? sender, ConsoleCancelEventArgs arguments)
        {
            arguments.Cancel = true;
            Asked = true;
        }
    }
}
