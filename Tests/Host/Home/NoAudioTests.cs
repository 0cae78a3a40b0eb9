using Mono.Cecil;
using Sotto.Board;
using Sotto.Firmware.Home;
using Xunit;

namespace Sotto.HostTests.Home;

/// <summary>What leads to the network cannot be given samples.</summary>
public sealed class NoAudioTests
{
    private static readonly string[] AllowedParameters =
        ["System.String", "System.Boolean", "System.Int32", "System.Void", typeof(MqttMessage).FullName!];

    [Fact]
    public void Link_takes_texts_and_nothing_else()
    {
        TypeDefinition link = Load(typeof(IMqttLink)).GetType(typeof(IMqttLink).FullName);
        Assert.All(
            link.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType.FullName).Append(method.ReturnType.FullName)),
            name => Assert.Contains(name, AllowedParameters));
        Assert.All(
            Load(typeof(IMqttLink)).GetType(typeof(IBoardListener).FullName).Methods.SelectMany(method => method.Parameters),
            parameter => Assert.Contains(parameter.ParameterType.FullName, AllowedParameters));
    }

    [Fact]
    public void Home_names_no_samples_no_microphone_and_no_session()
    {
        using AssemblyDefinition firmware = AssemblyDefinition.ReadAssembly(typeof(HomeLink).Assembly.Location);
        using AssemblyDefinition board = AssemblyDefinition.ReadAssembly(typeof(MqttNetLink).Assembly.Location);
        TypeDefinition[] leading =
        [
            .. AllTypes(firmware.MainModule).Where(type => type.Namespace == typeof(HomeLink).Namespace || type.DeclaringType?.Namespace == typeof(HomeLink).Namespace),
            .. AllTypes(board.MainModule).Where(type => type.Interfaces.Any(each => each.InterfaceType.FullName == typeof(IMqttLink).FullName)),
        ];
        Assert.Contains(leading, type => type.FullName == typeof(HomeLink).FullName);
        Assert.Contains(leading, type => type.FullName == typeof(MqttNetLink).FullName);
        Assert.All(leading.SelectMany(Named), name => Assert.False(IsOfSound(name), name));
    }

    [Fact]
    public void Nothing_but_the_home_sends_by_a_link()
    {
        using AssemblyDefinition firmware = AssemblyDefinition.ReadAssembly(typeof(HomeLink).Assembly.Location);
        string[] senders =
        [
            .. AllTypes(firmware.MainModule).Where(type => Named(type).Any(name => name.Contains(typeof(IMqttLink).FullName!, StringComparison.Ordinal)))
                .Select(type => type.FullName),
        ];
        Assert.Equal([typeof(HomeLink).FullName!], senders);
        Assert.DoesNotContain(firmware.MainModule.AssemblyReferences, reference => reference.Name.StartsWith("System.Net", StringComparison.Ordinal));
    }

    private static bool IsOfSound(string name) =>
        name.Contains("System.Int16", StringComparison.Ordinal) || name.Contains("System.UInt16[]", StringComparison.Ordinal)
        || name.Contains("Microphone::", StringComparison.Ordinal) || name.Contains("IMicrophone", StringComparison.Ordinal)
        || name.Contains("SampleRing", StringComparison.Ordinal) || name.Contains("Session", StringComparison.Ordinal) && name.Contains("Sotto", StringComparison.Ordinal)
        || name.Contains("Sotto.Kernels", StringComparison.Ordinal) || name.Contains("Sotto.Models", StringComparison.Ordinal);

    private static ModuleDefinition Load(Type type) => AssemblyDefinition.ReadAssembly(type.Assembly.Location).MainModule;

    private static IEnumerable<TypeDefinition> AllTypes(ModuleDefinition module) => module.GetTypes();

    /// <summary>The type and every member that a type's fields, signatures and code name.</summary>
    private static IEnumerable<string> Named(TypeDefinition type)
    {
        IEnumerable<string> fields = type.Fields.Select(field => field.FieldType.FullName);
        IEnumerable<string> signatures = type.Methods.SelectMany(
            method => method.Parameters.Select(parameter => parameter.ParameterType.FullName).Append(method.ReturnType.FullName));
        IEnumerable<string> code = type.Methods.Where(method => method.HasBody).SelectMany(method =>
            method.Body.Variables.Select(variable => variable.VariableType.FullName)
                .Concat(method.Body.Instructions.Select(instruction => (instruction.Operand as MemberReference)?.FullName ?? "")));
        return [.. fields, .. signatures, .. code];
    }
}
