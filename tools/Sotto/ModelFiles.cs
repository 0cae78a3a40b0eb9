using System.Globalization;
using Sotto.Compiler.Import;
using Sotto.Compiler.TfLite;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;

namespace Sotto.Cli;

/// <summary>Finds and reads models.</summary>
internal static class ModelFiles
{
    private const int LongestManifest = 1 << 20;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Models");

    /// <summary>The wake model that comes with the program.</summary>
    public static string Wake { get; } = Path.Combine(Folder, "wake.sotto");

    /// <summary>The voice gate's model that comes with the program.</summary>
    public static string Voice { get; } = Path.Combine(Folder, "voice.sotto");

    /// <summary>The command model that comes with the program.</summary>
    public static string Commands { get; } = Path.Combine(Folder, "commands.sotto");

    /// <summary>The acoustic model that comes with the program.</summary>
    public static string Acoustic { get; } = Path.Combine(Folder, "acoustic.sotto");

    /// <summary>The word automaton of a domain that comes with the program; or beside a model, by its path.</summary>
    public static string WordsOf(string domain) => Path.ChangeExtension(Named(domain, ".words"), ".words");

    /// <summary>Reads a word automaton.</summary>
    /// <exception cref="UserException">It is missing or wrong.</exception>
    public static WordAutomaton LoadWords(string path)
    {
        byte[] file = Read(path, SpokenFormat.MaximumLength);
        return Naming(path, () => WordAutomaton.Load(file));
    }

    /// <summary>The intent model of a domain that comes with the program; or the path of one.</summary>
    public static string IntentOf(string domain) => Named(domain, ".sotto");

    /// <summary>The file of a domain that comes with the program; or the path of one.</summary>
    public static string DomainOf(string domain) => Named(domain, ".yaml");

    /// <summary>Reads an intent model.</summary>
    /// <exception cref="UserException">It is missing or wrong.</exception>
    public static IntentModel LoadIntent(string path)
    {
        byte[] file = Read(path, IntentFormat.MaximumLength);
        return Naming(path, () => IntentModel.Load(file));
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserException">It is missing or wrong.</exception>
    public static Model Load(string path)
    {
        byte[] file = Read(path, ModelFile.MaximumLength);
        return Naming(path, () => Model.Load(file));
    }

    /// <summary>Loads a model into the native engine. There must be a library (<see cref="NativeLibraryFile.IsAvailable"/>).</summary>
    /// <param name="name">What it is called where it is refused: its file.</param>
    /// <param name="file">The file's bytes, which the managed engine takes.</param>
    /// <exception cref="UserException">The native engine refuses it.</exception>
    public static NativeModel LoadNative(string name, byte[] file)
    {
        try
        {
            return NativeModel.FromImage(file);
        }
        catch (ModelFormatException error)
        {
            throw new UserException($"{name}: the native engine refuses it: {error.Message}");
        }
    }

    /// <summary>Makes a model of a <c>.tflite</c> model; microWakeWord's manifest may lie beside it, by the same name with .json.</summary>
    /// <returns>The bytes of a <c>.sotto</c> file.</returns>
    /// <exception cref="UserException">Either is wrong, or the model is missing.</exception>
    public static byte[] Import(string path)
    {
        byte[] source = Read(path, TfLiteReader.MaximumLength);
        string manifestPath = Path.ChangeExtension(path, ".json");
        MicroManifest? manifest = File.Exists(manifestPath)
            ? Naming(manifestPath, () => MicroManifest.Read(Read(manifestPath, LongestManifest))) : null;
        return Naming(path, () => TfLiteImporter.Import(source, Path.GetFileNameWithoutExtension(path), manifest));
    }

    /// <summary>The bytes of a <c>.sotto</c> file, which are made where the path is that of a <c>.tflite</c> model.</summary>
    /// <exception cref="UserException">It is missing, or a wrong <c>.tflite</c> model.</exception>
    public static byte[] ReadOrImport(string path) =>
        Path.GetExtension(path).Equals(".tflite", StringComparison.OrdinalIgnoreCase) ? Import(path) : Read(path, ModelFile.MaximumLength);

    /// <summary>A model in a line.</summary>
    /// <param name="path">Its file, which the line begins with.</param>
    /// <param name="model">The model.</param>
    public static string Describe(string path, Model model) => string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: {model.Name}, {model.LayerCount} layers, {model.TableBytes} bytes of tables, {model.ArenaBytes} bytes of arena, {model.MultiplyAccumulatesPerStep} multiply-accumulates a step");

    /// <summary>A name stands for what comes with the program, anything with an ending or a folder for itself.</summary>
    private static string Named(string domain, string ending) =>
        Path.GetFileNameWithoutExtension(domain) == domain ? Path.Combine(Folder, "Intent", domain + ending) : domain;

    private static byte[] Read(string path, int longest)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"{path}: no such file");
        }

        return new FileInfo(path).Length <= longest ? File.ReadAllBytes(path) : throw new UserException($"{path}: over {longest} bytes");
    }

    /// <summary>Reads a model of a kind and makes ready to hear with it.</summary>
    /// <exception cref="UserException">It is missing, wrong, of another kind, or made for other features.</exception>
    public static ModelStream Open(string path, ModelKind kind)
    {
        Model model = Load(path);
        return model.Kind == kind ? Naming(path, () => new ModelStream(model))
            : throw new UserException($"{path}: a {NameOf(model.Kind)} model where a {NameOf(kind)} model is wanted");
    }

    private static string NameOf(ModelKind kind) => kind switch
    {
        ModelKind.Wake => "wake",
        ModelKind.Command => "command",
        _ => "acoustic",
    };

    /// <summary>Reads something, and names its file where it is wrong.</summary>
    /// <exception cref="UserException">It is wrong.</exception>
    public static T Naming<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFormatException error)
        {
            throw new UserException($"{path}: {error.Message}");
        }
    }
}
