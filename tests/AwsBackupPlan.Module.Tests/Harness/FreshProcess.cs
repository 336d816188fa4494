using System.Diagnostics;
using System.Reflection;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>A script in a process of its own, in which nothing of AWS is loaded: what was loaded once stays loaded.</summary>
public static class FreshProcess
{
    /// <summary>Runs a script that has <c>$manifest</c>, the packaged module's path, and whose cmdlets talk to an endpoint.</summary>
    /// <returns>The lines it wrote.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Uri? endpoint, string script)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Metadata("FreshProcessPath"));
        start.ArgumentList.Add($$"""
            $manifest = '{{PackagedModule.Find()}}'
            $PSDefaultParameterValues = [Management.Automation.DefaultParameterDictionary]@{
                '*-Xacnt*:EndpointUrl' = '{{endpoint}}'; '*-Xacnt*:AccessKey' = '{{ModuleSession.AccessKey}}'; '*-Xacnt*:SecretKey' = '{{ModuleSession.SecretKey}}'
            }
            {{script}}
            """);

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, $"Exit status {process.ExitCode}\n{await output}\n{await error}");
        return [.. (await output).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>A value that the build wrote into the tests.</summary>
    public static string Metadata(string key) => typeof(FreshProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
