using System.Reflection;
using System.Runtime.ExceptionServices;
using nanoFramework.TestFramework;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sotto.HostTests;

/// <summary>Runs every test of the device assembly NFUnitTest on .NET, as the package's launcher does on a board.</summary>
[TestCaseOrderer("Sotto.HostTests.ByClass", "Sotto.HostTests")]
public sealed class DeviceTests(DeviceTestSession session) : IClassFixture<DeviceTestSession>
{
    /// <summary>Every test.</summary>
    public static TheoryData<string, string, int> All => DeviceTestSession.Rows("NFUnitTest");

    [SkippableTheory(typeof(SkipTestException))]
    [MemberData(nameof(All))]
    public void Device(string testClass, string method, int row) => session.Run("NFUnitTest", testClass, method, row);
}

/// <summary>Keeps the launcher's order over the rows of the theory: Setup, the tests, Cleanup, class by class.</summary>
public sealed class DeviceTestSession : IDisposable
{
    private Type? _current;
    private SkipTestException? _skipped;

    /// <summary>Every test of a device assembly: class, method, and the number of its data row (-1 without rows).</summary>
    /// <param name="assembly">The name of the assembly.</param>
    public static TheoryData<string, string, int> Rows(string assembly)
    {
        TheoryData<string, string, int> rows = [];
        foreach (MethodInfo method in Methods(assembly))
        {
            int count = method.GetCustomAttributes<DataRowAttribute>().Count();
            for (int row = count == 0 ? -1 : 0; row < count; row++)
            {
                rows.Add(method.DeclaringType!.FullName!, method.Name, row);
            }
        }

        return rows;
    }

    private static IEnumerable<MethodInfo> Methods(string assembly)
        => Assembly.Load(assembly).GetTypes()
            .Where(type => type.GetCustomAttribute<TestClassAttribute>() is not null)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<TestMethodAttribute>() is not null || method.GetCustomAttributes<DataRowAttribute>().Any());

    /// <summary>Runs one test; before the first of a class its Setup, after the last its Cleanup.</summary>
    /// <param name="assembly">The name of the device assembly.</param>
    /// <param name="testClass">The full name of the class.</param>
    /// <param name="method">The name of the method.</param>
    /// <param name="row">The number of the data row, -1 without rows.</param>
    public void Run(string assembly, string testClass, string method, int row)
    {
        Enter(Assembly.Load(assembly).GetType(testClass, throwOnError: true)!);
        if (_skipped is not null)
        {
            ExceptionDispatchInfo.Throw(_skipped);
        }

        MethodInfo test = _current!.GetMethod(method)!;
        Call(test, row < 0 ? null : test.GetCustomAttributes<DataRowAttribute>().ElementAt(row).MethodParameters);
    }

    /// <summary>Runs the Cleanup of the last class.</summary>
    public void Dispose() => Leave();

    private void Enter(Type testClass)
    {
        if (testClass == _current)
        {
            return;
        }

        Leave();
        _current = testClass;
        _skipped = null;
        try
        {
            CallMarked<SetupAttribute>();
        }
        catch (SkipTestException skipped)
        {
            _skipped = skipped;
        }
    }

    private void Leave()
    {
        if (_current is not null && _skipped is null)
        {
            CallMarked<CleanupAttribute>();
        }

        _current = null;
    }

    private void CallMarked<TAttribute>()
        where TAttribute : Attribute
    {
        foreach (MethodInfo method in _current!.GetMethods().Where(method => method.GetCustomAttribute<TAttribute>() is not null))
        {
            Call(method, null);
        }
    }

    private static void Call(MethodInfo method, object[]? arguments)
    {
        // The launcher calls without an instance; a method that is not static has no fields to rely on there.
        object? instance = method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);
        method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}

/// <summary>Keeps the tests of a class together, so that Setup and Cleanup run once.</summary>
public sealed class ByClass : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
        => testCases.OrderBy(test => test.DisplayName, StringComparer.Ordinal);
}
