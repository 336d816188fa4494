using System.Management.Automation.Host;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.PowerShellHost.Recording;

/// <summary>A host for tests: it keeps what would be shown, and answers questions as it was told to.</summary>
public sealed class RecordingHost : EngineHost
{
    private readonly RecordingUserInterface _ui;

    /// <summary>A host with a screen of a width.</summary>
    /// <param name="width">Characters in a line; tables are laid out for it.</param>
    public RecordingHost(int width = 120) => _ui = new RecordingUserInterface(width);

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <summary>What was shown and asked, and what will be answered.</summary>
    public RecordingUserInterface Recording => _ui;
}
