namespace TestFrameworkShared
{
    /// <summary>An assertion did not hold. The package keeps it in this namespace, so the twin does too.</summary>
    public class AssertFailedException : Exception
    {
        /// <summary>Makes the exception without a message.</summary>
        public AssertFailedException()
        {
        }

        /// <summary>Makes the exception.</summary>
        /// <param name="msg">What did not hold.</param>
        public AssertFailedException(string msg)
            : base(msg)
        {
        }

        /// <summary>Makes the exception with its cause.</summary>
        /// <param name="msg">What did not hold.</param>
        /// <param name="ex">What brought it about.</param>
        public AssertFailedException(string msg, Exception ex)
            : base(msg, ex)
        {
        }
    }
}

namespace nanoFramework.TestFramework
{
    /// <summary>A test says with it that it cannot run here.</summary>
    public class SkipTestException : Exception
    {
        /// <summary>Makes the exception.</summary>
        /// <param name="message">Why the test cannot run.</param>
        /// <param name="innerException">What brought it about, or null.</param>
        public SkipTestException(string message = null, Exception innerException = null)
            : base(message, innerException)
        {
        }
    }
}
