using System.CommandLine;
using Sotto.Audio;
using Sotto.Models;
using Sotto.Training;
using Sotto.Training.Data;
using Sotto.Training.Learning;
using Sotto.Training.Torch;

Option<string> audio = new("--audio")
{
    Description = "people's recordings: wake/<word>/, words/<word>/ (Speech Commands' layout, <speaker>_nohash_<n>), speech/<name>/, noise/",
    DefaultValueFactory = _ => "../shared/audio",
};
Option<string> speech = new("--speech")
{
    Description = "the cache of synthetic speech, as `sotto train speech` fills it",
    DefaultValueFactory = _ => Sotto.Speech.SpeechCorpus.DefaultCache,
};
Option<string> output = new("--output", "-o") { Description = "folder for the models", DefaultValueFactory = _ => "Models" };
Option<string?> only = new("--only") { Description = "train one model alone: wake or commands" };
only.AcceptOnlyFromAmong("wake", "commands");
Option<string[]> leaveOut = new("--leave-out")
{
    Description = "a wake word whose human recordings the weights must not see, or all",
    DefaultValueFactory = _ => [],
};
leaveOut.AcceptOnlyFromAmong([.. Vocabulary.WakeWords, "all"]);
Option<int> examples = new("--examples") { Description = "size of the pool of mixed examples", DefaultValueFactory = _ => 60000 };
Option<int> steps = new("--steps") { Description = "steps of 128 examples before rounding", DefaultValueFactory = _ => 3000 };
Option<int> seed = new("--seed") { Description = "seed of weights and order", DefaultValueFactory = _ => 1 };

Command wake = new("wake", "Trains the wake model and the command-word model from people's recordings and text to speech.")
{
    audio, speech, output, only, leaveOut, examples, steps, seed,
};
wake.SetAction(parsed =>
{
    string[] left = parsed.GetValue(leaveOut)!;
    int count = parsed.GetValue(steps);
    TorchRuntime.Prepare();
    TrainCommand.Run(new TrainOptions(
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, parsed.GetValue(output)!, parsed.GetValue(only),
        left.Contains("all") ? Vocabulary.WakeWords.ToHashSet() : left.ToHashSet(), parsed.GetValue(examples),
        new Schedule(FloatSteps: count, QuantisedSteps: count / 4), parsed.GetValue(seed)));
});
RootCommand root = new("Trains and measures Sotto's models.") { new Command("train", "Trains models.") { wake } };
ParseResult result = root.Parse(args);
if (result.Errors.Count > 0)
{
    Console.Error.WriteLine(result.Errors[0].Message);
    return 2;
}

try
{
    return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is IOException or AudioFormatException or ModelFormatException or DllNotFoundException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
