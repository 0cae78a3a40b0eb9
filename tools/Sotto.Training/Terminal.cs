using System.Diagnostics;
using Spectre.Console;

namespace Sotto.Training;

/// <summary>Progress of long work: a bar on a terminal, a line every few seconds elsewhere.</summary>
public static class Terminal
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    /// <summary>Runs work that reports its share done (0 to 1) and a word on how it goes.</summary>
    public static T Work<T>(string title, Func<Action<double, string>, T> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T result = AnsiConsole.Profile.Capabilities.Interactive ? WithBar(title, work) : WithLines(title, work);
        AnsiConsole.WriteLine($"{title}: done in {watch.Elapsed.TotalSeconds:0} s");
        return result;
    }

    private static T WithBar<T>(string title, Func<Action<double, string>, T> work) =>
        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
            return work((share, note) =>
            {
                task.Description = Markup.Escape($"{title} {note}");
                task.Value = share;
            });
        });

    private static T WithLines<T>(string title, Func<Action<double, string>, T> work)
    {
        Stopwatch sinceLine = Stopwatch.StartNew();
        return work((share, note) =>
        {
            lock (sinceLine)
            {
                if (sinceLine.Elapsed >= LineInterval)
                {
                    AnsiConsole.WriteLine($"{title}: {share:P0} {note}");
                    sinceLine.Restart();
                }
            }
        });
    }
}
