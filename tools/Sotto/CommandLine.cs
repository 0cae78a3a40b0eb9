using System.CommandLine;
using System.Globalization;
using Sotto.Audio;
using Sotto.Audio.Capture;
using Sotto.Cli.Bench;
using Sotto.Cli.Flash;
using Sotto.Cli.Intent;
using Sotto.Firmware;
using Sotto.Intent.Baseline;
using Sotto.Intent.Domain;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;
using Command = System.CommandLine.Command;

namespace Sotto.Cli;

/// <summary>The <c>sotto</c> command line.</summary>
public static class CommandLine
{
    private const int BadInput = 2;

    /// <summary>Parses and runs a command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="streams">What it reads from and writes to.</param>
    /// <returns>The exit code: 0, or 2 after one line on the error stream that says what is wrong.</returns>
    public static int Run(string[] args, Streams streams)
    {
        try
        {
            return IsTraining(args) ? TrainingTool.Run(args) : Invoke(args.Length > 0 ? args : ["--help"], streams);
        }
        catch (Exception problem) when (problem is UserException or DomainException or AudioFormatException or ModelFormatException or IOException
            or UnauthorizedAccessException)
        {
            streams.Output.Flush();
            streams.Error.WriteLine(problem.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
    }

    /// <summary>Whether the trainer does what is asked for: a smaller model has to learn again.</summary>
    private static bool IsTraining(string[] args) => args is ["train", ..] or ["words", ..] or ["eval", not "intent", ..] or ["eval"]
        || (args is ["compile", ..] && args.Any(arg => arg.Split('=')[0] is "--weights" or "--prune"));

    private static int Invoke(string[] args, Streams streams)
    {
        ParseResult parsed = Root(streams).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            throw new UserException(
                parsed.UnmatchedTokens is [{ } token, ..] ? $"{token}: no such command or option" : parsed.Errors[0].Message);
        }

        int code = parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = streams.Output,
            Error = streams.Error,
        });
        streams.Output.Flush();
        return code;
    }

    private static RootCommand Root(Streams streams) =>
        new("Private voice control for microcontrollers: hears a wake word, understands a command, switches things.")
        {
            Demo(streams),
            Listen(streams),
            Board(streams),
            Update(streams),
            Features(streams),
            Import(streams),
            Compile(streams),
            RunModel(streams),
            Bench(streams),
            UnderstandText(streams),
            Repl(streams),
            Flash(streams),
            Record(streams),
            new Command("words", "Makes a wake model of your own words; see `sotto words add --help`."),
            new Command("train", "Trains the models; see `sotto train wake --help` and `sotto train intent --help`."),
            new Command("eval", "Measures the models; see `sotto eval wake --help`.") { EvaluateIntent(streams) },
        };

    private static Command Demo(Streams streams)
    {
        Option<bool> fast = new("--fast") { Description = "as fast as it computes instead of at the pace of the sound" };
        Option<string> engine = EngineOption("managed or native; native in lines, without the picture");
        Command command = new("demo", "Plays bundled recordings to a simulated board that hears, understands and switches.") { fast, engine };
        command.SetAction(parsed => DemoCommand.Run(parsed.GetValue(fast), parsed.GetValue(engine)!, streams));
        return command;
    }

    private static Command Listen(Streams streams)
    {
        Argument<string[]> paths = new("path")
        {
            Description = "WAV or FLAC files, folders of them, or - for raw 16 kHz 16-bit mono samples on standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } token)
            {
                result.AddError($"{token.Value}: no such option; a file of that name is ./{token.Value}");
            }
        });
        Option<string?> model = new("--model") { Description = "a .sotto model to use for the bundled one of its kind, wake or command" };
        Option<string?> commands = new("--commands") { Description = "the command model, where --model is the wake model" };
        Option<double?> threshold = Number("--threshold", 0, 1, "one threshold for all words, 0 to 1, instead of the model's own; with --no-wake, of the command (0.5)");
        Option<double?> window = Number("--window", 0.1, 60, $"seconds in which a command is awaited after a wake word ({VoiceSwitch.DefaultWindowMilliseconds / 1000})");
        Option<bool> gate = new("--gate") { Description = "let the wake model rest while nobody speaks, as a board may" };
        Option<bool> noWake = new("--no-wake") { Description = "take every file as one spoken command: a sentence of the domain, or one of the command words" };
        Option<bool> sentences = new("--sentences") { Description = "hear a whole sentence of the domain after a wake word, instead of a command word" };
        Option<string> domain = new("--domain") { Description = "whose sentences: home or coffee, or the path of an intent model", DefaultValueFactory = _ => "home" };
        Option<bool> json = new("--json") { Description = "one JSON object a line" };
        Option<string> engine = EngineOption("managed or native");
        Command command = new("listen", "Hears recordings and drives a simulated board; one line an event.")
        {
            paths, model, commands, threshold, window, gate, noWake, sentences, domain, json, engine,
        };
        command.SetAction(parsed => ListenCommand.Run(
            new ListenOptions(
                parsed.GetValue(paths)!, parsed.GetValue(model), parsed.GetValue(commands), parsed.GetValue(threshold),
                parsed.GetValue(window), parsed.GetValue(gate), parsed.GetValue(noWake), parsed.GetValue(sentences), parsed.GetValue(domain)!,
                parsed.GetValue(json), parsed.GetValue(engine)!),
            streams));
        return command;
    }

    private static Command Board(Streams streams)
    {
        Argument<string[]> paths = new("path")
        {
            Description = "what it hears: WAV or FLAC files, folders of them, or - for raw 16 kHz 16-bit mono samples on standard input",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> storage = new("--storage") { Description = "a folder for the board's settings and models; without one it forgets them" };
        Command command = new("board", "Runs a simulated board that joins a Home Assistant, until Ctrl-C: `sotto board --broker homeassistant.local --user me --password-file pw`.")
        {
            paths, storage,
        };
        BrokerOptions broker = new(command, required: false);
        command.SetAction(parsed => BoardCommand.Run(
            new BoardOptions(parsed.GetValue(paths)!, broker.Find(parsed), parsed.GetValue(storage)), streams));
        return command;
    }

    private static Command Update(Streams streams)
    {
        Argument<string> model = new("model") { Description = "a .sotto model, or a .tflite model as `sotto import` takes it" };
        Option<string> board = new("--board") { Description = "the serial number of the board, as its topics have it", Required = true };
        Option<string> key = new("--key") { Description = "a file with the board's update.key, 64 hexadecimal digits", Required = true };
        Option<double?> number = Number(
            "--number", 1, int.MaxValue, "the number of the update, higher than that of the last; the seconds since 2024 unless given", whole: true);
        Option<string?> kind = new("--kind") { Description = "wake or commands, where the model must be of that kind" };
        kind.AcceptOnlyFromAmong("wake", "commands");
        Option<string> prefix = new("--prefix") { Description = "what the topics of boards begin with", DefaultValueFactory = _ => "sotto" };
        Command command = new("update", "Sends a signed model to a board in the home: `sotto update wake.sotto --broker homeassistant.local --board SERIAL --key update.key`.")
        {
            model, board, key, number, kind, prefix,
        };
        BrokerOptions broker = new(command, required: true);

        // On a thread of its own: only then does Ctrl-C end the token instead of the program.
        command.SetAction((parsed, stop) => Task.Run(
        () => UpdateCommand.Run(
            new UpdateOptions(
                parsed.GetValue(model)!, broker.Find(parsed)!, parsed.GetValue(board)!, parsed.GetValue(key)!, (int?)parsed.GetValue(number),
                parsed.GetValue(kind) switch { "wake" => ModelKind.Wake, "commands" => ModelKind.Command, _ => null },
                parsed.GetValue(prefix)!),
            streams, stop),
        CancellationToken.None));
        return command;
    }

    private static Command Features(Streams streams)
    {
        Argument<string> file = new("file") { Description = "a WAV or FLAC file" };
        Command command = new("features", "Prints the 40 raw features of every 10 ms step, a line a step.") { file };
        command.SetAction(parsed => FeaturesCommand.Run(parsed.GetValue(file)!, streams));
        return command;
    }

    private static Command Import(Streams streams)
    {
        Argument<string> model = new("model") { Description = "a .tflite model of int8; microWakeWord's manifest beside it, with .json, is read too" };
        Option<string> to = new("--output", "-o") { Description = "receives the .sotto model", Required = true };
        Command command = new("import", "Makes a .sotto model of a .tflite model that gives the same bytes: `sotto import okay_nabu.tflite -o okay_nabu.sotto`.")
        {
            model, to,
        };
        command.SetAction(parsed => ImportCommand.Run(parsed.GetValue(model)!, parsed.GetValue(to)!, streams));
        return command;
    }

    private static Command Compile(Streams streams)
    {
        Argument<string> model = new("model") { Description = "a .sotto model, a .tflite model as `sotto import` takes it, or a domain file, .yaml" };
        Option<string?> to = new("--output", "-o") { Description = "of a domain file: receives its word automaton, what may be said there and how it is pronounced" };
        Option<double?> bytes = Number("--bytes", 1024, SpokenFormat.MaximumLength, "of a domain file: the most bytes of the automaton (81920)", whole: true);
        Option<bool> report = new("--report") { Description = "print every layer's shape, multiply-accumulates and weights, and what the arena holds when" };
        Option<string?> picture = new("--picture") { Description = "receives a picture of the report, an SVG" };
        Command command = new("compile", "Says what a model costs on a board: `sotto compile okay_nabu.tflite --report --picture okay_nabu.svg`. With --weights int4 or "
            + "--prune 0.3 it makes a trained model smaller: `sotto compile --prune 0.3 --help`. Of a domain file it makes the words that speech is searched for: "
            + "`sotto compile Models/Intent/home.yaml -o home.words`.")
        {
            model, report, picture, to, bytes,
        };
        command.SetAction(parsed =>
        {
            CompileOptions options = new(
                parsed.GetValue(model)!, parsed.GetValue(report), parsed.GetValue(picture), parsed.GetValue(to), (int?)parsed.GetValue(bytes));
            CompileCommand.Run(options, streams);
        });
        return command;
    }

    private static Command RunModel(Streams streams)
    {
        Argument<string> model = new("model") { Description = "a .sotto model" };
        Option<string> from = new("--input") { Description = "file of int8 inputs, one step after the other", Required = true };
        Option<string> to = new("--output") { Description = "receives the int8 outputs, one step after the other", Required = true };
        Option<string> engine = EngineOption("managed or native");
        Option<double?> reset = Number("--reset-every", 1, int.MaxValue, "steps after which the model forgets the stream; never unless given", whole: true);
        Command command = new("run", "Runs a model over raw inputs.") { model, from, to, engine, reset };
        command.SetAction(parsed => RunCommand.Run(
            parsed.GetValue(model)!, parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(engine)!, (int?)parsed.GetValue(reset),
            streams));
        return command;
    }

    private static Command Bench(Streams streams)
    {
        Argument<string[]> models = new("model") { Description = "more models to measure, .sotto or .tflite", Arity = ArgumentArity.ZeroOrMore };
        string targets = string.Join(" or ", CrossTarget.All.Select(target => target.Name));
        Option<string?> isa = new("--isa") { Description = $"count instructions instead, by Debian's cross compilers and qemu-user: {targets}" };
        isa.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && CrossTarget.Named(text) is null)
            {
                result.AddError($"--isa {text}: not {targets}");
            }
        });
        Option<string?> baseline = new("--baseline") { Description = "counts of before; any that rose is an error" };
        Option<string?> reason = new("--rebaseline") { Description = "why counts may have risen: they become the new baseline" };
        Option<string?> energy = new("--energy") { Description = "estimate milliwatts by state instead, from the counts in this folder: Kernels/native" };
        Command command = new("bench", "Times the engines side by side, or counts instructions, code and stack on a board's processor.")
        {
            models, isa, baseline, reason, energy,
        };
        command.SetAction(parsed => BenchCommand.Run(
            parsed.GetValue(energy),
            parsed.GetValue(models)!, parsed.GetValue(isa) is { } name ? CrossTarget.Named(name) : null, parsed.GetValue(baseline), parsed.GetValue(reason), streams));
        return command;
    }

    private static Command UnderstandText(Streams streams)
    {
        Argument<string?> text = new("text") { Description = "a sentence", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> file = new("--file") { Description = "one JSON object with a text a line instead" };
        Option<bool> json = new("--json") { Description = "one JSON object a line" };
        Option<string> model = IntentModelOption();
        Option<string> engine = EngineOption("managed or native");
        Command command = new("intent", "Says what a sentence means: `sotto intent \"dim the kitchen lights to half\"`.") { text, file, json, model, engine };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(text) is null) == (result.GetValue(file) is null))
            {
                result.AddError("intent: give a text, or --file");
            }
        });
        command.SetAction(parsed =>
        {
            IntentEngine loaded = IntentEngine.Open(parsed.GetValue(model)!, parsed.GetValue(engine)!, streams.Error);
            if (parsed.GetValue(file) is { } path)
            {
                IntentCommand.RunFile(path, loaded, parsed.GetValue(json), streams);
            }
            else
            {
                IntentCommand.Run(parsed.GetValue(text)!, loaded, parsed.GetValue(json), streams);
            }
        });
        return command;
    }

    private static Command Repl(Streams streams)
    {
        Option<string> model = IntentModelOption();
        Option<double?> context = Number("--context", 0, 3600, "seconds that a command is remembered for \"now the bedroom too\" (30)", whole: true);
        Option<string> engine = EngineOption("managed or native");
        Command command = new("repl", "Reads sentences and shows their tokens and how the frame grows.") { model, context, engine };
        command.SetAction(parsed => new ReplCommand(
            IntentEngine.Open(parsed.GetValue(model)!, parsed.GetValue(engine)!, streams.Error), (int)(parsed.GetValue(context) ?? 30), streams).Run());
        return command;
    }

    private static Command EvaluateIntent(Streams streams)
    {
        Option<string> file = new("--file") { Description = "one JSON object a line: text, intent, slots; without an intent it is no command", Required = true };
        Option<string> model = IntentModelOption();
        Option<string?> domain = new("--domain") { Description = "the domain whose templates are measured beside the model: home, coffee or a file; none unless given" };
        Option<string?> half = new("--half") { Description = "only one half of the list, by what sentences mean: development or test" };
        half.AcceptOnlyFromAmong("development", "test");
        Option<string> engine = EngineOption("managed or native");
        Command command = new("intent", "Measures an intent model on a list of sentences: a table by intent, and what went wrong.") { file, model, domain, half, engine };
        command.SetAction(parsed =>
        {
            IntentModel loaded = ModelFiles.LoadIntent(ModelFiles.IntentOf(parsed.GetValue(model)!));
            EvaluateIntentCommand.Run(
                parsed.GetValue(file)!, parsed.GetValue(half), loaded, Engine.DecoderOf(loaded, parsed.GetValue(engine)!, streams.Error),
                parsed.GetValue(domain) is { } name ? new TemplateRecogniser(DomainReader.Read(ModelFiles.DomainOf(name))) : null, streams);
        });
        return command;
    }

    private static Command Flash(Streams streams)
    {
        Option<string?> board = new("--board") { Description = "the board: a name of --list-boards, or the path of a board file" };
        Option<string?> port = new("--port") { Description = "its serial port: COM3, /dev/ttyUSB0, /dev/cu.usbserial-0001" };
        Option<string?> firmware = Optional("--firmware", "write nanoFramework's firmware, or one's own: nanoCLR.bin. Written too where neither --app nor --settings is given");
        Option<string?> app = Optional("--app", "write the application: an image, a folder of .pe files, or what is built of firmware/App (with --firmware FILE: firmware/NativeApp)");
        Option<string?> settings = new("--settings") { Description = "write the board file and these settings to the board's own storage; an application must run there" };
        Option<double?> baud = Number("--baud", 9600, 3_000_000, "speed of the serial port, nanoff's own unless given; 115200 helps with bad cables", whole: true);
        Option<string?> nanoff = new("--nanoff") { Description = "the file of nanoff, where it is not on the path" };
        Option<bool> dryRun = new("--dry-run") { Description = "check the files and print the commands; start nothing" };
        Option<bool> list = new("--list-boards") { Description = "print the boards that are known" };
        Command command = new("flash", "Puts firmware, application and settings onto a board: `sotto flash --board esp32-devkit --port /dev/ttyUSB0`.")
        {
            board, port, firmware, app, settings, baud, nanoff, dryRun, list,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(list) && (result.GetValue(board) is null || (result.GetValue(port) is null && !result.GetValue(dryRun))))
            {
                result.AddError("flash: give --board and --port, or --list-boards");
            }
        });

        // On a thread of its own: only then does Ctrl-C end the token instead of the program.
        command.SetAction((parsed, stop) => Task.Run(
        () =>
        {
            if (parsed.GetValue(list))
            {
                FlashCommand.ListBoards(streams);
                return;
            }

            FlashOptions options = new(
                parsed.GetValue(board)!, parsed.GetValue(port), new AskedFor(parsed.GetResult(firmware) is not null, parsed.GetValue(firmware)),
                new AskedFor(parsed.GetResult(app) is not null, parsed.GetValue(app)), parsed.GetValue(settings), (int?)parsed.GetValue(baud),
                parsed.GetValue(nanoff), parsed.GetValue(dryRun));
            FlashCommand.Run(options, streams, stop);
        },
        CancellationToken.None));
        return command;
    }

    private static Command Record(Streams streams)
    {
        Argument<string> phrase = new("phrase") { Description = "what is said, as English would spell it" };
        Option<string> to = new("--output", "-o") { Description = "folder of the recordings; takes go into a folder of the word in it", Required = true };
        Option<double?> count = Number("--count", 1, 2000, "good takes that are wanted (20)", whole: true);
        Option<string?> name = new("--name") { Description = "the speaker's name or pseudonym; asked for unless given" };
        Option<bool> agree = new("--agree") { Description = $"the speaker agrees for the recordings {TakeFolder.Terms}; asked for unless given" };
        Option<string?> from = new("--input") { Description = "a file of raw 16 kHz 16-bit mono samples, or - for standard input, instead of the microphone" };
        Command command = new("record", "Leads through recording a wake word and keeps the takes that are good: `sotto record \"hey sotto\" -o recordings`.")
        {
            phrase, to, count, name, agree, from,
        };
        command.SetAction(parsed => RecordCommand.Run(
            new RecordOptions(
                parsed.GetValue(phrase)!, parsed.GetValue(to)!, (int)(parsed.GetValue(count) ?? 20), parsed.GetValue(name), parsed.GetValue(agree),
                parsed.GetValue(from)),
            streams));
        return command;
    }

    /// <summary>An option that may stand without a value.</summary>
    private static Option<string?> Optional(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Option<string> IntentModelOption() => new("--model")
    {
        Description = "home or coffee, or the path of an intent model",
        DefaultValueFactory = _ => "home",
    };

    private static Option<string> EngineOption(string description)
    {
        Option<string> engine = new("--engine") { Description = description, DefaultValueFactory = _ => Engine.Managed };
        engine.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not (Engine.Managed or Engine.Native) and var text }])
            {
                result.AddError($"--engine {text}: neither managed nor native");
            }
        });
        return engine;
    }

    /// <summary>An option that takes a number within bounds, and names itself and what it was given where that is none.</summary>
    private static Option<double?> Number(string name, double least, double most, string description, bool whole = false) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            NumberStyles style = whole ? NumberStyles.None : NumberStyles.Float;
            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError(FormattableString.Invariant($"{name} {text}: not a{(whole ? " whole" : "")} number from {least} to {most}"));
            return null;
        },
    };
}
