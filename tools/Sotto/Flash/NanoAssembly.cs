namespace Sotto.Cli.Flash;

/// <summary>An assembly of a deployment image, as its header tells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, four numbers.</param>
/// <param name="NativeChecksum">Of its native methods, which the firmware must have by the same checksum; 0 for an assembly without any.</param>
/// <param name="Length">Bytes, without those that fill up to a multiple of four.</param>
/// <param name="References">The assemblies that it needs.</param>
internal sealed record NanoAssembly(string Name, Version Version, uint NativeChecksum, int Length, IReadOnlyList<NanoReference> References);

/// <summary>An assembly that another one needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version it was compiled against; nanoCLR takes any of the same first two numbers.</param>
internal sealed record NanoReference(string Name, Version Version);
