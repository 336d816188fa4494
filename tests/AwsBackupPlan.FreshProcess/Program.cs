// PowerShell in a process in which nothing of AWS is loaded: runs the script that is its argument, writes its output line by line, and
// exits with 1 when there was an error.
using System.Management.Automation;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Recording;

using var runspace = HostedEngine.OpenRunspace(new RecordingHost(), HostedEngine.CreateSessionState());
using var shell = PowerShell.Create(runspace);
foreach (var line in shell.AddScript(args[0]).Invoke())
{
    Console.WriteLine(line);
}

foreach (var error in shell.Streams.Error)
{
    Console.Error.WriteLine(error);
}

return shell.HadErrors ? 1 : 0;
