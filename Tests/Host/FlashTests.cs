using System.Globalization;
using System.Text.Json;
using Sotto.Cli;
using Sotto.Cli.Flash;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Xunit;

namespace Sotto.HostTests;

/// <summary><c>sotto flash</c>, with a program in nanoff's place. Off Windows: that program is a script of sh.</summary>
public sealed class FlashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-flash-test-").FullName;
    private readonly string _port;
    private int _fakes;

    public FlashTests()
    {
        _port = Write("port", []);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void NothingElseAskedForIsStockFirmware()
    {
        FakeNanoff nanoff = Nanoff();
        Outcome outcome = Flash(nanoff);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal([$"--update --target ESP32_REV3 --serialport {_port} --suppressnanoffversioncheck --verbosity minimal"], nanoff.Calls);
        Assert.Contains($"\n$ {nanoff.Path} --update --target ESP32_REV3 --serialport {_port} --suppressnanoffversioncheck\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("nanoff 2.5.162", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FirmwareThenApplication()
    {
        FakeNanoff nanoff = Nanoff();
        string firmware = Write("nanoCLR.bin", NanoImageBuilder.Firmware(0, "mscorlib", "Test.Native"));
        string image = Write("an application.bin", NanoImageBuilder.Application());
        Outcome outcome = Flash(nanoff, "--firmware", firmware, "--app", image, "--baud", "115200");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(
            [
                $"--update --target ESP32_REV3 --serialport {_port} --baud 115200 --suppressnanoffversioncheck --clrfile {firmware} --verbosity minimal",
                $"--deploy --target ESP32_REV3 --serialport {_port} --baud 115200 --suppressnanoffversioncheck --image {image} --address 0x1E0000",
            ],
            nanoff.Calls[..2]);
        Assert.Matches("^--filedeployment [^ ]+ --suppressnanoffversioncheck$", Assert.Single(nanoff.Calls[2..]));
        Assert.Contains($"--image \"{image}\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("2 assemblies, 304 bytes, 0 % of the board's 1,792 KB", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("             Test.Native 1.2.3.4\n", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FolderOfAssembliesBecomesAnImage()
    {
        FakeNanoff nanoff = Nanoff();
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "a.pe"), NanoImageBuilder.Assembly("App", codeLength: 5, references: ["mscorlib"]));
        File.WriteAllBytes(Path.Combine(folder, "mscorlib.pe"), NanoImageBuilder.Assembly("mscorlib"));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "none");
        Outcome outcome = Flash(nanoff, "--app", folder);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("2 assemblies", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("--image .*application.bin --address 0x1E0000$", nanoff.Calls[0]);

        NanoImage joined = NanoImage.Join(folder, [("a.pe", NanoImageBuilder.Assembly("App", codeLength: 5)), ("b.pe", NanoImageBuilder.Assembly("B", codeLength: 3))]);
        Assert.Equal(["App", "B"], joined.Assemblies.Select(assembly => assembly.Name));
        Assert.Equal(0, joined.Bytes.Length % 4);
    }

    [SkippableFact]
    public void BoardAndSettingsGoToTheBoardsStorageAsTheFirmwareReadsThem()
    {
        FakeNanoff nanoff = Nanoff();
        string settings = Write("my.settings", [.. "# mine\nname = Küche\nwifi.name = home\nwifi.password = \"a secret\"\n"u8]);
        Outcome outcome = Flash(nanoff, "--settings", settings);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        string call = Assert.Single(nanoff.Calls);
        JsonElement json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(nanoff.Given, "files.json"))).RootElement;
        Assert.Equal(_port, json.GetProperty("SerialPort").GetString());
        Dictionary<string, byte[]> given = json.GetProperty("Files").EnumerateArray().ToDictionary(
            file => file.GetProperty("DestinationFilePath").GetString()!,
            file => File.ReadAllBytes(Path.Combine(nanoff.Given, Path.GetFileName(file.GetProperty("SourceFilePath").GetString()!))));
        Assert.Equal(["I:\\board.txt", "I:\\settings.a", "I:\\settings.b"], given.Keys);
        Assert.False(Directory.Exists(Path.GetDirectoryName(call.Split(' ')[1])), "the files for nanoff, with a password, are left");
        Assert.DoesNotContain("secret", outcome.Output, StringComparison.Ordinal);

        BoardDescription board = BoardDescription.Parse(given["I:\\board.txt"]);
        Assert.Equal("esp32-devkit", board.Name);
        foreach (string[] slots in new[] { new[] { "settings.a" }, ["settings.b"], ["settings.a", "settings.b"] })
        {
            SimulatedFileStore files = new();
            foreach (string slot in slots)
            {
                files.Create(slot);
                files.Append(slot, given["I:\\" + slot], 0, given["I:\\" + slot].Length);
            }

            SettingsStore store = new(files, board.Outputs);
            Assert.Null(store.Refusal);
            Assert.Equal(("Küche", "home", "a secret"), (store.Current.Name, store.Current.WifiName, store.Current.WifiPassword));
            Assert.Equal("relay1", store.Current.Devices[0].Output);
        }
    }

    [Fact]
    public void WrongSettingsAreRefused()
    {
        string settings = Write("my.settings", [.. "name = A\n\ncolour = blue\n"u8]);
        Refused($"{settings}: line 3: ", Dry("--settings", settings));
        Write("my.settings", [.. "device.1.kind = relay\ndevice.1.name = light\ndevice.1.output = relay7\n"u8]);
        Refused($"{settings}: line 3: ", Dry("--settings", settings));
        Write("my.settings", new byte[5000]);
        Refused($"{settings}: over 4096 bytes", Dry("--settings", settings));
        Random random = new(11);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            Write("my.settings", bytes);
            Refused($"{settings}: ", Dry("--settings", settings));
        }
    }

    [SkippableFact]
    public void FilesThatNanoffDidNotWriteAreAnErrorWhateverItsExitCode()
    {
        FakeNanoff nanoff = Nanoff();
        nanoff.End(1, 0, "Deploying file a to b...\nError deploying content file a to b\n");
        Refused("nanoff: the files were not written to the board: press RST and try again", Flash(nanoff, "--settings", Write("my.settings", [.. "name = A\n"u8])));
    }

    [SkippableFact]
    public void EveryErrorOfNanoffIsExplained()
    {
        foreach ((int code, string says, string line) in new[]
        {
            (160, "", "nanoff E4000: the ESP32 does not answer"),
            (4000, "", "nanoff E4000: the ESP32 does not answer"),
            (160, "E4000\n", "nanoff E4000: the ESP32 does not answer"),
            (163, "Error E4003: Failed to write new firmware to ESP32. (no)\n", "nanoff E4003: the flash was not written"),
            (112, "", "nanoff E6000: the serial port was not opened"),
            (47, "", "nanoff E9007: the firmware was not downloaded"),
            (47, "Error E9005: Can't find the target\n", "nanoff E9005: nanoFramework's repository does not have the target"),
            (232, "Error E1000: No DFU device found.\n", "nanoff ended with E1000, which is no error of flashing an ESP32"),
            (134, "Unhandled exception.\n", "nanoff ended with 134, which is no error of flashing an ESP32"),
            (0, "\nNo operation was performed with the options supplied.\n", "nanoff did nothing"),
        })
        {
            FakeNanoff nanoff = Nanoff();
            nanoff.End(1, code & 0xFF, says);
            Outcome outcome = Flash(nanoff);
            Assert.Equal(2, outcome.Code);
            Assert.StartsWith(line, outcome.Error, StringComparison.Ordinal);
            Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
            Assert.Contains(says, outcome.Output, StringComparison.Ordinal);
            Assert.StartsWith(line, NanoffFailure.Explain(new NanoffResult(code, says))!, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void WhatFollowsAFailureIsNotDone()
    {
        FakeNanoff nanoff = Nanoff();
        nanoff.End(1, 160, "");
        string image = Write("app.bin", NanoImageBuilder.Application());
        Assert.Equal(2, Flash(nanoff, "--firmware", "--app", image).Code);
        Assert.Single(nanoff.Calls);
    }

    [SkippableFact]
    public void DryRunStartsNothing()
    {
        FakeNanoff nanoff = Nanoff();
        string image = Write("app.bin", NanoImageBuilder.Application());
        Outcome outcome = Flash(nanoff, "--firmware", "--app", image, "--dry-run");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Empty(nanoff.Calls);
        Assert.Equal(3, outcome.Output.Split('\n').Count(line => line.StartsWith("$ ", StringComparison.Ordinal)));
        Assert.EndsWith("Nothing was started.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("flash", "--board", "m5stack-core2", "--dry-run").Code);
    }

    [SkippableFact]
    public void NanoffThatIsMissingOrOfAnotherVersionIsRefused()
    {
        Skip.If(OperatingSystem.IsWindows());
        Refused("nowhere/nanoff: cannot be started; nanoff is a .NET tool: dotnet tool install", Run("flash", "--board", "esp32-devkit", "--port", _port, "--nanoff", "nowhere/nanoff"));
        FakeNanoff old = new(_folder, FakeNanoff.Help.Replace("--filedeployment", "", StringComparison.Ordinal));
        Refused($"{old.Path}: does not know --filedeployment", Flash(old));
        Assert.Empty(old.Calls);
    }

    [SkippableFact]
    public void NanoffThatDoesNotEndIsStopped()
    {
        FakeNanoff nanoff = Nanoff();
        nanoff.Sleep();
        using StringWriter output = new(CultureInfo.InvariantCulture);
        Streams streams = new(Stream.Null, output, output);
        FlashStep step = new("", ["--update"], TimeSpan.FromSeconds(1));
        UserException late = Assert.Throws<UserException>(() => new NanoffRunner(nanoff.Path, streams, CancellationToken.None).Run(step));
        Assert.Contains("without an end", late.Message, StringComparison.Ordinal);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        UserException stopped = Assert.Throws<UserException>(() => new NanoffRunner(nanoff.Path, streams, stop.Token).Run(step with { Limit = TimeSpan.FromMinutes(5) }));
        Assert.Contains("stopped; what it was writing is incomplete", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentsThatMakeNoSenseAreRefused()
    {
        Refused("flash: give --board and --port, or --list-boards", Run("flash"));
        Refused("flash: give --board and --port, or --list-boards", Run("flash", "--board", "esp32-devkit"));
        Refused("--board nothing: there is esp32-c3-supermini, esp32-devkit,", Run("flash", "--board", "nothing", "--dry-run"));
        Refused("--baud 1: not a whole number from 9600 to 3000000", Run("flash", "--board", "esp32-devkit", "--dry-run", "--baud", "1"));
        if (!OperatingSystem.IsWindows())
        {
            Refused("--port /dev/ttyNone: no such port", Run("flash", "--board", "esp32-devkit", "--port", "/dev/ttyNone"));
        }
    }

    [Fact]
    public void BoardsAreListed()
    {
        Outcome outcome = Run("flash", "--list-boards");
        Assert.Equal(0, outcome.Code);
        Assert.Equal(
            Directory.GetFiles(Path.Combine(TestPaths.Root, "firmware", "Boards"), "*.board").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
            outcome.Output.Split('\n')[3..^1].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
    }

    [Fact]
    public void BoardFileOfOnesOwnIsTaken()
    {
        string text = File.ReadAllText(Path.Combine(TestPaths.Root, "firmware", "Boards", "esp32-devkit.board"));
        string path = Path.Combine(_folder, "mine.board");
        File.WriteAllText(path, text.Replace("ESP32_REV3", "ESP32_REV0", StringComparison.Ordinal));
        Assert.Contains("--target ESP32_REV0", Run("flash", "--board", path, "--dry-run").Output, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("ESP32_REV3", "ESP32_PICO", StringComparison.Ordinal));
        Refused($"{path}: the firmware of target ESP32_PICO is built without I2S", Run("flash", "--board", path, "--dry-run"));
        File.WriteAllText(path, text.Replace("ESP32_REV3", "ESP32_C3", StringComparison.Ordinal));
        Refused($"{path}: the target ESP32_C3 is for the ESP32-C3, not the ESP32", Run("flash", "--board", path, "--dry-run"));
        File.WriteAllText(path, text.Replace("ESP32_REV3", "ESP32_REV9", StringComparison.Ordinal));
        Refused($"{path}: nanoFramework has no target ESP32_REV9", Run("flash", "--board", path, "--dry-run"));
        File.WriteAllText(path, text + "colour = blue\n");
        Refused($"{path}: line ", Run("flash", "--board", path, "--dry-run"));
    }

    [Fact]
    public void ApplicationMustFitTheBoardAndItsFirmware()
    {
        string image = Write("app.bin", NanoImageBuilder.Application(codeLength: 1792 << 10));
        Refused($"{image}: 1835304 bytes, and esp32-devkit has room for 1835008", Dry("--app", image));
        Write("app.bin", NanoImageBuilder.Application("Sotto.Interop"));
        Refused($"{image}: has Sotto.Interop, which needs a firmware with the native kernels", Dry("--firmware", "--app", image));
        Assert.Contains("Sotto.Interop does nothing on nanoFramework's stock firmware", Dry("--app", image).Output, StringComparison.Ordinal);

        string firmware = Write("nanoCLR.bin", NanoImageBuilder.Firmware(0, "mscorlib"));
        Refused($"{firmware}: has no native methods of Sotto.Interop, which {image} needs", Dry("--firmware", firmware, "--app", image));
        Write("nanoCLR.bin", NanoImageBuilder.Firmware(0, "Sotto.Interop"));
        Assert.Equal(0, Dry("--firmware", firmware, "--app", image).Code);
        Write("app.bin", NanoImageBuilder.Application("Sotto.Interop", 0x12345679));
        Refused($"{firmware}: has other native methods of Sotto.Interop than version 1.2.3.4 calls (checksum 0x12345679", Dry("--firmware", firmware, "--app", image));
    }

    [Fact]
    public void ApplicationMustHaveAllThatItRefersTo()
    {
        byte[] app = NanoImageBuilder.Assembly("App", references: ["mscorlib", "Lib"]);
        string image = Write("app.bin", app);
        Refused($"{image}: App needs mscorlib, which is not in it", Dry("--app", image));
        Write("app.bin", [.. NanoImageBuilder.Assembly("mscorlib"), .. app]);
        Refused($"{image}: App needs Lib, which is not in it", Dry("--app", image));
        byte[] newer = NanoImageBuilder.Assembly("Lib");
        newer[30] = 3;
        NanoImageBuilder.Seal(newer);
        Write("app.bin", [.. NanoImageBuilder.Assembly("mscorlib"), .. app, .. newer]);
        Refused($"{image}: App needs Lib 1.2.3.4, and it has 1.3.3.4", Dry("--app", image));
        byte[] revised = NanoImageBuilder.Assembly("Lib");
        revised[32] = 9;
        NanoImageBuilder.Seal(revised);
        Write("app.bin", [.. NanoImageBuilder.Assembly("mscorlib"), .. app, .. revised]);
        Assert.Equal(0, Dry("--app", image).Code);
        Write("app.bin", [.. NanoImageBuilder.Assembly("mscorlib"), .. NanoImageBuilder.Assembly("mscorlib")]);
        Refused($"{image}: mscorlib is in it 2 times", Dry("--app", image));
        Write("app.bin", []);
        Refused($"{image}: not a nanoFramework application: it is empty", Dry("--app", image));
        byte[] second = NanoImageBuilder.Assembly("App");
        second[5] = (byte)'2';
        Write("app.bin", second);
        Refused($"{image}: not a nanoFramework application: at byte 0: an assembly of nanoFramework 2.x", Dry("--app", image));
    }

    [Fact]
    public void FirmwareMustBeForTheChipAndFit()
    {
        string firmware = Write("nanoCLR.bin", NanoImageBuilder.Firmware(9));
        Refused($"{firmware}: a firmware for the ESP32-S3, and esp32-devkit has an ESP32", Dry("--firmware", firmware));
        Write("nanoCLR.bin", [.. NanoImageBuilder.Firmware(), .. new byte[0x1D0000]]);
        Refused($"{firmware}: {NanoImageBuilder.Firmware().Length + 0x1D0000} bytes, and esp32-devkit has room for 1900544 before the application", Dry("--firmware", firmware));
        string elf = Write("nanoCLR.elf", NanoImageBuilder.Firmware());
        Refused($"{elf}: nanoff takes firmware only from files that end in .bin", Dry("--firmware", elf));
        Refused($"{Path.Combine(_folder, "none.bin")}: no such file", Dry("--firmware", Path.Combine(_folder, "none.bin")));
    }

    [Fact]
    public void DamagedApplicationIsRefused()
    {
        byte[] good = NanoImageBuilder.Application();
        Assert.Equal(2, NanoImage.Read("app.bin", good).Assemblies.Count);
        int first = NanoImageBuilder.Assembly("mscorlib").Length;
        for (int length = 0; length < good.Length; length++)
        {
            // Cut between two assemblies it is whole again.
            if (length != first)
            {
                RefusedInOneLine(() => NanoImage.Read("app.bin", good[..length]));
            }
        }

        foreach (int at in Enumerable.Range(0, good.Length))
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] bad = [.. good];
                bad[at] ^= (byte)(1 << bit);
                RefusedInOneLine(() => NanoImage.Read("app.bin", bad));
            }
        }
    }

    [Fact]
    public void DamagedFirmwareIsRefused()
    {
        byte[] good = NanoImageBuilder.Firmware();
        Assert.Equal("ESP32", EspImage.Read("nanoCLR.bin", good).Chip);
        for (int length = 0; length < good.Length; length++)
        {
            RefusedInOneLine(() => EspImage.Read("nanoCLR.bin", good[..length]));
        }

        // Byte 23 says that there is a SHA-256: without it only the sum of the segments is known.
        foreach (int at in Enumerable.Range(0, good.Length).Where(at => at != 23))
        {
            byte[] bad = [.. good];
            bad[at] ^= 0x40;
            RefusedInOneLine(() => EspImage.Read("nanoCLR.bin", bad));
        }
    }

    /// <summary>Headers whose checksums are right and whose tables and numbers are anything: what hides behind a good checksum.</summary>
    [Fact]
    public void HostileHeadersAreReadOrRefused()
    {
        Random random = new(20261126);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] image = NanoImageBuilder.Assembly("App", codeLength: 40, references: ["mscorlib"]);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(28, 140);
                image[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(image[at] + random.Next(-8, 9));
            }

            int end = BitConverter.ToInt32(image, 100);
            if (end < 124 || end > image.Length)
            {
                continue;
            }

            byte[] sealedImage = image[..end];
            NanoImageBuilder.Seal(sealedImage);
            try
            {
                NanoAssembly assembly = NanoAssemblyReader.Read(sealedImage);
                Assert.InRange(assembly.Length, 124, sealedImage.Length);
                Assert.InRange(assembly.Name.Length, 1, 255);
                read++;
            }
            catch (FormatException problem)
            {
                Assert.DoesNotContain('\n', problem.Message);
            }
        }

        Assert.InRange(read, 100, 19_900);
    }

    [Fact]
    public void RandomBytesAreRefused()
    {
        Random random = new(7);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                (bytes.Length > 6 ? "NFMRK1"u8 : []).CopyTo(bytes);
            }

            RefusedInOneLine(() => NanoImage.Read("app.bin", bytes));
            bytes[0] = 0xE9;
            RefusedInOneLine(() => EspImage.Read("nanoCLR.bin", bytes));
        }
    }

    private static void RefusedInOneLine(Action read)
    {
        string message = Assert.Throws<UserException>(read).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Contains(".bin: ", message, StringComparison.Ordinal);
    }

    private static void Refused(string start, Outcome outcome)
    {
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith(start, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    private static Outcome Run(params string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using StringWriter error = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int code = CommandLine.Run(arguments, new Streams(Stream.Null, output, error));
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private static Outcome Dry(params string[] arguments) => Run(["flash", "--board", "esp32-devkit", "--dry-run", .. arguments]);

    private Outcome Flash(FakeNanoff nanoff, params string[] arguments) =>
        Run(["flash", "--board", "esp32-devkit", "--port", _port, "--nanoff", nanoff.Path, .. arguments]);

    private FakeNanoff Nanoff()
    {
        Skip.If(OperatingSystem.IsWindows(), "the program in nanoff's place is a script of sh");
        return new FakeNanoff(Directory.CreateDirectory(Path.Combine(_folder, $"nanoff{++_fakes}")).FullName);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed record Outcome(int Code, string Output, string Error);
}
