using System;

namespace Sotto.Kernels;

/// <summary>
/// Marks a method that runs once a hop or more often. Such a method allocates nothing, touches no floating
/// point and calls only methods that keep the same promise; the static check holds it to that.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class StepAttribute : Attribute
{
}
