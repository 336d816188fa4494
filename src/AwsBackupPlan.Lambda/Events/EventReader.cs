using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Showing;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Lambda.Settings;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>Reads an event. What it does not say the settings say.</summary>
internal sealed class EventReader
{
    private const int DefaultThrottleLimit = 16;
    private const int MostAccounts = 1_000;
    private const int MostFaultsOfAccount = 5;
    private const int LongestName = 100;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly FunctionSettings _settings;
    private readonly List<string> _faults = [];
    private readonly EventValues _values;

    /// <summary>Makes a reader for one event.</summary>
    public EventReader(FunctionSettings settings)
    {
        _settings = settings;
        _values = new EventValues(_faults);
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="EventException">It cannot be worked on.</exception>
    public BackupEvent Read(string json)
    {
        var common = Parse(json);
        _faults.AddRange(EventMembers.Faults(common, _settings.Operation, ofAccount: false));
        var (asked, refused) = Accounts(common);
        var deployment = Deployment(common);
        var teardown = new TeardownOptions { TagKey = deployment.TagKey, KeepRecoveryPoints = _values.Flag(EventMembers.KeepRecoveryPoints, common), ContinuousBackup = _values.Word<ContinuousBackupRemoval>(EventMembers.ContinuousBackup, common) };
        _faults.AddRange((_settings.Operation is FunctionOperation.Create ? DeploymentOptionsValidator.Validate(deployment) : TeardownOptionsValidator.Validate(teardown)).Select(Told));
        var read = new BackupEvent
        {
            Accounts = asked,
            Refused = refused,
            Common = common,
            Continued = Continuation(common),
            WhatIf = _values.Flag(EventMembers.WhatIf, common),
            ThrottleLimit = _values.Number(EventMembers.ThrottleLimit, common, 1, 256) ?? DefaultThrottleLimit,
            Deployment = deployment,
            Teardown = teardown,
        };
        return _faults.Count > 0 ? throw EventException.Of(_faults)
            : asked.Count == 0 ? throw EventException.Of([.. refused.SelectMany(static account => account.Faults.Select(fault => $"{account.Path}: {fault}"))])
            : read;
    }

    private static JsonObject Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: Strict) is JsonObject said)
            {
                ReadTexts(said);
                return said;
            }
        }
        catch (JsonException exception)
        {
            throw EventException.Of([$"The event is not JSON: {exception.Message}"]);
        }
        catch (InvalidOperationException)
        {
            // Only now, when a text is read: JSON allows it.
            throw new EventException(["The event has a text with half a character in it, such as \\ud83d without what belongs behind it. Something has cut it off there."]);
        }

        throw new EventException(["The event is not a JSON object such as { \"ABSName\": \"payroll\", \"AccountId\": \"222222222222\" }."]);
    }

    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    ReadTexts(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    ReadTexts(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }

    private static string Told(ParameterFault fault) => $"{fault.ParameterName}: {fault.Message}";

    private (IReadOnlyList<AskedAccount> Asked, IReadOnlyList<RefusedAccount> Refused) Accounts(JsonObject common)
    {
        var list = common.FirstOrDefault(static member => EventMembers.Accounts.Is(member.Key));
        if (list.Key is null)
        {
            var (target, faults) = Target(common, common);
            _faults.AddRange(faults);
            return ([new AskedAccount(target, common, RestOf(common, _faults))], []);
        }

        if (EventMembers.AccountId.In(common) is not null)
        {
            _faults.Add("AccountId stands beside Accounts. Put it among them.");
        }

        if (list.Value is JsonArray { Count: > 0 and <= MostAccounts } accounts)
        {
            return Batch(accounts, common);
        }

        _faults.Add($"Accounts has to be a list of 1 to {MostAccounts:N0} accounts.");
        return ([], []);
    }

    private (IReadOnlyList<AskedAccount> Asked, IReadOnlyList<RefusedAccount> Refused) Batch(JsonArray accounts, JsonObject common)
    {
        var (asked, refused) = (new List<AskedAccount>(), new List<RefusedAccount>());
        var seen = new Dictionary<(string, string, string), string>();
        for (var index = 0; index < accounts.Count; index++)
        {
            var path = FormattableString.Invariant($"$.Accounts[{index}]");
            var said = accounts[index] switch
            {
                JsonObject account => account,
                JsonValue id when id.GetValueKind() is JsonValueKind.String => new JsonObject { [EventMembers.AccountId.Name] = id.GetValue<string>() },
                _ => null,
            };
            if (said is null)
            {
                refused.Add(new RefusedAccount(path, null, null, ["It is no account: neither an object nor an account id."]));
                continue;
            }

            var (target, faults) = Target(said, common);
            faults.InsertRange(0, EventMembers.Faults(said, _settings.Operation, ofAccount: true));
            var rest = RestOf(said, faults);
            if (faults.Count == 0 && !seen.TryAdd((target.AccountId, target.AbsName, target.Region), path))
            {
                faults.Add($"It is the same backup set as {seen[(target.AccountId, target.AbsName, target.Region)]}. Give it once.");
            }

            if (faults.Count == 0)
            {
                asked.Add(new AskedAccount(target, said, rest));
            }
            else
            {
                refused.Add(new RefusedAccount(path, PlainText.Of(target.AccountId, LongestName), PlainText.Of(target.AbsName, LongestName), FaultTexts.Few(faults, MostFaultsOfAccount)));
            }
        }

        return (asked, refused);
    }

    private (AccountTarget Target, List<string> Faults) Target(JsonObject said, JsonObject common)
    {
        var faults = new List<string>();
        var values = new EventValues(faults);
        string? Of(EventMember member) => values.Text(member, member.In(said) is null ? common : said);
        var regions = values.Texts(EventMembers.CopyRegion, EventMembers.CopyRegion.In(said) is null ? common : said);
        var target = new AccountTarget(
            Of(EventMembers.AccountId) ?? string.Empty,
            Of(EventMembers.AbsName) ?? string.Empty,
            Of(EventMembers.Region) ?? _settings.Region,
            regions is [var only] && string.Equals(only, "none", StringComparison.OrdinalIgnoreCase) ? [] : regions ?? _settings.CopyRegions,
            Of(EventMembers.RoleName) ?? _settings.RoleName,
            Of(EventMembers.ExternalId) ?? _settings.ExternalId)
        {
            // What is made has its copies where the settings say; what is deleted, where the plan does.
            CopyRegionsAreDefault = regions is null && _settings.Operation is FunctionOperation.Delete,
        };
        var found = AccountTargetValidator.Validate(target);
        if (target.CopyRegionsAreDefault && found.Count > 0 && found.All(static fault => fault.ParameterName is "CopyRegion"))
        {
            // A default that does not suit the primary Region is none.
            return (target with { CopyRegions = [] }, faults);
        }

        faults.AddRange(found.Select(Told));
        return (target, faults);
    }

    private static int? RestOf(JsonObject said, List<string> faults) => new EventValues(faults).Number(EventMembers.Rest, said, 0, int.MaxValue);

    private DeploymentOptions Deployment(JsonObject common) => new()
    {
        TagKey = _values.Text(EventMembers.TagKey, common) ?? _settings.TagKey,
        PlanParameterName = _values.Text(EventMembers.PlanParameterName, common) ?? _settings.PlanParameterName,
        PlanDocument = _values.Document(EventMembers.PlanDocument, common),
        BackupRoleName = _values.Text(EventMembers.BackupRoleName, common) ?? _settings.BackupRoleName,
        KeyAlias = _values.Text(EventMembers.KeyAlias, common) ?? _settings.KeyAlias,
        ResourceTypes = _values.Texts(EventMembers.ResourceType, common) ?? [],
        ResourceArns = _values.Texts(EventMembers.ResourceArn, common) ?? [],
        NoCopy = _values.Flag(EventMembers.NoCopy, common),
        ScheduleExpression = _values.Text(EventMembers.ScheduleExpression, common),
        ScheduleExpressionTimezone = _values.Text(EventMembers.ScheduleExpressionTimezone, common),
        DeleteAfterDays = _values.Number(EventMembers.DeleteAfterDays, common, -1, 36_500),
        VaultAccessPolicy = _values.Word<VaultAccessPolicy>(EventMembers.VaultAccessPolicy, common),
        ProtectedPrincipals = _values.Texts(EventMembers.ProtectedPrincipal, common) ?? [],
        WithoutOwnRole = _values.Flag(EventMembers.WithoutOwnRole, common),
        CentralVaultArn = _values.Text(EventMembers.CentralVaultArn, common),
        Adopt = _values.Flag(EventMembers.Adopt, common),
    };

    private Continued Continuation(JsonObject common)
    {
        switch (EventMembers.Continued.In(common))
        {
            case null:
                return new Continued(0, 0, 0);
            case JsonObject before:
                return new Continued(Count(before, nameof(Continued.Done)), Count(before, nameof(Continued.Failed)), Count(before, nameof(Continued.Fruitless)));
            default:
                _faults.Add("Continued is written by this program; leave it as it is, or leave it out.");
                return new Continued(0, 0, 0);
        }
    }

    private int Count(JsonObject before, string name) => _values.Number(new EventMember(name), before, 0, int.MaxValue) ?? 0;
}
