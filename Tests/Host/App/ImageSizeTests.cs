using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Sotto.Firmware;
using Xunit;

namespace Sotto.HostTests.App;

/// <summary>
/// The image of the application with both models is at most 512 KB, and fits every board. What nanoFramework's tools make of an
/// assembly is estimated from what .NET's compiler made of it, a little too long rather than too short: the README of the
/// application has the lengths that the tools themselves gave.
/// </summary>
public sealed partial class ImageSizeTests
{
    private const int LongestImage = 512 * 1024;

    /// <summary>The packages of the application in the versions of packages.json: bytes of their assemblies, from nanoFramework's tools.</summary>
    private static readonly Dictionary<string, int> PackageBytes = new()
    {
        ["nanoFramework.CoreLibrary 1.17.11"] = 32536,
        ["nanoFramework.Hardware.Esp32 1.6.40"] = 12212,
        ["nanoFramework.M2Mqtt 5.1.220"] = 45020 + 4024,
        ["nanoFramework.Runtime.Events 1.11.37"] = 3408,
        ["nanoFramework.Runtime.Native 1.7.11"] = 1620,
        ["nanoFramework.System.Collections 1.5.75"] = 4240,
        ["nanoFramework.System.Device.Gpio 1.1.62"] = 5988,
        ["nanoFramework.System.Device.I2s 1.0.28"] = 1832,
        ["nanoFramework.System.Device.Pwm 1.1.23"] = 1260,
        ["nanoFramework.System.Device.Wifi 1.5.149"] = 7612,
        ["nanoFramework.System.IO.FileSystem 1.1.93"] = 16684,
        ["nanoFramework.System.IO.Streams 1.1.96"] = 7104,
        ["nanoFramework.System.Net 1.11.60"] = 22544,
        ["nanoFramework.System.Text 1.3.42"] = 5412,
        ["nanoFramework.System.Threading 1.1.52"] = 3876,
    };

    private static readonly string[] Assemblies =
    [
        "Sotto.Kernels", "Sotto.Devices", "Sotto.Devices.Hardware", "Sotto.Models", "Sotto.Firmware", "Sotto.Firmware.Hardware", "Sotto.Interop",
        "Sotto.NativeApp",
    ];

    [Fact]
    public void The_image_with_both_models_is_short_enough_and_fits_every_board()
    {
        int packages = Packages().Sum(package => PackageBytes[package]);
        int models = Models().Sum(name => (int)new FileInfo(Path.Combine(TestPaths.Root, "Models", name)).Length);
        int image = packages + models + Assemblies.Sum(name => Estimate(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        Assert.InRange(image, 1, LongestImage);
        Assert.All(
            Directory.GetFiles(Path.Combine(TestPaths.Root, "firmware", "Boards"), "*.board"),
            file => Assert.InRange(image, 1, BoardDescription.Parse(File.ReadAllBytes(file)).DeployKilobytes * 1024));
    }

    /// <summary>The length of an assembly in nanoFramework's format: tables of 8 to 24 bytes a row, names and strings once, signatures, code
    /// whose tokens have 2 bytes of their 4. What only a debugger wants (NOP) does not count.</summary>
    private static int Estimate(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        HashSet<string> texts = [];
        int bytes = 256;
        foreach (MemberReference reference in module.GetMemberReferences().Concat(module.GetTypeReferences()))
        {
            texts.Add(reference.Name);
            bytes += 12;
        }

        foreach (TypeDefinition type in module.GetTypes())
        {
            texts.Add(type.Name);
            texts.Add(type.Namespace);
            bytes += 24 + (10 * type.Fields.Count);
            texts.UnionWith(type.Fields.Where(field => !field.HasConstant).Select(field => field.Name));
            bytes += type.Fields.Sum(field => field.InitialValue?.Length ?? 0);
            bytes += type.Methods.Sum(method => Estimate(method, texts));
        }

        return bytes + texts.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
    }

    private static int Estimate(MethodDefinition method, HashSet<string> texts)
    {
        texts.Add(method.Name);
        int bytes = 20 + (2 * method.Parameters.Count);
        if (method.HasBody)
        {
            texts.UnionWith(method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr).Select(instruction => (string)instruction.Operand));
            bytes += method.Body.Instructions.Sum(Length) + (2 * method.Body.Variables.Count) + (12 * method.Body.ExceptionHandlers.Count);
        }

        return bytes;
    }

    private static int Length(Instruction instruction)
        => instruction.OpCode.Code == Code.Nop ? 0 : instruction.GetSize() - (instruction.Operand is MemberReference or string ? 2 : 0);

    private static IEnumerable<string> Packages()
        => PackageLine().Matches(File.ReadAllText(Path.Combine(TestPaths.Root, "firmware", "NativeApp", "packages.config")))
            .Select(package => $"{package.Groups[1].Value} {package.Groups[2].Value}");

    private static IEnumerable<string> Models()
        => ModelLine().Matches(File.ReadAllText(Path.Combine(TestPaths.Root, "firmware", "NativeApp", "Resources.resx"))).Select(model => model.Groups[1].Value);

    [GeneratedRegex(@"\\Models\\(.+?);")]
    private static partial Regex ModelLine();

    [GeneratedRegex("id=\"(.+?)\" version=\"(.+?)\"")]
    private static partial Regex PackageLine();
}
