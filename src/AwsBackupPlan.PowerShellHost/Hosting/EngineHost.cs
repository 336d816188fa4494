using System.Globalization;
using System.Management.Automation.Host;

namespace AwsBackupPlan.PowerShellHost.Hosting;

/// <summary>A host of the engine: a name, a user interface, and the exit code that a script asked for.</summary>
public abstract class EngineHost : PSHost
{
    /// <inheritdoc/>
    public override string Name => "AwsBackupPlan Sandbox";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(EngineHost).Assembly.GetName().Version ?? new Version(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    /// <remarks>English whatever the machine's language is: help is found by it.</remarks>
    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    /// <summary>What the last <c>exit N</c> asked for; <see langword="null"/> until there was one.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This host has no nested prompt. Answer the question with one of the other choices.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
