using System.Reflection;

[assembly: AssemblyTitle("Sotto.App")]
[assembly: AssemblyProduct("Sotto")]
[assembly: AssemblyCompany("Sotto contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
