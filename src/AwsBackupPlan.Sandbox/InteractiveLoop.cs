using System.Management.Automation.Language;
using System.Text;
using AwsBackupPlan.PowerShellHost.Terminal;

namespace AwsBackupPlan.Sandbox;

/// <summary>Reads a command, runs it, shows what came out, until <c>exit</c> or the end of the input.</summary>
internal sealed class InteractiveLoop(ScriptRunner runner, ConsoleHost host)
{
    /// <summary>Runs until the user leaves.</summary>
    /// <returns>The status that <c>exit N</c> gave, otherwise 0.</returns>
    public int Run()
    {
        while (host.ExitCode is null)
        {
            try
            {
                if (ReadCommand() is not { } command)
                {
                    host.UI.WriteLine();
                    break;
                }

                if (!string.IsNullOrWhiteSpace(command))
                {
                    runner.RunTyped(command);
                }
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C at the prompt: what was typed is dropped.
                host.UI.WriteLine();
            }
        }

        return host.ExitCode ?? 0;
    }

    // As long as what was typed is the beginning of something, more is asked for; an empty line ends it as it stands.
    private string? ReadCommand()
    {
        if (host.Console.Ask(runner.Prompt()) is not { } first)
        {
            return null;
        }

        var typed = new StringBuilder(first);
        while (IsIncomplete(typed.ToString()))
        {
            var more = host.Console.Ask(">> ");
            if (string.IsNullOrEmpty(more))
            {
                break;
            }

            typed.AppendLine().Append(more);
        }

        return typed.ToString();
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return Array.Exists(errors, static e => e.IncompleteInput);
    }
}
