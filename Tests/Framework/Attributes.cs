namespace nanoFramework.TestFramework;

/// <summary>Marks a class whose methods are tests.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class TestClassAttribute : Attribute
{
}

/// <summary>Marks a method that is one test. With <see cref="DataRowAttribute"/> beside it the rows count instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class TestMethodAttribute : Attribute
{
}

/// <summary>Marks a method that runs once, before the tests of its class. If it skips, the whole class is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class SetupAttribute : Attribute
{
}

/// <summary>Marks a method that runs once, after the tests of its class.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class CleanupAttribute : Attribute
{
}

/// <summary>One set of arguments for a test method: each row is a test of its own.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    /// <summary>Keeps the arguments of one row.</summary>
    /// <param name="methodParameters">The arguments, at least one.</param>
    /// <exception cref="ArgumentNullException">There is no array of arguments.</exception>
    /// <exception cref="ArgumentException">The array of arguments is empty.</exception>
    public DataRowAttribute(params object[] methodParameters)
    {
        ArgumentNullException.ThrowIfNull(methodParameters);
        if (methodParameters.Length == 0)
        {
            throw new ArgumentException("a data row needs at least one argument", nameof(methodParameters));
        }

        MethodParameters = methodParameters;
    }

    /// <summary>The arguments the test method is called with.</summary>
    public object[] MethodParameters { get; }
}
