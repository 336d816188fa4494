using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>What a user says of an account, and names of Regions, time zones, roles and tags: the parts between <c>|</c>, in this order.</summary>
internal sealed class AccountTarget : FuzzTarget
{
    public override string Name => "account";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "222222222222|payroll|us-east-1|us-east-2;us-west-2|Xacnt_Backup_Role|ext-1", "2222-2222-2222|pay_roll|eu-west-1|none|team/a/Role|", "2.22222E+11|a*|us-gov-west-1|us-gov-east-1|/Role|x:y", "22222222222|[a-z]?|cn-north-1|cn-northwest-1|Role|é",
        "r-ab12|ou-ab12-12345678|Europe/Berlin|Workloads/Production|arn:aws:iam::222222222222:role/x|a=b",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["|", ";", "us-", "-1", "aws:", "us-east-1a", "east", "Etc/UTC", "ou-", "r-", "a/", "A-", "-a", "é", "٢"];

    public override Task TakeAsync(string input)
    {
        var parts = input.Split('|');
        string Part(int index) => index < parts.Length ? parts[index] : string.Empty;
        var target = new Engine.Accounts.AccountTarget(Part(0), Part(1), Part(2), Part(3).Split(';'), Part(4), Part(5));
        foreach (var partition in (string?[])[null, "aws", "aws-new"])
        {
            Demand(AccountTargetValidator.Validate(target, partition, allowWildcards: partition is null).All(static fault => fault.Message.Length > 0), "A parameter is refused without a reason.");
        }

        _ = ConnectionOptionsValidator.Validate(new ConnectionOptions { RoleArns = parts, RoleArnExternalIds = parts, RoleSessionName = Part(4), SourceIdentity = Part(5), Partition = Part(2) });
        _ = AccountQueryValidator.Validate(new AccountQuery { OrganizationalUnits = parts });
        foreach (var part in parts.Take(6))
        {
            _ = (TimeZoneName.Fault(part), Partitions.Find(part), UnitReference.Fault(part), UnitReference.Names(part), TagRules.KeyFault(part), TagRules.ValueFault(part));
            _ = CopyRegionsTag.Read(new Dictionary<string, string>(StringComparer.Ordinal) { [CopyRegionsTag.Key] = part, [part] = part });
        }

        return Task.CompletedTask;
    }
}
