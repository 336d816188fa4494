namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Whether AWS Config records in a Region, from which Audit Manager knows all it knows.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Name">The recorder's name; <see langword="null"/> where there is none.</param>
/// <param name="IsRecording">Whether it is on; <see langword="null"/> where that could not be told.</param>
/// <param name="Failure">Why its last delivery failed; <see langword="null"/> where it did not.</param>
internal sealed record Recorder(string Region, string? Name, bool? IsRecording, string? Failure = null)
{
    private const string Types = "AWS::Backup::BackupPlan, AWS::Backup::BackupSelection, AWS::Backup::BackupVault, AWS::Backup::RecoveryPoint and AWS::Config::ResourceCompliance";

    /// <summary>Whether no framework can be deployed there.</summary>
    public bool IsMissing => IsRecording == false && Name is null;

    /// <summary>What is wrong, as a sentence; <see langword="null"/> where it records.</summary>
    public string? Fault(string accountId) => this switch
    {
        { IsRecording: null } => $"Whether AWS Config records in {Region} of account {accountId} cannot be told, since that may not be asked.",
        { IsMissing: true } => $"AWS Config has no recorder in {Region} of account {accountId}, without which Audit Manager can deploy no framework.",
        { IsRecording: false } => $"The recorder {Name} of AWS Config is switched off in {Region} of account {accountId}: until it records, Audit Manager finds nothing.",
        { Failure: { } failure } => $"The recorder {Name} of AWS Config in {Region} of account {accountId} records, and could not deliver the last time ({failure}): Audit Manager may find nothing new.",
        _ => null,
    };

    /// <summary>What to do, and what it costs.</summary>
    public string Remedy() => this switch
    {
        { IsRecording: null } => "Allow config:DescribeConfigurationRecorderStatus to the role; docs/permissions.md has its policy.",
        { Failure: not null } => $"See 'aws configservice describe-delivery-channel-status --region {Region}'.",
        _ => $"Switch it on, with 'aws configservice {(IsMissing ? "put-configuration-recorder', 'put-delivery-channel' and 'start-configuration-recorder'" : $"start-configuration-recorder --configuration-recorder-name {Name}'")} for {Region}, or in its console; {Types} are enough. "
            + "This module does not, because it costs: AWS bills each configuration item that is recorded and each evaluation of a control (aws.amazon.com/config/pricing).",
    };
}
