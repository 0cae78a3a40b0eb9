using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Sotto.HostTests;

/// <summary>
/// What nanoFramework's loader compares, a deployed Sotto.Interop against the firmware's: the places of the native methods
/// among all methods of the assembly, and the checksum over their names, both by the rules of the metadata processor
/// (NativeMethodsCrc.cs, nanoTablesContext.GetOrderedMethods). The .NET build has the same types and methods.
/// </summary>
public sealed class InteropTableTests : IDisposable
{
    private const string ReturnType = "I4";

    private static readonly Dictionary<string, string> Types = new()
    {
        ["System.Int32"] = "I4",
        ["System.String"] = "STRING",
        ["System.Byte[]"] = "SZARRAY_U1",
        ["System.SByte[]"] = "SZARRAY_I1",
        ["System.Int16[]"] = "SZARRAY_I2",
        ["System.UInt16[]"] = "SZARRAY_U2",
        ["System.Int32[]"] = "SZARRAY_I4",
    };

    private readonly AssemblyDefinition _assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "Sotto.Interop.dll"));
    private readonly string _table = Read("Sotto_Interop.cpp");

    [Fact]
    public void NativeMethodsStandWhereTheTableSays()
    {
        List<MethodDefinition> methods = [.. Methods()];
        Assert.Equal(methods.Count, Number("MethodCount"));
        Assert.Equal(methods.FindIndex(IsNative), Number("FirstNative"));
        string[] expected = [.. methods.Where(IsNative).Select(MangledName)];
        Assert.Equal(expected, Regex.Matches(_table, @"    NativeMethods::(\w+),").Select(match => match.Groups[1].Value));
        Assert.Equal(expected, Regex.Matches(Read("Sotto_Interop.h"), @"DECLARE\((\w+)\)").Select(match => match.Groups[1].Value));
        Assert.Equal(expected, methods.Skip(Number("FirstNative")).Take(expected.Length).Select(MangledName));
    }

    [Fact]
    public void ChecksumIsThatOfTheMethods()
    {
        // Until the first native method is through the sum is taken for 0 at each of its parts: only that method's name counts.
        List<MethodDefinition> methods = [.. Methods().SkipWhile(method => !IsNative(method))];
        uint checksum = Extend(0, MangledName(methods[0]));
        foreach (MethodDefinition method in methods.Skip(1))
        {
            string[] parts = IsNative(method) ? [_assembly.Name.Name, method.DeclaringType.FullName.Replace('.', '_'), MangledName(method)] : ["NULL"];
            checksum = parts.Aggregate(checksum, Extend);
        }

        Assert.Equal(checksum, uint.Parse(Regex.Match(_table, "0x([0-9A-F]{8})").Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void EveryNativeMethodIsDeclaredAlikeForBothSystems()
    {
        string[] nano = [.. Declared("NativeMethods.cs")];
        Assert.NotEmpty(nano);
        Assert.Equal(nano, Declared("NativeMethods.Host.cs"));
    }

    [Fact]
    public void VersionIsTheAssemblysNativeVersion()
    {
        string attribute = Regex.Match(
            File.ReadAllText(Path.Combine(Folder, "Properties", "AssemblyInfo.cs")), @"AssemblyNativeVersion\(""([\d.]+)""\)").Groups[1].Value;
        Assert.Equal(attribute, Regex.Match(_table, @"\{(\d+, \d+, \d+, \d+)\},").Groups[1].Value.Replace(", ", ".", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => _assembly.Dispose();

    private static string Folder => Path.Combine(TestPaths.Root, "Kernels", "interop");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, "native", "nano", file));

    private static IEnumerable<string> Declared(string file) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Folder, file)), @"internal static (?:extern )?(int \w+\([^)]*\))").Select(match => match.Groups[1].Value);

    /// <summary>All methods in the order of the deployed assembly; none of its types derives from another of them.</summary>
    private IEnumerable<MethodDefinition> Methods() =>
        _assembly.MainModule.Types.Where(type => type.Name != "<Module>").OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.Methods.OrderBy(method => method.IsVirtual ? 0 : method.IsStatic ? 2 : 1));

    /// <summary>On .NET nothing is deployed, so that one of the methods is managed there.</summary>
    private static bool IsNative(MethodDefinition method) => method.DeclaringType.Name == "NativeMethods";

    private static string MangledName(MethodDefinition method) =>
        $"{method.Name}___STATIC__{string.Join("__", method.Parameters.Select(parameter => Types[parameter.ParameterType.FullName]).Prepend(ReturnType))}";

    private int Number(string constant) =>
        int.Parse(Regex.Match(_table, constant + @" = (\d+);").Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>CRC-32 of the ZModem protocol, most significant bit first, from 0.</summary>
    private static uint Extend(uint checksum, string text)
    {
        foreach (byte letter in Encoding.ASCII.GetBytes(text))
        {
            checksum ^= (uint)letter << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 0x80000000) != 0 ? (checksum << 1) ^ 0x04C11DB7 : checksum << 1;
            }
        }

        return checksum;
    }
}
