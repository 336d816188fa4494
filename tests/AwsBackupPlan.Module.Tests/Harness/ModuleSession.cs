using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Recording;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>A session of the real PowerShell engine with the packaged module imported, recording everything.</summary>
/// <remarks>
/// <para>
/// <c>using var session = ModuleSession.Open(simulator.Endpoint);</c> gives every cmdlet of the module the simulator's endpoint and a
/// key, by <c>$PSDefaultParameterValues</c>, so scripts read as users write them and no environment variable of the test process
/// is touched: sessions can run side by side. Then <c>var run = await session.RunAsync("… | New-XacntBackupPlan -WhatIf");</c> and
/// look at <c>run.Output</c>, <c>run.Errors</c>, <c>run.Prompts</c>, ….
/// </para>
/// <para>
/// Objects go in by variable (<c>session.Set("accounts", list)</c>) or by pipeline (<c>RunAsync("$input | …", account)</c>). Questions are answered in advance: <c>session.Host.Recording.WillAnswer("Yes", "No to All")</c>;
/// without an answer they fail as on a host that cannot ask. Ctrl-C is the token: <c>RunUntilStoppedAsync(script, source.Token)</c>.
/// </para>
/// </remarks>
public sealed class ModuleSession : IDisposable
{
    /// <summary>A long-term key id of the simulator's management account.</summary>
    public const string AccessKey = "AKIAQUICKSTART000001";

    /// <summary>Its secret, which must never be seen in any stream.</summary>
    public const string SecretKey = "never-show-this-secret-key-in-any-stream";

    private readonly Runspace _runspace;

    private ModuleSession(RecordingHost host, Runspace runspace)
    {
        Host = host;
        _runspace = runspace;
    }

    /// <summary>What was shown and asked, over all runs; answers are given here.</summary>
    public RecordingHost Host { get; }

    /// <summary>Opens a session with the packaged module whose cmdlets talk to an endpoint.</summary>
    /// <param name="endpoint">The simulator's endpoint; <see langword="null"/> presets no parameter at all.</param>
    /// <param name="width">Characters in a line of the host.</param>
    public static ModuleSession Open(Uri? endpoint, int width = 120)
    {
        var session = OpenWithout(width, PackagedModule.Find());
        if (endpoint is not null)
        {
            session.Set("PSDefaultParameterValues", new DefaultParameterDictionary
            {
                ["*-Xacnt*:EndpointUrl"] = endpoint.ToString(),
                ["*-Xacnt*:AccessKey"] = AccessKey,
                ["*-Xacnt*:SecretKey"] = SecretKey,
                ["Get-Backup*:EndpointUrl"] = endpoint.ToString(),
                ["Get-Backup*:AccessKey"] = AccessKey,
                ["Get-Backup*:SecretKey"] = SecretKey,
            });
        }

        return session;
    }

    /// <summary>Opens a session with other modules, or none: for what is true of the engine, the host and the stand-ins.</summary>
    public static ModuleSession OpenWithout(int width = 120, params IReadOnlyList<string> modules)
    {
        var host = new RecordingHost(width);
        return new ModuleSession(host, HostedEngine.OpenRunspace(host, HostedEngine.CreateSessionState(), modules));
    }

    /// <summary>Sets a variable of the session.</summary>
    public void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script to its end and gathers what it wrote.</summary>
    /// <param name="script">Any number of statements.</param>
    /// <param name="input">What its <c>$input</c> holds.</param>
    public Task<ScriptRun> RunAsync(string script, params IReadOnlyList<object> input) =>
        InvokeAsync(script, input, TestContext.Current.CancellationToken);

    /// <summary>Runs a script until the token stops it as Ctrl-C does, or to its end; the run says which.</summary>
    public Task<ScriptRun> RunUntilStoppedAsync(string script, CancellationToken stop) => InvokeAsync(script, [], stop);

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private async Task<ScriptRun> InvokeAsync(string script, IReadOnlyList<object> input, CancellationToken stop)
    {
        Host.Recording.Clear();
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        using var pipelineInput = new PSDataCollection<PSObject>(input.Select(PSObject.AsPSObject));
        pipelineInput.Complete();
        using var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminatingError = null;
        var stopped = false;
        await using (stop.Register(() => _ = shell.BeginStop(callback: null, state: null)))
        {
            try
            {
                await shell.InvokeAsync(pipelineInput, output);
            }
            catch (PipelineStoppedException)
            {
                stopped = true;
            }
            catch (RuntimeException exception)
            {
                terminatingError = exception.ErrorRecord;
            }
        }

        return Gather(shell, [.. output], terminatingError, stopped);
    }

    private ScriptRun Gather(PowerShell shell, IReadOnlyList<PSObject> output, ErrorRecord? terminatingError, bool stopped)
    {
        var streams = shell.Streams;
        List<ErrorRecord> errors = [.. streams.Error];
        if (terminatingError is not null)
        {
            errors.Add(terminatingError);
        }

        return new ScriptRun
        {
            Output = output,
            Errors = errors,
            TerminatingError = terminatingError,
            WasStopped = stopped,
            Warnings = [.. streams.Warning.Select(static r => r.Message)],
            Verbose = [.. streams.Verbose.Select(static r => r.Message)],
            Debug = [.. streams.Debug.Select(static r => r.Message)],
            Information = [.. streams.Information],
            Progress = Host.Recording.Progress,
            Prompts = Host.Recording.Prompts,
            HostText = Host.Recording.Text,
        };
    }
}
