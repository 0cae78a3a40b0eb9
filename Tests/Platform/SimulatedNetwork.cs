namespace Sotto.Platform;

/// <summary>The Wi-Fi around the chip, and what its firmware knows of it. One a process, as the chip.</summary>
public static class SimulatedNetwork
{
    /// <summary>The name of the network that is in reach, or null.</summary>
    public static string Name { get; set; }

    /// <summary>Its password.</summary>
    public static string Password { get; set; } = "";

    /// <summary>Whether a server on the internet tells the date.</summary>
    public static bool HasDate { get; set; }

    /// <summary>What the radio fails by, or null.</summary>
    public static Exception Problem { get; set; }

    /// <summary>The hardware address of the chip, or null where it has no radio.</summary>
    public static byte[] PhysicalAddress { get; set; }

    /// <summary>The name that the firmware knows, in flash; "" for none.</summary>
    public static string KnownName { get; private set; } = "";

    /// <summary>The password that it knows.</summary>
    public static string KnownPassword { get; private set; } = "";

    /// <summary>How many times it was told a network, which writes to flash.</summary>
    public static int Writes { get; private set; }

    /// <summary>Whether the chip is connected.</summary>
    public static bool IsThere => Name is not null && KnownName == Name && KnownPassword == Password;

    /// <summary>Takes the network away and forgets all.</summary>
    public static void Reset()
    {
        Name = null;
        Password = "";
        HasDate = false;
        Problem = null;
        PhysicalAddress = [0x24, 0x6F, 0x28, 0x0A, 0x0B, 0x0C];
        KnownName = "";
        KnownPassword = "";
        Writes = 0;
    }

    /// <summary>Takes a network into flash.</summary>
    internal static void Tell(string name, string password)
    {
        KnownName = name;
        KnownPassword = password;
        Writes++;
    }
}
