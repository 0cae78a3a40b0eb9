namespace Sotto.Cli.Flash;

/// <summary>A file for the board's own storage.</summary>
/// <param name="Destination">Its path there.</param>
/// <param name="Bytes">What is in it.</param>
internal sealed record DeviceFile(string Destination, byte[] Bytes);
