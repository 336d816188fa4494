namespace AwsBackupPlan.Sandbox;

/// <summary>What the Sandbox is to run.</summary>
internal enum SandboxMode
{
    /// <summary>The tour, <c>quickstart.ps1</c>.</summary>
    Tour,

    /// <summary>A script file of the caller's.</summary>
    File,

    /// <summary>A command of the caller's.</summary>
    Command,

    /// <summary>What is typed.</summary>
    Interactive,

    /// <summary>Only the help text.</summary>
    Help,
}
