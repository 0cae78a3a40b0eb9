using Sotto.Firmware;
using Sotto.Models;

namespace Sotto.Cli;

/// <summary>Finds and reads models.</summary>
internal static class ModelFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Models");

    /// <summary>The wake model that comes with the program.</summary>
    public static string Wake { get; } = Path.Combine(Folder, "wake.sotto");

    /// <summary>The command model that comes with the program.</summary>
    public static string Commands { get; } = Path.Combine(Folder, "commands.sotto");

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserException">It is missing or wrong.</exception>
    public static Model Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"{path}: no such model file");
        }

        if (new FileInfo(path).Length > ModelFile.MaximumLength)
        {
            throw new UserException($"{path}: not a .sotto model: larger than {ModelFile.MaximumLength} bytes");
        }

        return Naming(path, () => Model.Load(File.ReadAllBytes(path)));
    }

    /// <summary>Reads a model of a kind and makes ready to hear with it.</summary>
    /// <exception cref="UserException">It is missing, wrong, of another kind, or made for other features.</exception>
    public static ModelStream Open(string path, ModelKind kind)
    {
        Model model = Load(path);
        return model.Kind == kind ? Naming(path, () => new ModelStream(model))
            : throw new UserException($"{path}: a {NameOf(model.Kind)} model where a {NameOf(kind)} model is wanted");
    }

    private static string NameOf(ModelKind kind) => kind == ModelKind.Wake ? "wake" : "command";

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
