using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>Reads an event strictly: what it does not know is a fault, for a typing error would otherwise be the default.</summary>
/// <param name="function">The function that is asked.</param>
internal sealed class EventReader(string function)
{
    private const string Accounts = "Accounts";
    private const int DefaultThrottleLimit = 16;
    private const int MostAccounts = 10_000;

    private static readonly EventMember AccountId = new("AccountId", IsOfAccount: true) { Aliases = ["Id", "Account", "TargetAccountId"] };
    private static readonly EventMember AbsName = new("AbsName", IsOfAccount: true) { Aliases = ["ABSName", "Abs"] };
    private static readonly EventMember Region = new("Region", IsOfAccount: true) { Aliases = ["RegionToCall"] };
    private static readonly EventMember CopyRegion = new("CopyRegion", IsOfAccount: true);
    private static readonly EventMember RoleName = new("RoleName", IsOfAccount: true);
    private static readonly EventMember ExternalId = new("ExternalId", IsOfAccount: true);
    private static readonly EventMember WhatIf = new("WhatIf");
    private static readonly EventMember ThrottleLimit = new("ThrottleLimit");
    private static readonly EventMember TagKey = new("TagKey");
    private static readonly EventMember PlanParameterName = new("PlanParameterName", Work.BackupFunction.Create);
    private static readonly EventMember PlanDocument = new("PlanDocument", Work.BackupFunction.Create);
    private static readonly EventMember BackupRoleName = new("BackupRoleName", Work.BackupFunction.Create);
    private static readonly EventMember KeyAlias = new("KeyAlias", Work.BackupFunction.Create);
    private static readonly EventMember ResourceType = new("ResourceType", Work.BackupFunction.Create);
    private static readonly EventMember ResourceArn = new("ResourceArn", Work.BackupFunction.Create);
    private static readonly EventMember NoCopy = new("NoCopy", Work.BackupFunction.Create);
    private static readonly EventMember ScheduleExpression = new("ScheduleExpression", Work.BackupFunction.Create);
    private static readonly EventMember ScheduleExpressionTimezone = new("ScheduleExpressionTimezone", Work.BackupFunction.Create);
    private static readonly EventMember DeleteAfterDays = new("DeleteAfterDays", Work.BackupFunction.Create);
    private static readonly EventMember VaultAccessPolicy = new("VaultAccessPolicy", Work.BackupFunction.Create);
    private static readonly EventMember ProtectedPrincipal = new("ProtectedPrincipal", Work.BackupFunction.Create);
    private static readonly EventMember WithoutOwnRole = new("WithoutOwnRole", Work.BackupFunction.Create);
    private static readonly EventMember CentralVaultArn = new("CentralVaultArn", Work.BackupFunction.Create);
    private static readonly EventMember Adopt = new("Adopt", Work.BackupFunction.Create);
    private static readonly EventMember KeepRecoveryPoints = new("KeepRecoveryPoints", Work.BackupFunction.Delete);
    private static readonly EventMember ContinuousBackup = new("ContinuousBackup", Work.BackupFunction.Delete);

    private static readonly EventMember[] Members =
    [
        AccountId, AbsName, Region, CopyRegion, RoleName, ExternalId, WhatIf, ThrottleLimit, TagKey, PlanParameterName, PlanDocument, BackupRoleName, KeyAlias, ResourceType, ResourceArn, NoCopy,
        ScheduleExpression, ScheduleExpressionTimezone, DeleteAfterDays, VaultAccessPolicy, ProtectedPrincipal, WithoutOwnRole, CentralVaultArn, Adopt, KeepRecoveryPoints, ContinuousBackup,
    ];

    /// <summary>What an account can have of its own.</summary>
    public static IEnumerable<EventMember> OfAccount => Members.Where(static member => member.IsOfAccount);

    private readonly List<string> _faults = [];

