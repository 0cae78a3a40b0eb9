using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using TestFrameworkShared;

namespace nanoFramework.TestFramework;

/// <summary>What a device test states. Signatures and outcome are the package's; a failed statement throws.</summary>
public sealed partial class Assert
{
    private Assert()
    {
    }

    /// <summary>Fails unless a condition is true.</summary>
    /// <param name="condition">What should be true.</param>
    /// <param name="message">What to say on failure; the text of the condition if left out.</param>
    /// <exception cref="AssertFailedException">The condition is false.</exception>
    public static void IsTrue(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        => Check(condition, "Assert.IsTrue", message);

    /// <summary>Fails unless a condition is false.</summary>
    /// <param name="condition">What should be false.</param>
    /// <param name="message">What to say on failure; the text of the condition if left out.</param>
    /// <exception cref="AssertFailedException">The condition is true.</exception>
    public static void IsFalse(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        => Check(!condition, "Assert.IsFalse", message);

    /// <summary>Fails unless a value is null.</summary>
    /// <param name="value">What should be null.</param>
    /// <param name="message">What to say on failure; the text of the value if left out.</param>
    /// <exception cref="AssertFailedException">There is an object.</exception>
    public static void IsNull(object value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(value is null, "Assert.IsNull", message);

    /// <summary>Fails if a value is null.</summary>
    /// <param name="value">What should be an object.</param>
    /// <param name="message">What to say on failure; the text of the value if left out.</param>
    /// <exception cref="AssertFailedException">The value is null.</exception>
    public static void IsNotNull([NotNull] object value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value is null)
        {
            Fail("Assert.IsNotNull", message);
        }
    }

    /// <summary>Fails unless two references are to the same object.</summary>
    /// <param name="expected">The object the test expects.</param>
    /// <param name="actual">The object the code gave.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">They are two objects.</exception>
    public static void AreSame(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => Check(ReferenceEquals(expected, actual), "Assert.AreSame", message);

    /// <summary>Fails if two references are to the same object.</summary>
    /// <param name="notExpected">The object the test does not expect.</param>
    /// <param name="actual">The object the code gave.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">They are one object.</exception>
    public static void AreNotSame(object notExpected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        => Check(!ReferenceEquals(notExpected, actual), "Assert.AreNotSame", message);

    /// <summary>Fails unless a string holds another one.</summary>
    /// <param name="expected">The string looked for.</param>
    /// <param name="value">The string searched.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">It does not hold it, or one of them is null.</exception>
    public static void Contains(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(Both(expected, value, "Assert.Contains") && value.Contains(expected, StringComparison.Ordinal), "Assert.Contains", $"'{value}' does not contain '{expected}'. {message}");

    /// <summary>Fails if a string holds another one.</summary>
    /// <param name="notExpected">The string looked for.</param>
    /// <param name="value">The string searched.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">It holds it, or one of them is null.</exception>
    public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(Both(notExpected, value, "Assert.DoesNotContains") && !value.Contains(notExpected, StringComparison.Ordinal), "Assert.DoesNotContains", $"'{value}' should not contain '{notExpected}'. {message}");

    /// <summary>Fails unless a string starts with another one.</summary>
    /// <param name="expected">The beginning looked for.</param>
    /// <param name="value">The string searched.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">It starts otherwise, or one of them is null.</exception>
    public static void StartsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(Both(expected, value, "Assert.StartsWith") && value.StartsWith(expected, StringComparison.Ordinal), "Assert.StartsWith", $"'{value}' does not start with '{expected}'. {message}");

    /// <summary>Fails unless a string ends with another one.</summary>
    /// <param name="expected">The end looked for.</param>
    /// <param name="value">The string searched.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">It ends otherwise, or one of them is null.</exception>
    public static void EndsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(Both(expected, value, "Assert.EndsWith") && value.EndsWith(expected, StringComparison.Ordinal), "Assert.EndsWith", $"'{value}' does not end with '{expected}'. {message}");

    /// <summary>Fails unless an object is of exactly the given type (a derived one fails, as on the device).</summary>
    /// <param name="value">The object.</param>
    /// <param name="expected">The type it should have.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">The object is null or of another type.</exception>
    public static void IsInstanceOfType(object value, Type expected, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(value?.GetType() == expected, "Assert.IsInstanceOfType", $"Expected type:<{expected}>. Actual type:<{Show(value?.GetType())}>. {message}");

    /// <summary>Fails if an object is of exactly the given type.</summary>
    /// <param name="value">The object.</param>
    /// <param name="notExpected">The type it should not have.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">The object is of that type.</exception>
    public static void IsNotInstanceOfType(object value, Type notExpected, [CallerArgumentExpression(nameof(value))] string message = "")
        => Check(value is null || value.GetType() != notExpected, "Assert.IsNotInstanceOfType", $"Wrong type:<{notExpected}>. {message}");

    /// <summary>Fails unless an action throws an exception of exactly the given type.</summary>
    /// <param name="exception">The type to be thrown; a derived one fails.</param>
    /// <param name="action">What should throw.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="AssertFailedException">Nothing or something else was thrown.</exception>
    public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression(nameof(action))] string message = "")
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(action);
        Exception thrown = Catch(action);
        if (thrown is null)
        {
            Fail("Assert.ThrowsException", $"No exception thrown. {exception.Name} exception was expected. {message}");
        }

        Check(thrown.GetType() == exception, "Assert.ThrowsException", $"Threw exception {thrown.GetType().Name}, but exception {exception.Name} was expected. {message} Exception message: {thrown.Message}");
    }

    /// <summary>Ends the test as skipped.</summary>
    /// <param name="message">Why it cannot run here.</param>
    /// <exception cref="SkipTestException">Always.</exception>
    [DoesNotReturn]
    public static void SkipTest(string message = null) => throw new SkipTestException(message);

    [DoesNotReturn]
    internal static void Fail(string assertion, string message) => throw new AssertFailedException($"{assertion} failed. {message}");

    internal static void Check(bool holds, string assertion, string message)
    {
        if (!holds)
        {
            Fail(assertion, message);
        }
    }

    internal static string Show(object value) => value is null ? "(null)" : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static bool Both(string expected, string value, string assertion)
    {
        if (expected is null || value is null)
        {
            Fail(assertion, "Neither string may be null.");
        }

        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the action throws is what the test asks about.")]
    private static Exception Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
