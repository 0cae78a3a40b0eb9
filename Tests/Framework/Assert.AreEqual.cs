using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework;

public sealed partial class Assert
{
    /// <summary>Fails unless two values are equal and, as boxed objects, of the same type.</summary>
    /// <param name="expected">The value the test expects.</param>
    /// <param name="actual">The value the code gave.</param>
    /// <param name="message">What to say on failure; the text of <paramref name="actual"/> if left out.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">The values differ.</exception>
    public static void AreEqual(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(bool expected, bool actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(byte expected, byte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(char expected, char actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(DateTime expected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(double expected, double actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(float expected, float actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(int expected, int actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(long expected, long actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(sbyte expected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(short expected, short actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(string expected, string actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(uint expected, uint actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(ulong expected, ulong actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <inheritdoc cref="AreEqual(object, object, string)"/>
    public static void AreEqual(ushort expected, ushort actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckEqual(object.Equals(expected, actual), expected, actual, message);

    /// <summary>Fails if two values are equal and, as boxed objects, of the same type.</summary>
    /// <param name="notExpected">The value the test does not expect.</param>
    /// <param name="actual">The value the code gave.</param>
    /// <param name="message">What to say on failure; the text of <paramref name="actual"/> if left out.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">The values are equal.</exception>
    public static void AreNotEqual(object notExpected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(bool notExpected, bool actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(byte notExpected, byte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(char notExpected, char actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(DateTime notExpected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(double notExpected, double actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(float notExpected, float actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(int notExpected, int actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(long notExpected, long actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(sbyte notExpected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(short notExpected, short actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(string notExpected, string actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(uint notExpected, uint actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(ulong notExpected, ulong actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(object, object, string)"/>
    public static void AreNotEqual(ushort notExpected, ushort actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => CheckNotEqual(object.Equals(notExpected, actual), notExpected, actual, message);

    private static void CheckEqual(bool equal, object expected, object actual, string message)
    {
        if (!equal)
        {
            Fail("Assert.AreEqual", $"Expected:<{Show(expected)}>. Actual:<{Show(actual)}>. {message}");
        }
    }

    private static void CheckNotEqual(bool equal, object notExpected, object actual, string message)
    {
        if (equal)
        {
            Fail("Assert.AreNotEqual", $"Expected any value but:<{Show(notExpected)}>. Actual:<{Show(actual)}>. {message}");
        }
    }
}
