using System.CommandLine;
using Sotto.Audio;
using Sotto.Models;
using Sotto.Speech;
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
    Description = "the cache of synthetic speech, made where it is missing or incomplete",
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
leaveOut.AllowMultipleArgumentsPerToken = true;
leaveOut.AcceptOnlyFromAmong([.. Vocabulary.WakeWords, "all"]);
Option<int> examples = new("--examples") { Description = "size of the pool of mixed examples", DefaultValueFactory = _ => 80000 };
Option<int> steps = new("--steps") { Description = "steps of 64 examples before rounding", DefaultValueFactory = _ => 15000 };
Option<double> wordShare = new("--word-share") { Description = "weight of telling all words of the corpus apart", DefaultValueFactory = _ => 0.3 };
Option<double> embeddingShare = new("--embedding-share") { Description = "weight of guessing a large teacher's embeddings; 0 needs no teacher", DefaultValueFactory = _ => 0 };
Option<double> machinePrior = new("--machine-prior") { Description = "what people's speech adds in training to the logit of a word that no person says", DefaultValueFactory = _ => -2 };
Option<int> threads = new("--threads") { Description = "threads of each layer; more than one pays only for larger networks", DefaultValueFactory = _ => 1 };
Option<int> seed = new("--seed") { Description = "seed of weights and order", DefaultValueFactory = _ => 1 };

Command wake = new("wake", "Trains the wake model and the command-word model from people's recordings and text to speech.")
{
    audio, speech, output, only, leaveOut, examples, steps, wordShare, embeddingShare, machinePrior, threads, seed,
};
wake.SetAction(parsed =>
{
    int count = parsed.GetValue(steps);
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(parsed.GetValue(threads));
    TrainCommand.Run(new TrainOptions(
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, SpeechPlan.Default, parsed.GetValue(output)!, parsed.GetValue(only),
        WordsOf(parsed.GetValue(leaveOut)!), parsed.GetValue(examples),
        new Schedule(
            FloatSteps: count, QuantisedSteps: count / 4, WordShare: parsed.GetValue(wordShare),
            EmbeddingShare: parsed.GetValue(embeddingShare), MachinePrior: parsed.GetValue(machinePrior)),
        parsed.GetValue(seed)));
});

Option<string> tuned = new("--model") { Description = "the model, which is written again", Required = true };
Command thresholds = new("thresholds", "Chooses a trained model's thresholds anew.") { audio, speech, tuned, leaveOut };
thresholds.SetAction(parsed => TrainCommand.Retune(
    parsed.GetValue(audio)!, parsed.GetValue(speech)!, parsed.GetValue(tuned)!, WordsOf(parsed.GetValue(leaveOut)!)));

Option<string> wakeModel = new("--model") { Description = "the wake model", DefaultValueFactory = _ => "Models/wake.sotto" };
Option<string> commandModel = new("--commands") { Description = "the command model", DefaultValueFactory = _ => "Models/commands.sotto" };
Option<string?> pictures = new("--pictures") { Description = "folder for the curve and the confusion matrix as PNG" };
Option<string?> json = new("--json") { Description = "file for the figures as JSON" };
Option<string[]> leftOut = new("--left-out") { Description = "a wake word that the model was trained without; all its recordings are heard", DefaultValueFactory = _ => [] };
leftOut.AllowMultipleArgumentsPerToken = true;
leftOut.AcceptOnlyFromAmong(Vocabulary.WakeWords);
Command evaluateWake = new("wake", "Measures the wake model and the command-word model on recordings that their weights and thresholds never saw.")
{
    audio, wakeModel, commandModel, leftOut, pictures, json,
};
evaluateWake.SetAction(parsed => EvaluateCommand.Run(new EvaluateOptions(
    parsed.GetValue(audio)!, parsed.GetValue(wakeModel)!, parsed.GetValue(commandModel)!, parsed.GetValue(leftOut)!,
    parsed.GetValue(pictures), parsed.GetValue(json))));

Argument<string> large = new("model") { Description = "a .sotto model that was trained here" };
Option<string> smallOutput = new("--output", "-o") { Description = "receives the smaller model", Required = true };
Option<string> weights = new("--weights") { Description = "int8 or int4", DefaultValueFactory = _ => "int8" };
weights.AcceptOnlyFromAmong("int8", "int4");
Option<double> prune = new("--prune") { Description = "share of the multiply-accumulates to take away, 0 to 0.9", DefaultValueFactory = _ => 0 };
prune.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() is not (>= 0 and <= 0.9))
    {
        result.AddError($"--prune {string.Join(' ', result.Tokens)}: not a number from 0 to 0.9");
    }
});
Option<int> stepsAgain = new("--steps") { Description = "steps that it learns again", DefaultValueFactory = _ => 4000 };
Command compile = new("compile", "Makes a trained model smaller: fewer channels, weights of 4 bits, and learning on so that little is lost.")
{
    large, smallOutput, weights, prune, audio, speech, leaveOut, examples, stepsAgain, seed,
};
compile.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    CompileCommand.Run(new CompileOptions(
        parsed.GetValue(large)!, parsed.GetValue(smallOutput)!, parsed.GetValue(weights) == "int4", parsed.GetValue(prune),
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, SpeechPlan.Default, WordsOf(parsed.GetValue(leaveOut)!),
        parsed.GetValue(examples), parsed.GetValue(stepsAgain), parsed.GetValue(seed)));
});
RootCommand root = new("Trains and measures Sotto's models.")
{
    compile,
    new Command("train", "Trains models.") { wake, thresholds },
    new Command("eval", "Measures models.") { evaluateWake },
};
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
catch (Exception error) when (error is IOException or AudioFormatException or ModelFormatException or DllNotFoundException
    or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

static HashSet<string> WordsOf(string[] left) => left.Contains("all") ? [.. Vocabulary.WakeWords] : [.. left];
