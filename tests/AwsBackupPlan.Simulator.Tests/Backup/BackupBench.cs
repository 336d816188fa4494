using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>AWS Backup without a network: requests go in as the host would hand them on, answers come out as JSON.</summary>
internal sealed class BackupBench
{
    public const string Account = "222222222222";
    public const string Region = "us-east-1";
    public const string CopyRegion = "us-east-2";
    public const string Role = $"arn:aws:iam::{Account}:role/AWSBackup-Custom";
    public const string Database = $"arn:aws:rds:{Region}:{Account}:db:orders";
    public const string Cluster = $"arn:aws:rds:{Region}:{Account}:cluster:ledger";
    public const string DatabaseKey = $"arn:aws:kms:{Region}:{Account}:key/11111111-2222-3333-4444-555555555555";

    public BackupBench(SimulatorOptions? options = null)
    {
        World = new SimulatorWorld((options ?? new SimulatorOptions()) with { TimeProvider = new StandingClock() })
        {
            Databases = static (account, region) => account is Account && region is Region
                ? [
                    new SimulatedDatabase(Database, IsCluster: false, DatabaseKey, new Dictionary<string, string>(StringComparer.Ordinal)),
                    new SimulatedDatabase(Cluster, IsCluster: true, KmsKeyArn: null, new Dictionary<string, string>(StringComparer.Ordinal)) { Engine = "aurora-mysql" },
                ]
                : [],
        };
        Service = new BackupService(World);
    }

    public SimulatorWorld World { get; }

    public BackupService Service { get; }

    public BackupBehaviour Behaviour => Service.Behaviour;

    /// <summary>A rule that AWS takes, in the vault that <see cref="MakeVault"/> makes.</summary>
    public static JsonObject Rule(string name = "daily") => new() { ["RuleName"] = name, ["TargetBackupVaultName"] = "a-Vault" };

    /// <summary>A plan that AWS takes.</summary>
    public static JsonObject Plan(string name = "plan", params JsonObject[] rules) => new()
    {
        ["BackupPlan"] = new JsonObject
        {
            ["BackupPlanName"] = name,
            ["Rules"] = new JsonArray([.. rules.Length == 0 ? [Rule()] : rules]),
        },
    };

    /// <summary>A selection that AWS takes.</summary>
    public static JsonObject Selection(string name = "selection") => new()
    {
        ["BackupSelection"] = new JsonObject
        {
            ["SelectionName"] = name,
            ["IamRoleArn"] = Role,
            ["Resources"] = new JsonArray("arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*"),
        },
    };

    public static string VaultArn(string name = "a-Vault", string region = Region, string account = Account) => $"arn:aws:backup:{region}:{account}:backup-vault:{name}";

    /// <summary>Sends a request and returns the answer's body; an empty one when there is none.</summary>
    public JsonObject Send(string method, string target, JsonNode? body = null, string region = Region, string account = Account)
    {
        var request = Request(method, target, body, region, account);
        var operation = Service.OperationOf(request) ?? throw new InvalidOperationException($"{method} {target} is no operation.");
        var response = Service.Handle(operation, request);
        return response.Body.IsEmpty ? [] : JsonNode.Parse(response.Body.Span)!.AsObject();
    }

    /// <summary>Sends a request that must be refused.</summary>
    public SimulatedException Refusal(string method, string target, JsonNode? body = null, string region = Region, string account = Account) =>
        Assert.Throws<SimulatedException>(() => { Send(method, target, body, region, account); });

    public static SimulatedRequest Request(string method, string target, JsonNode? body, string region = Region, string account = Account)
    {
        var parts = target.Split('?', 2);
        var query = parts.Length < 2 ? [] : parts[1].Split('&').Select(static pair =>
        {
            var sides = pair.Split('=', 2);
            return KeyValuePair.Create(Uri.UnescapeDataString(sides[0]), Uri.UnescapeDataString(sides[1]));
        }).ToList();
        return new SimulatedRequest(
            account,
            region,
            "aws",
            $"arn:aws:sts::{account}:assumed-role/Xacnt_Backup_Role/test",
            method,
            parts[0],
            query,
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
            body is null ? default : JsonSerializer.SerializeToUtf8Bytes(body))
        {
            Caller = new Caller(account, $"arn:aws:sts::{account}:assumed-role/Xacnt_Backup_Role/test", "AROAEXAMPLE:test", "aws", IsRoleSession: true) { PrincipalArn = $"arn:aws:iam::{account}:role/Xacnt_Backup_Role" },
        };
    }

    public void MakeVault(string name = "a-Vault", string region = Region, string account = Account, string? key = null) => Send(
        "PUT", $"/backup-vaults/{name}", new JsonObject { ["EncryptionKeyArn"] = key ?? $"arn:aws:kms:{region}:{account}:key/mrk-1" }, region, account);

    /// <summary>Makes a plan in a vault made for it, and returns its id.</summary>
    public string MakePlan(JsonObject? plan = null)
    {
        if (!VaultNames().Contains("a-Vault", StringComparer.Ordinal))
        {
            MakeVault();
        }

        return Send("PUT", "/backup/plans", plan ?? Plan())["BackupPlanId"]!.GetValue<string>();
    }

    public string MakeSelection(string planId, JsonObject? selection = null) =>
        Send("PUT", $"/backup/plans/{planId}/selections", selection ?? Selection())["SelectionId"]!.GetValue<string>();

    public IEnumerable<string> VaultNames() =>
        Send("GET", "/backup-vaults")["BackupVaultList"]!.AsArray().Select(static vault => vault!["BackupVaultName"]!.GetValue<string>());

    public string AddPoint(SeededRecoveryPoint? point = null) => Service.AddRecoveryPoint(
        Account, Region, point ?? new SeededRecoveryPoint { VaultName = "a-Vault", ResourceArn = Database });

    public static string PointPath(string arn, string vault = "a-Vault") => $"/backup-vaults/{vault}/recovery-points/{Uri.EscapeDataString(arn)}";

    /// <summary>The status of a recovery point, or <see langword="null"/> when it has gone.</summary>
    public string? StatusOf(string arn, string vault = "a-Vault") => (string?)Points(vault)
        .FirstOrDefault(point => string.Equals((string?)point["RecoveryPointArn"], arn, StringComparison.Ordinal))?["Status"];

    public IReadOnlyList<JsonObject> Points(string vault = "a-Vault", string region = Region, string account = Account) =>
        [.. Send("GET", $"/backup-vaults/{vault}/recovery-points?maxResults=1000", region: region, account: account)["RecoveryPoints"]!.AsArray().Select(static point => point!.AsObject())];

    public void Advance(double seconds) => World.Advance(TimeSpan.FromSeconds(seconds));
}
