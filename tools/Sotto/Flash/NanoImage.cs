namespace Sotto.Cli.Flash;

/// <summary>An application as it lies in a board's deployment region: assemblies one after the other, each filled up to a multiple of four bytes.</summary>
internal sealed class NanoImage
{
    private const int Alignment = 4;

    private NanoImage(string path, bool isFile, byte[] bytes, IReadOnlyList<NanoAssembly> assemblies)
    {
        Path = path;
        IsFile = isFile;
        Bytes = bytes;
        Assemblies = assemblies;
    }

    /// <summary>Where it comes from: a file, or a folder of <c>.pe</c> files.</summary>
    public string Path { get; }

    /// <summary>Whether it is a file as it is.</summary>
    public bool IsFile { get; }

    /// <summary>What goes onto the board.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its assemblies, in their order.</summary>
    public IReadOnlyList<NanoAssembly> Assemblies { get; }

    /// <summary>Reads an image and checks it: every assembly whole, once, and with all that it refers to.</summary>
    /// <param name="path">What it is called where it is refused.</param>
    /// <param name="bytes">The image.</param>
    /// <exception cref="UserException">nanoCLR could not run it.</exception>
    public static NanoImage Read(string path, byte[] bytes) => Read(path, bytes, isFile: true);

    /// <summary>Makes an image of the <c>.pe</c> files of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The files' names and contents.</param>
    /// <exception cref="UserException">One of them is no assembly, or the image would not run.</exception>
    public static NanoImage Join(string folder, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using MemoryStream image = new();
        foreach ((string name, byte[] bytes) in files)
        {
            string path = System.IO.Path.Combine(folder, name);
            int length = ReadAt(path, bytes, 0).Length;
            if (length != bytes.Length && Padded(length) != bytes.Length)
            {
                throw new UserException($"{path}: {bytes.Length} bytes, of which the assembly has {length}");
            }

            image.Write(bytes, 0, length);
            image.SetLength(Padded((int)image.Length));
            image.Position = image.Length;
        }

        return Read(folder, image.ToArray(), isFile: false);
    }

    private static NanoImage Read(string path, byte[] bytes, bool isFile)
    {
        List<NanoAssembly> assemblies = [];
        for (int at = 0; at < bytes.Length;)
        {
            NanoAssembly assembly = ReadAt(path, bytes, at);
            assemblies.Add(assembly);
            at += Padded(assembly.Length);
        }

        NanoImage image = new(path, isFile, bytes, assemblies);
        image.CheckReferences();
        return image;
    }

    private static NanoAssembly ReadAt(string path, byte[] bytes, int at)
    {
        try
        {
            return NanoAssemblyReader.Read(bytes.AsSpan(at));
        }
        catch (FormatException problem)
        {
            throw new UserException($"{path}: not a nanoFramework application: at byte {at}: {problem.Message}");
        }
    }

    private void CheckReferences()
    {
        if (Assemblies.Count == 0)
        {
            throw new UserException($"{Path}: not a nanoFramework application: it is empty");
        }

        if (Assemblies.GroupBy(assembly => assembly.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserException($"{Path}: {twice.Key} is in it {twice.Count()} times");
        }

        foreach (NanoAssembly assembly in Assemblies)
        {
            foreach (NanoReference reference in assembly.References)
            {
                NanoAssembly found = Assemblies.FirstOrDefault(other => other.Name == reference.Name)
                    ?? throw new UserException($"{Path}: {assembly.Name} needs {reference.Name}, which is not in it");
                if ((found.Version.Major, found.Version.Minor) != (reference.Version.Major, reference.Version.Minor))
                {
                    throw new UserException($"{Path}: {assembly.Name} needs {reference.Name} {reference.Version}, and it has {found.Version}");
                }
            }
        }
    }

    private static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
