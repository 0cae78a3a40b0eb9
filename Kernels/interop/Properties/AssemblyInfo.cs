using System.Reflection;

[assembly: AssemblyTitle("Sotto.Interop")]
[assembly: AssemblyProduct("Sotto")]
[assembly: AssemblyCompany("Sotto contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
#if !NET
// Together with the checksum of the native methods: the firmware's own must be the same.
[assembly: AssemblyNativeVersion("1.0.0.0")]
#endif
