using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Tests.Plans;

/// <summary>What most tests of plans start from.</summary>
internal static class Given
{
    public const string AccountId = "222222222222";

    public const string Vault = "arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault";

    public static AccountTarget Target { get; } = new(AccountId, "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");

    public static DeploymentOptions Options { get; } = new();

    /// <summary>A document of one rule, or of the rules that are given.</summary>
    public static string Document(params string[] rules) => $$"""[{ "Rules": [{{string.Join(", ", rules)}}] }]""";

    public static PlanDefinition Plan(params RuleDefinition[] rules) => new() { BackupPlanName = "payroll-RDS-BackupPlan-Default", Rules = rules };

    public static DesiredState Desired(string json, AccountTarget? target = null, DeploymentOptions? options = null, string partition = "aws")
        => DesiredState.Create(PlanDocument.Parse(json), target ?? Target, options ?? Options, partition);

    /// <summary>The only rule of a document, filled in.</summary>
    public static RuleDefinition Rule(string rule, AccountTarget? target = null, DeploymentOptions? options = null)
        => Assert.Single(Desired(Document(rule), target, options).Plan.Rules);

    /// <summary>The faults of a document when it is filled in, as lines of path and message.</summary>
    public static IReadOnlyList<string> Faults(string json, AccountTarget? target = null, DeploymentOptions? options = null)
        => [.. Assert.Throws<PlanDocumentException>(() => Desired(json, target, options)).Faults.Select(fault => fault.ToString())];

    /// <summary>The only fault of a document that consists of one rule.</summary>
    public static string RuleFault(string rule, AccountTarget? target = null, DeploymentOptions? options = null)
        => Assert.Single(Faults(Document(rule), target, options));
}
