using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Acoustic;
using Sotto.Training.Data;
using Spectre.Console;

namespace Sotto.Training.Evaluation;

/// <summary>How many sounds an acoustic model gets wrong, by who says them, on recordings that its weights never saw.</summary>
public static class AcousticEvaluation
{
    private const int MostClips = 400;

    /// <summary>Hears held-out clips and prints a table.</summary>
    /// <param name="audio">Folder of people's recordings.</param>
    /// <param name="speech">Folder of synthetic speech.</param>
    /// <param name="path">The model.</param>
    /// <param name="plan">The synthetic clips that there may be.</param>
    public static void Run(string audio, string speech, string path, IReadOnlyList<SpeechJob> plan)
    {
        byte[] file = File.ReadAllBytes(path);
        Model.Load(file);
        SpokenClip[] clips = [.. SpokenCorpus.Recorded(audio).Where(clip => clip.Split == Split.Test), .. SpokenCorpus.Spoken(speech, plan).Where(clip => clip.Split == Split.Development)];
        Pronouncer pronouncer = new();
        string pools = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(speech))!, "pool");
        Table table = new Table().AddColumns("who", "clips", "sounds wrong").Border(TableBorder.Markdown);
        foreach ((string name, Func<SpokenClip, bool> takes) in new (string, Func<SpokenClip, bool>)[]
        {
            ("a person's sentences, test", clip => clip.Origin == Origin.Human && clip.Words.Count > 2),
            ("people's words, test", clip => clip.Origin == Origin.Human && clip.Words.Count <= 2),
            ("neural voices, development", clip => clip.Origin == Origin.Neural),
            ("other voices, development", clip => clip.Origin == Origin.Synthetic),
        })
        {
            SpokenClip[] heard = [.. clips.Where(takes).OrderBy(clip => StableHash.Of(Path.GetFileName(clip.Path))).Take(MostClips)];
            if (heard.Length > 0)
            {
                SpokenPool pool = SpokenPool.LoadOrMake(pools, heard, heard.Length, null, pronouncer, _ => { });
                double errors = SoundErrors.Rate(file, [.. Enumerable.Range(0, pool.Count).Select(i => pool[i])]);
                table.AddRow(name, $"{heard.Length}", FormattableString.Invariant($"{100 * errors:0.0}%"));
            }
        }

        AnsiConsole.Write(table);
    }
}
