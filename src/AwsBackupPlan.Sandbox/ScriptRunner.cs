using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Terminal;

namespace AwsBackupPlan.Sandbox;

/// <summary>Runs commands and script files on a host, with the exit status that pwsh gives them.</summary>
internal sealed class ScriptRunner(Runspace runspace, ConsoleHost host)
{
    /// <summary>The exit status after Ctrl-C.</summary>
    public const int Interrupted = 130;

    private readonly Lock _lock = new();
    private Pipeline? _running;

    /// <summary>Runs a command: the status is that of <c>exit N</c>, otherwise 1 when its last part failed, otherwise 0.</summary>
    public int RunCommand(string text)
    {
        var completed = Execute(Typed(text));
        return completed switch
        {
            _ when host.ExitCode is { } exitCode => exitCode,
            PipelineState.Stopped => Interrupted,
            PipelineState.Completed when LastSucceeded() => 0,
            _ => 1,
        };
    }

    /// <summary>Runs a script file: the status is that of <c>exit N</c>, otherwise 1 when an error ended it, otherwise 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arguments">What stands behind it on the command line: <c>-Name value</c>, <c>-Switch:$false</c>, values.</param>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        var command = new Command(path, isScript: false, useLocalScope: false);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(ParameterOf(argument));
        }

        var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        EngineInternals.ExitEndsHost(runspace);
        var completed = Execute(pipeline);
        return host.ExitCode ?? completed switch
        {
            PipelineState.Stopped => Interrupted,
            PipelineState.Completed => 0,
            _ => 1,
        };
    }

    /// <summary>Runs what was typed at a prompt.</summary>
    public void RunTyped(string text) => Execute(Typed(text));

    /// <summary>The text that the session's <c>prompt</c> function gives.</summary>
    public string Prompt()
    {
        try
        {
            using var pipeline = runspace.CreatePipeline("prompt");
            return pipeline.Invoke().FirstOrDefault()?.ToString() ?? "PS> ";
        }
        catch (RuntimeException)
        {
            return "PS> ";
        }
    }

    /// <summary>Stops what is running, as Ctrl-C does.</summary>
    /// <returns>Whether something was.</returns>
    public bool Interrupt()
    {
        lock (_lock)
        {
            // A question that waits for an answer would keep the pipeline from stopping.
            host.Console.Interrupt();
            _running?.StopAsync();
            return _running is not null;
        }
    }

    private static CommandParameter ParameterOf(string argument)
    {
        if (!argument.StartsWith('-') || argument.Length < 2 || !char.IsLetter(argument[1]))
        {
            return new CommandParameter(name: null, argument);
        }

        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return new CommandParameter(argument);
        }

        var value = argument[(colon + 1)..];
        return new CommandParameter(argument[..(colon + 1)], value.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            "$NULL" => null,
            _ => value,
        });
    }

    // Only what enters the history leaves its $? behind.
    private Pipeline Typed(string text) => runspace.CreatePipeline(text, addToHistory: true);

    private PipelineState Execute(Pipeline pipeline)
    {
        using var running = pipeline;
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        lock (_lock)
        {
            _running = pipeline;
        }

        try
        {
            pipeline.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // Its state says so.
        }
        catch (RuntimeException exception)
        {
            Report(exception.ErrorRecord);
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }

            host.Console.EndProgress();
        }

        return pipeline.PipelineStateInfo.State;
    }

    // The engine's own view of errors, on the error stream.
    private void Report(ErrorRecord error)
    {
        if (error.InvocationInfo is null)
        {
            // The view of syntax errors needs a position there; the text of this one has it already.
            host.UI.WriteErrorLine($"{error.CategoryInfo.Category}: {error.Exception.Message}");
            return;
        }

        using var pipeline = runspace.CreatePipeline("$input | Out-Default");
        pipeline.Input.Write(EngineInternals.AsErrorOutput(error));
        pipeline.Input.Close();
        pipeline.Invoke();
    }

    private bool LastSucceeded()
    {
        using var pipeline = runspace.CreatePipeline("$global:?");
        return LanguagePrimitives.IsTrue(pipeline.Invoke().FirstOrDefault());
    }
}