    /// <summary>Reads an event.</summary>
    /// <exception cref="EventException">It cannot be worked on.</exception>
    public BackupEvent Read(string json)
    {
        var said = Parse(json);
        var accounts = said.FirstOrDefault(static member => string.Equals(member.Key, Accounts, StringComparison.OrdinalIgnoreCase));
        var common = Without(said, accounts.Key);
        Demand(common, "$", ofAccount: false);
        var read = accounts.Key is null ? [Target(common, common, "$")] : Targets(accounts.Value, common);
        var deployment = new DeploymentOptions
        {
            TagKey = Text(TagKey, common) ?? new DeploymentOptions().TagKey,
            PlanParameterName = Text(PlanParameterName, common) ?? new DeploymentOptions().PlanParameterName,
            PlanDocument = PlanDocument.In(common) switch { null => null, JsonValue text when text.GetValueKind() is JsonValueKind.String => text.GetValue<string>(), var document => document.ToJsonString() },
            BackupRoleName = Text(BackupRoleName, common) ?? new DeploymentOptions().BackupRoleName,
            KeyAlias = Text(KeyAlias, common),
            ResourceTypes = Texts(ResourceType, common) ?? [],
            ResourceArns = Texts(ResourceArn, common) ?? [],
            NoCopy = Flag(NoCopy, common),
            ScheduleExpression = Text(ScheduleExpression, common),
            ScheduleExpressionTimezone = Text(ScheduleExpressionTimezone, common),
            DeleteAfterDays = Number(DeleteAfterDays, common, -1, 36_500),
            VaultAccessPolicy = Word<VaultAccessPolicy>(VaultAccessPolicy, common),
            ProtectedPrincipals = Texts(ProtectedPrincipal, common) ?? [],
            WithoutOwnRole = Flag(WithoutOwnRole, common),
            CentralVaultArn = Text(CentralVaultArn, common),
            Adopt = Flag(Adopt, common),
        };
        var teardown = new TeardownOptions { TagKey = deployment.TagKey, KeepRecoveryPoints = Flag(KeepRecoveryPoints, common), ContinuousBackup = Word<ContinuousBackupRemoval>(ContinuousBackup, common) };
        var isCreation = string.Equals(function, Work.BackupFunction.Create, StringComparison.Ordinal);
        _faults.AddRange((isCreation ? DeploymentOptionsValidator.Validate(deployment) : TeardownOptionsValidator.Validate(teardown)).Select(static fault => $"{fault.ParameterName}: {fault.Message}"));
        var (whatIf, throttle) = (Flag(WhatIf, common), Number(ThrottleLimit, common, 1, 256) ?? DefaultThrottleLimit);
        return _faults.Count > 0 ? throw new EventException(_faults) : new BackupEvent { Accounts = read, Common = common, WhatIf = whatIf, ThrottleLimit = throttle, Deployment = deployment, Teardown = teardown };
    }

