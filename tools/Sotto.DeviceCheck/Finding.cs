namespace Sotto.DeviceCheck;

/// <summary>One thing in the device code that nanoFramework would refuse or run wrongly.</summary>
/// <param name="File">The source or project file.</param>
/// <param name="Line">The line in it, counted from 1; 0 where the finding is about the whole file.</param>
/// <param name="Rule">The short name of the rule, as README.md of .nanoFramework lists it.</param>
/// <param name="Message">What is wrong and what to do instead.</param>
public sealed record Finding(string File, int Line, string Rule, string Message)
{
    /// <summary>The finding as compilers print theirs, so that editors jump to it.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{File}({Line}): error {Rule}: {Message}";
}
