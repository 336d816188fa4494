using System.Text.Json.Nodes;
using AwsBackupPlan.Lambda.Settings;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>The members that an event can have.</summary>
internal static class EventMembers
{
    public static readonly EventMember Accounts = new("Accounts");
    public static readonly EventMember Continued = new("Continued");
    public static readonly EventMember AccountId = new("AccountId", IsOfAccount: true) { Aliases = ["Id", "Account", "TargetAccountId"] };
    public static readonly EventMember AbsName = new("AbsName", IsOfAccount: true) { Aliases = ["Abs"] };
    public static readonly EventMember Region = new("Region", IsOfAccount: true);
    public static readonly EventMember CopyRegion = new("CopyRegion", IsOfAccount: true);
    public static readonly EventMember RoleName = new("RoleName", IsOfAccount: true);
    public static readonly EventMember ExternalId = new("ExternalId", IsOfAccount: true);
    public static readonly EventMember WhatIf = new("WhatIf") { HasToBeSaid = true };
    public static readonly EventMember ThrottleLimit = new("ThrottleLimit");
    public static readonly EventMember TagKey = new("TagKey");
    public static readonly EventMember PlanParameterName = new("PlanParameterName", FunctionOperation.Create);
    public static readonly EventMember PlanDocument = new("PlanDocument", FunctionOperation.Create);
    public static readonly EventMember BackupRoleName = new("BackupRoleName", FunctionOperation.Create);
    public static readonly EventMember KeyAlias = new("KeyAlias", FunctionOperation.Create);
    public static readonly EventMember ResourceType = new("ResourceType", FunctionOperation.Create);
    public static readonly EventMember ResourceArn = new("ResourceArn", FunctionOperation.Create);
    public static readonly EventMember NoCopy = new("NoCopy", FunctionOperation.Create);
    public static readonly EventMember ScheduleExpression = new("ScheduleExpression", FunctionOperation.Create);
    public static readonly EventMember ScheduleExpressionTimezone = new("ScheduleExpressionTimezone", FunctionOperation.Create);
    public static readonly EventMember DeleteAfterDays = new("DeleteAfterDays", FunctionOperation.Create);
    public static readonly EventMember VaultAccessPolicy = new("VaultAccessPolicy", FunctionOperation.Create);
    public static readonly EventMember ProtectedPrincipal = new("ProtectedPrincipal", FunctionOperation.Create);
    public static readonly EventMember WithoutOwnRole = new("WithoutOwnRole", FunctionOperation.Create);
    public static readonly EventMember CentralVaultArn = new("CentralVaultArn", FunctionOperation.Create);
    public static readonly EventMember Adopt = new("Adopt", FunctionOperation.Create);
    public static readonly EventMember KeepRecoveryPoints = new("KeepRecoveryPoints", FunctionOperation.Delete) { HasToBeSaid = true };
    public static readonly EventMember ContinuousBackup = new("ContinuousBackup", FunctionOperation.Delete);

    /// <summary>How much was left of a removal, as a continuation remembers it.</summary>
    public static readonly EventMember Rest = new("Rest", FunctionOperation.Delete, IsOfAccount: true);

    private static readonly EventMember[] All =
    [
        Accounts, Continued, AccountId, AbsName, Region, CopyRegion, RoleName, ExternalId, WhatIf, ThrottleLimit, TagKey, PlanParameterName, PlanDocument, BackupRoleName, KeyAlias, ResourceType,
        ResourceArn, NoCopy, ScheduleExpression, ScheduleExpressionTimezone, DeleteAfterDays, VaultAccessPolicy, ProtectedPrincipal, WithoutOwnRole, CentralVaultArn, Adopt, KeepRecoveryPoints,
        ContinuousBackup, Rest,
    ];

    /// <summary>What an account can have of its own.</summary>
    public static IEnumerable<EventMember> OfAccount => All.Where(static member => member.IsOfAccount);

    /// <summary>What is wrong with the names in an object: what a function does not know is a fault, for a typing error would otherwise be the default.</summary>
    /// <param name="said">The object.</param>
    /// <param name="operation">The function.</param>
    /// <param name="ofAccount">Whether it is an account of a batch.</param>
    public static IEnumerable<string> Faults(JsonObject said, FunctionOperation operation, bool ofAccount)
    {
        foreach (var (name, _) in said)
        {
            var member = All.FirstOrDefault(member => member.Is(name));
            if (member is null)
            {
                yield return $"'{name}' is no member of an event.";
            }
            else if (!member.IsKnownTo(operation))
            {
                yield return $"'{name}' is nothing that this function knows: it is for {(operation is FunctionOperation.Create ? "deleting" : "creating")}.";
            }
            else if (ofAccount && !member.IsOfAccount)
            {
                yield return $"'{name}' cannot be said of one account; say it of all, beside Accounts.";
            }
        }

        foreach (var twice in All.Where(member => said.Count(one => member.Is(one.Key)) > 1))
        {
            yield return $"{twice.Name} is there under more than one name. Keep one.";
        }
    }
}