    private static JsonObject Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject said)
            {
                // Members that stand twice show only when they are asked for.
                _ = said.Count;
                return said;
            }
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new EventException([$"The event is not JSON: {exception.Message}"]);
        }

        throw new EventException(["The event is not a JSON object such as { \"ABSName\": \"payroll\", \"AccountId\": \"222222222222\" }."]);
    }

    private void Demand(JsonObject said, string path, bool ofAccount)
    {
        foreach (var (name, _) in said)
        {
            var member = Members.FirstOrDefault(member => member.Is(name) && (member.Of is null || string.Equals(member.Of, function, StringComparison.Ordinal)));
            if (member is null)
            {
                _faults.Add($"{path}.{name} is no member that {function} knows.");
            }
            else if (ofAccount && !member.IsOfAccount)
            {
                _faults.Add($"{path}.{name} cannot be said of one account; say it of all, beside Accounts.");
            }
        }

        foreach (var twice in Members.Where(member => said.Count(one => member.Is(one.Key)) > 1))
        {
            _faults.Add($"{path} has {twice.Name} under two names. Keep one.");
        }
    }

    private List<(AccountTarget Target, JsonObject Said)> Targets(JsonNode? accounts, JsonObject common)
    {
        var targets = new List<(AccountTarget, JsonObject)>();
        var seen = new Dictionary<(string, string, string), string>();
        if (accounts is not JsonArray { Count: > 0 and <= MostAccounts } list)
        {
            _faults.Add($"$.{Accounts} is no list of 1 to {MostAccounts:N0} accounts.");
            return targets;
        }

        for (var index = 0; index < list.Count; index++)
        {
            var path = FormattableString.Invariant($"$.{Accounts}[{index}]");
            var said = list[index] switch
            {
                JsonObject account => account,
                JsonValue id when id.GetValueKind() is JsonValueKind.String => new JsonObject { [AccountId.Name] = id.GetValue<string>() },
                _ => null,
            };
            if (said is null)
            {
                _faults.Add($"{path} is no account: neither an object nor an account id.");
                continue;
            }

            Demand(said, path, ofAccount: true);
            var target = Target(said, common, path);
            targets.Add(target);
            if (!seen.TryAdd((target.Target.AccountId, target.Target.AbsName, target.Target.Region), path))
            {
                _faults.Add($"{path} is the same backup set as {seen[(target.Target.AccountId, target.Target.AbsName, target.Target.Region)]}. Give it once.");
            }
        }

        return targets;
    }

    private (AccountTarget Target, JsonObject Said) Target(JsonObject said, JsonObject common, string path)
    {
        string? Of(EventMember member) => Text(member, member.In(said) is null ? common : said);
        var regions = Texts(CopyRegion, CopyRegion.In(said) is null ? common : said);
        var target = new AccountTarget(Of(AccountId) ?? string.Empty, Of(AbsName) ?? string.Empty, Of(Region) ?? "us-east-1", regions is ["none"] ? [] : regions ?? ["us-east-2"], Of(RoleName) ?? "Xacnt_Backup_Role", Of(ExternalId))
        {
            CopyRegionsAreDefault = regions is null,
        };
        _faults.AddRange(AccountTargetValidator.Validate(target).Select(fault => $"{path}: {fault.ParameterName}: {fault.Message}"));
        return (target, said);
    }

    private string? Text(EventMember member, JsonObject said)
    {
        switch (member.In(said))
        {
            case null:
                return null;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Trim() is { Length: > 0 } text:
                return text;
            default:
                _faults.Add($"{member.Name} has to be a text that is not empty.");
                return null;
        }
    }

    private string[]? Texts(EventMember member, JsonObject said)
    {
        switch (member.In(said))
        {
            case null:
                return null;
            case JsonArray list when list.All(static item => item?.GetValueKind() is JsonValueKind.String):
                return [.. list.Select(static item => item!.GetValue<string>())];
            case JsonValue value when value.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Trim() is { Length: > 0 } text:
                return text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
            default:
                _faults.Add($"{member.Name} has to be a text, or a list of texts.");
                return null;
        }
    }

    private bool Flag(EventMember member, JsonObject said)
    {
        var value = member.In(said);
        if (value is not null && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            _faults.Add($"{member.Name} has to be true or false, without quotes.");
        }

        return value?.GetValueKind() is JsonValueKind.True;
    }

    private int? Number(EventMember member, JsonObject said, int least, int most)
    {
        if (member.In(said) is not { } value)
        {
            return null;
        }

        if (value is JsonValue number && number.GetValueKind() is JsonValueKind.Number && number.TryGetValue<int>(out var given) && given >= least && given <= most)
        {
            return given;
        }

        _faults.Add(FormattableString.Invariant($"{member.Name} has to be a whole number from {least} to {most}, without quotes."));
        return null;
    }

    private TWord Word<TWord>(EventMember member, JsonObject said)
        where TWord : struct, Enum
    {
        if (Text(member, said) is not { } text)
        {
            return default;
        }

        if (Enum.GetNames<TWord>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<TWord>(text, ignoreCase: true);
        }

        _faults.Add($"{member.Name} is none of {string.Join(", ", Enum.GetNames<TWord>())}.");
        return default;
    }

    private static JsonObject Without(JsonObject said, string? name)
    {
        var rest = new JsonObject();
        foreach (var (key, value) in said)
        {
            if (!string.Equals(key, name, StringComparison.Ordinal))
            {
                rest[key] = value?.DeepClone();
            }
        }

        return rest;
    }
}
