namespace Sotto.Cli.Bench;

/// <summary>A processor that Debian has a compiler and an emulator for.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Prefix">What the names of its compiler and tools begin with.</param>
/// <param name="Package">Debian's package of the compiler.</param>
/// <param name="Flags">What the compiler is told of the processor.</param>
/// <param name="Emulator">The emulator, in Debian's package qemu-user.</param>
/// <param name="EmulatorFlags">What the emulator is told of the processor.</param>
/// <param name="Runtime">Sources of what the compiler calls and its own library lacks, in the folder of counted.c.</param>
internal sealed record CrossTarget(
    string Name, string Prefix, string Package, string[] Flags, string Emulator, string[] EmulatorFlags, string[] Runtime)
{
    /// <summary>The core of RISC-V boards.</summary>
    public static readonly CrossTarget Rv32imc = new(
        "rv32imc", "riscv64-unknown-elf-", "gcc-riscv64-unknown-elf", ["-march=rv32imc", "-mabi=ilp32"], "qemu-riscv32", [], []);

    /// <summary>The ESP8266's core: the nearest Xtensa that Debian compiles for, with neither the LX6's windows, loops nor wide products.</summary>
    public static readonly CrossTarget Lx106 = new(
        "lx106", "xtensa-lx106-elf-", "gcc-xtensa-lx106", [], "qemu-xtensa", ["-cpu", "lx106"], ["freestanding/xtensa.c"]);

    /// <summary>All of them.</summary>
    public static readonly CrossTarget[] All = [Rv32imc, Lx106];

    /// <summary>The compiler.</summary>
    public string Compiler => Prefix + "gcc";

    /// <summary>The target of a name; null if there is none.</summary>
    /// <param name="name">A name.</param>
    public static CrossTarget? Named(string name) => Array.Find(All, target => target.Name == name);
}
