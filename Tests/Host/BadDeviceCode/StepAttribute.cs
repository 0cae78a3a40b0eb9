using System;

namespace BadDeviceCode;

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class StepAttribute : Attribute
{
}
