using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sotto.Audio;

namespace Sotto.Speech;

/// <summary>Synthesises a plan into a folder of 16 kHz WAV files.</summary>
public static class SpeechCorpus
{
    private const int FestivalBatch = 40;
    private const int ShortestClip = 1600;
    private const int LongestClip = 16000 * 9;
    private const int Peak = 23000;

    /// <summary>Where the clips are kept unless told otherwise.</summary>
    public static string DefaultCache { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "sotto", "speech");

    private static readonly string[] Programs = ["espeak-ng", "flite", "festival", "npm"];

    // Without the voice that it is asked for festival speaks with another one, and says nothing.
    private static readonly (string Voice, string Package)[] FestivalVoices =
        [("kal_diphone", "festvox-kallpc16k"), ("cmu_us_slt_arctic_hts", "festvox-us-slt-hts")];

    /// <summary>Says which of the engines and voices are not installed, by the name of their Debian package.</summary>
    public static IReadOnlyList<string> Missing() =>
        [.. Programs.Where(p => !IsInstalled(p)),
            .. FestivalVoices.Where(v => !HasFestivalVoice(v.Voice)).Select(v => v.Package)];

    /// <summary>
    /// Makes every clip that is not there yet. Clips of an engine that is not installed, and clips that come out empty or
    /// longer than 9 s, are left out.
    /// </summary>
    /// <param name="folder">The cache folder; made where missing.</param>
    /// <param name="packages">The folder that speakers out of packages are kept in.</param>
    /// <param name="jobs">What to synthesise.</param>
    /// <param name="progress">Hears how many jobs are done.</param>
    /// <param name="piper">Speaks jobs of <see cref="Engine.Piper"/>; without it these are left out.</param>
    /// <returns>How many clips were written.</returns>
    public static int Synthesise(string folder, string packages, IReadOnlyList<SpeechJob> jobs, Action<int> progress, PiperVoices? piper = null)
    {
        IReadOnlyList<string> missing = Missing();
        SpeechJob[] open = [.. jobs.Where(j => !System.IO.File.Exists(Path.Combine(folder, j.File)) && !PackagesOf(j).Any(missing.Contains)
            && (j.Engine != Engine.Piper || piper is not null))];
        SpeechJob[][] batches = [.. open.Where(j => j.Engine != Engine.Festival).Select(j => new[] { j }),
            .. open.Where(j => j.Engine == Engine.Festival).GroupBy(j => j.Voice).SelectMany(g => g.Chunk(FestivalBatch))];
        int done = jobs.Count - open.Length;
        int written = 0;
        using KokoroSpeaker? kokoro = open.Any(j => j.Engine == Engine.Kokoro) ? new KokoroSpeaker(packages) : null;
        ParallelOptions cores = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(batches, loadBalance: true), cores, batch =>
        {
            string scratch = Directory.CreateTempSubdirectory("sotto-speech-").FullName;
            try
            {
                Speak(batch, kokoro, piper, scratch);
                Interlocked.Add(ref written, batch.Where((job, i) => Keep(folder, job, Path.Combine(scratch, $"{i}.wav"))).Count());
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }

            progress(Interlocked.Add(ref done, batch.Length));
        });
        return written;
    }

    private static string[] PackagesOf(SpeechJob job) => job.Engine switch
    {
        Engine.Espeak or Engine.Piper => ["espeak-ng"],
        Engine.Flite => ["flite"],
        Engine.Kokoro => ["espeak-ng", "npm"],
        _ => ["festival", .. FestivalVoices.Where(v => v.Voice == job.Voice).Select(v => v.Package)],
    };

    private static void Speak(SpeechJob[] batch, KokoroSpeaker? kokoro, PiperVoices? piper, string scratch)
    {
        SpeechJob job = batch[0];
        switch (job.Engine)
        {
            case Engine.Espeak:
                Run("espeak-ng", "", "-v", job.Voice, "-p", Text(job.Pitch), "-s", Text(job.Pace), "-w", Path.Combine(scratch, "0.wav"), "--", job.Text);
                break;
            case Engine.Flite:
                Run(
                    "flite", "", "-voice", job.Voice, "--setf", $"duration_stretch={Text(job.Pace)}", "--setf", $"int_f0_target_mean={Text(job.Pitch)}",
                    "--setf", $"int_f0_target_stddev={Text(job.Liveliness)}", "-t", job.Text, "-o", Path.Combine(scratch, "0.wav"));
                break;
            case Engine.Kokoro:
                WavWriter.Write(Path.Combine(scratch, "0.wav"), kokoro!.Speak(job.Text, job.Voice, job.Pace), KokoroSpeaker.Rate);
                break;
            case Engine.Piper:
                (short[] samples, int rate) = piper!.Speak(job.Text, job.Voice, job.Pace);
                WavWriter.Write(Path.Combine(scratch, "0.wav"), samples, rate);
                break;
            default:
                Run("festival", FestivalScript(batch, scratch), "--pipe");
                break;
        }
    }

    /// <summary>Scheme for a batch: a process start costs more than forty words.</summary>
    private static string FestivalScript(SpeechJob[] batch, string scratch)
    {
        List<string> lines = [$"(voice_{batch[0].Voice})"];
        for (int i = 0; i < batch.Length; i++)
        {
            string text = new([.. batch[i].Text.Where(c => c is not ('"' or '\\'))]);
            lines.Add($"(Parameter.set 'Duration_Stretch {Text(batch[i].Pace)})");
            lines.Add($"(set! hts_duration_stretch {Text(Math.Log2(batch[i].Pace))})");
            lines.Add($"(set! int_lr_params '((target_f0_mean {Text(batch[i].Pitch)}) (target_f0_std {Text(batch[i].Liveliness)}) (model_f0_mean 170) (model_f0_std 34)))");
            lines.Add($"(utt.save.wave (utt.synth (Utterance Text \"{text}\")) \"{Path.Combine(scratch, $"{i}.wav")}\" 'riff)");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Sizes, trims and levels a clip and puts it in its place.</summary>
    private static bool Keep(string folder, SpeechJob job, string raw)
    {
        if (!System.IO.File.Exists(raw) || Load(raw) is not { } samples)
        {
            return false;
        }

        short[] clip = Trim(Resize(samples, job.Size));
        if (clip.Length < ShortestClip || clip.Length > LongestClip)
        {
            return false;
        }

        string path = Path.Combine(folder, job.File);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WavWriter.Write(path, clip);
        return true;
    }

    private static short[]? Load(string path)
    {
        try
        {
            return AudioFile.Load(path).Samples;
        }
        catch (AudioFormatException)
        {
            // An engine that could not speak a text leaves an empty file.
            return null;
        }
    }

    /// <summary>Reads the samples faster or slower, linearly between them: the voices are band-limited well below the top.</summary>
    private static short[] Resize(short[] samples, double factor)
    {
        short[] result = new short[Math.Max(0, (int)((samples.Length - 1) / factor))];
        for (int i = 0; i < result.Length; i++)
        {
            double at = i * factor;
            int left = (int)at;
            result[i] = (short)(samples[left] + ((at - left) * (samples[left + 1] - samples[left])));
        }

        return result;
    }

    /// <summary>Cuts silence (under 3% of the peak) down to 50 ms a side and brings the peak to -3 dB.</summary>
    private static short[] Trim(short[] samples)
    {
        int peak = samples.Length == 0 ? 0 : samples.Max(s => Math.Abs((int)s));
        if (peak < 300)
        {
            return [];
        }

        int first = Array.FindIndex(samples, s => Math.Abs((int)s) * 33 > peak);
        int last = Array.FindLastIndex(samples, s => Math.Abs((int)s) * 33 > peak);
        int from = Math.Max(0, first - 800);
        int to = Math.Min(samples.Length, last + 800);
        return Array.ConvertAll(samples[from..to], s => (short)(s * (double)Peak / peak));
    }

    private static bool HasFestivalVoice(string voice) =>
        Directory.Exists("/usr/share/festival/voices") && Directory.EnumerateDirectories("/usr/share/festival/voices")
            .Any(language => Directory.Exists(Path.Combine(language, voice)));

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => System.IO.File.Exists(Path.Combine(folder, program)));

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static void Run(string program, string input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
    }
}
