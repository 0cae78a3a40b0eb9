using System.Security.Cryptography;

namespace Sotto.Training.Evaluation;

/// <summary>A file that figures are of, so that nobody takes them for another's.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, in hexadecimal digits.</param>
public sealed record MeasuredFile(string Name, long Bytes, string Sha256)
{
    /// <summary>A file as it is now.</summary>
    public static MeasuredFile Of(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return new MeasuredFile(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
