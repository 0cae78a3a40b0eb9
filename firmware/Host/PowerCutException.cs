using System;

namespace Sotto.Firmware.Host;

/// <summary>The simulated power failed in the middle of a write.</summary>
public sealed class PowerCutException : Exception
{
}
