using System.Diagnostics;
using System.Text.Json;

namespace Sotto.DeviceCheck;

/// <summary>Asks MSBuild what a project holds.</summary>
internal static class Evaluation
{
    /// <summary>The compile items of a project, as MSBuild's own JSON.</summary>
    public static JsonDocument Compile(string project)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("msbuild");
        start.ArgumentList.Add(project);
        start.ArgumentList.Add("-getItem:Compile");

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidDataException($"{project}: MSBuild cannot read it: {(errors.Result + output).Trim().Split('\n')[0]}");
        }

        return JsonDocument.Parse(output);
    }
}
