using System.Collections;

namespace nanoFramework.TestFramework;

/// <summary>What a device test states about arrays and collections.</summary>
public sealed class CollectionAssert
{
    private CollectionAssert()
    {
    }

    /// <summary>Fails unless a collection has no elements.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">It has elements or is null.</exception>
    public static void Empty(ICollection collection, string message = "")
        => Assert.Check(collection is { Count: 0 }, "CollectionAssert.Empty", message);

    /// <summary>Fails unless a collection has elements.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">It has none or is null.</exception>
    public static void NotEmpty(ICollection collection, string message = "")
        => Assert.Check(collection is { Count: > 0 }, "CollectionAssert.NotEmpty", message);

    /// <summary>Fails unless two collections have equal elements in the same order.</summary>
    /// <param name="expected">The elements the test expects.</param>
    /// <param name="actual">The elements the code gave.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">They differ; the first difference is told.</exception>
    public static void AreEqual(ICollection expected, ICollection actual, string message = "")
    {
        string difference = Difference(expected, actual);
        Assert.Check(difference is null, "CollectionAssert.AreEqual", $"{message}({difference})");
    }

    /// <summary>Fails if two collections have equal elements in the same order.</summary>
    /// <param name="notExpected">The elements the test does not expect.</param>
    /// <param name="actual">The elements the code gave.</param>
    /// <param name="message">What to say on failure.</param>
    /// <exception cref="TestFrameworkShared.AssertFailedException">They are equal.</exception>
    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
        => Assert.Check(Difference(notExpected, actual) is not null, "CollectionAssert.AreNotEqual", $"{message}(equal elements)");

    private static string Difference(ICollection expected, ICollection actual)
    {
        if (ReferenceEquals(expected, actual))
        {
            return null;
        }

        if (expected is null || actual is null || expected.Count != actual.Count)
        {
            return "Different number of elements.";
        }

        IEnumerator others = actual.GetEnumerator();
        int index = 0;
        foreach (object element in expected)
        {
            others.MoveNext();
            if (!Equals(element, others.Current))
            {
                return $"Element at index {index} do not match. Expected:<{Assert.Show(element)}>. Actual:<{Assert.Show(others.Current)}>.";
            }

            index++;
        }

        return null;
    }
}
