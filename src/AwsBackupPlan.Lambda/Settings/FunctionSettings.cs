using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Lambda.Settings;

/// <summary>What the environment says where an event says nothing. What it does not say either is as the sample had it.</summary>
internal sealed record FunctionSettings
{
    private const string OperationVariable = "XACNT_OPERATION";
    private const string RegionVariable = "XACNT_REGION";
    private const string CopyRegionVariable = "XACNT_COPY_REGION";
    private const string RoleNameVariable = "XACNT_ROLE_NAME";
    private const string ExternalIdVariable = "XACNT_EXTERNAL_ID";
    private const string BackupRoleNameVariable = "XACNT_BACKUP_ROLE_NAME";
    private const string TagKeyVariable = "XACNT_TAG_KEY";
    private const string KeyAliasVariable = "XACNT_KEY_ALIAS";
    private const string PlanParameterNameVariable = "XACNT_PLAN_PARAMETER_NAME";

    private static readonly char[] Separators = [',', ';', ' '];
    private static readonly DeploymentOptions Usual = new();

    // The variable of each parameter, as a fault names it.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["Region"] = RegionVariable,
        ["CopyRegion"] = CopyRegionVariable,
        ["RoleName"] = RoleNameVariable,
        ["ExternalId"] = ExternalIdVariable,
        ["BackupRoleName"] = BackupRoleNameVariable,
        ["TagKey"] = TagKeyVariable,
        ["KeyAlias"] = KeyAliasVariable,
        ["PlanParameterName"] = PlanParameterNameVariable,
    };

    /// <summary>What the function does.</summary>
    public required FunctionOperation Operation { get; init; }

    /// <summary>The primary Region.</summary>
    public required string Region { get; init; }

    /// <summary>The copy Regions.</summary>
    public required IReadOnlyList<string> CopyRegions { get; init; }

    /// <summary>The role in target accounts.</summary>
    public required string RoleName { get; init; }

    /// <summary>What its trust policy asks for.</summary>
    public required string? ExternalId { get; init; }

    /// <summary>The role that AWS Backup assumes.</summary>
    public required string BackupRoleName { get; init; }

    /// <summary>The key of the tag that marks a backup set.</summary>
    public required string TagKey { get; init; }

    /// <summary>The alias of the key in every Region.</summary>
    public required string? KeyAlias { get; init; }

    /// <summary>The parameter that has the plan document.</summary>
    public required string PlanParameterName { get; init; }

    /// <summary>The name of the function, for messages.</summary>
    public string Name => Operation is FunctionOperation.Create ? "CreateBackupLambda" : "DeleteBackupLambda";

    /// <summary>Reads the environment.</summary>
    /// <param name="variable">The value of a variable; <see langword="null"/> where it is not set.</param>
    /// <exception cref="SettingsException">A function cannot begin with it.</exception>
    public static FunctionSettings Read(Func<string, string?> variable)
    {
        string? Text(string name) => variable(name)?.Trim() is { Length: > 0 } text ? text : null;
        var settings = new FunctionSettings
        {
            Operation = Text(OperationVariable) is { } operation ? OperationOf(operation) : throw new SettingsException([$"{OperationVariable} is not set. Set it to Create or Delete: nothing is deleted, and nothing made, by a guess."]),
            Region = Text(RegionVariable) ?? "us-east-1",
            // An empty one says that there are none, as the template does.
            CopyRegions = variable(CopyRegionVariable) is { } regions ? regions.Split(Separators, StringSplitOptions.RemoveEmptyEntries) : ["us-east-2"],
            RoleName = Text(RoleNameVariable) ?? "Xacnt_Backup_Role",
            ExternalId = Text(ExternalIdVariable),
            BackupRoleName = Text(BackupRoleNameVariable) ?? Usual.BackupRoleName,
            TagKey = Text(TagKeyVariable) ?? Usual.TagKey,
            KeyAlias = Text(KeyAliasVariable),
            PlanParameterName = Text(PlanParameterNameVariable) ?? Usual.PlanParameterName,
        };
        string[] faults = [.. settings.Faults().Select(static fault => $"{Variables.GetValueOrDefault(fault.ParameterName, fault.ParameterName)}: {fault.Message}")];
        return faults.Length == 0 ? settings : throw new SettingsException(faults);
    }

    private static FunctionOperation OperationOf(string text) => text.ToUpperInvariant() switch
    {
        "CREATE" => FunctionOperation.Create,
        "DELETE" => FunctionOperation.Delete,
        _ => throw new SettingsException([$"{OperationVariable} is '{text}'. Set it to Create or Delete."]),
    };

    private IEnumerable<ParameterFault> Faults()
    {
        // Only the account and the set are the event's.
        var target = new AccountTarget("111111111111", "a", Region, CopyRegions, RoleName, ExternalId);
        var options = new DeploymentOptions { BackupRoleName = BackupRoleName, TagKey = TagKey, KeyAlias = KeyAlias, PlanParameterName = PlanParameterName };
        return [.. AccountTargetValidator.Validate(target), .. DeploymentOptionsValidator.Validate(options)];
    }
}
