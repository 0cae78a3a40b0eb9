using System;

namespace BadDeviceCode;

[AttributeUsage(AttributeTargets.Method)]
public sealed class RowAttribute : Attribute
{
    public RowAttribute(params object[] values)
    {
    }
}
