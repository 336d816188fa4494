using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Organizations;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>
/// The bodies of answers, successes and errors, through the engine's own clients and what they make of faults: a line with the operation and the status,
/// then the body. An answer is read, or the account fails with an id and a reason; nothing is unexpected.
/// </summary>
internal sealed class AnswerTarget : FuzzTarget, IDisposable
{
    private const string Region = "us-east-1";

    private static readonly Engine.Accounts.AccountTarget Account = new("222222222222", "payroll", Region, [], "Xacnt_Backup_Role");

    private static readonly Regex NoList = new("\"(ReplicaKeys|[A-Za-z]+Algorithms)\"\\s*:(?!\\s*(\\[|null))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly SilentObserver Observer = new();

    private readonly FedHandler _handler = new();
    private readonly AwsConnection _connection;
    private readonly AccountSession _session;
    private readonly Dictionary<string, Func<Task>> _calls;

    public AnswerTarget()
    {
        var time = new SwiftTimeProvider();
        var credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret");
        var options = new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret", EndpointUrl = new Uri("http://fed.invalid/"), MaxRetries = 0 };
        _connection = new AwsConnection(options, time, new HttpConnections(options.RequestTimeout, _handler));
        _session = new AccountSession(_connection, Account, "aws", new RoleSession(options.SessionDuration, time), new GivenCredentials(credentials), Observer, _connection.Secrets);
        _calls = Calls();
    }

    public override string Name => "answer";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "ListBackupVaults 200\n{\"BackupVaultList\":[{\"BackupVaultName\":\"payroll-Vault\",\"BackupVaultArn\":\"arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault\",\"CreationDate\":1.7E9,\"NumberOfRecoveryPoints\":3,\"Locked\":false}],\"NextToken\":\"next\"}",
        "DescribeBackupVault 200\n{\"BackupVaultName\":\"payroll-Vault\",\"NumberOfRecoveryPoints\":3,\"Locked\":true,\"MinRetentionDays\":1,\"MaxRetentionDays\":9,\"LockDate\":1700000000.123}",
        "GetBackupPlan 200\n{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\",\"TargetBackupVaultName\":\"v\",\"ScheduleExpression\":\"cron(0 5 ? * * *)\",\"StartWindowMinutes\":60,\"Lifecycle\":{\"DeleteAfterDays\":30},\"RecoveryPointTags\":{\"a\":\"b\"},\"CopyActions\":[{\"DestinationBackupVaultArn\":\"arn\"}]}]},\"BackupPlanId\":\"id\",\"CreationDate\":1700000000}",
        "ListRecoveryPoints 200\n{\"RecoveryPoints\":[{\"RecoveryPointArn\":\"arn\",\"Status\":\"COMPLETED\",\"CreationDate\":1700000000.5,\"BackupSizeInBytes\":12345678901,\"Lifecycle\":{\"DeleteAfterDays\":1},\"IsParent\":false,\"CreatedBy\":{\"BackupPlanArn\":\"arn\"}}]}",
        "ListBackupSelections 200\n{\"BackupSelectionsList\":[{\"SelectionId\":\"id\",\"SelectionName\":\"n\",\"CreationDate\":\"2024-01-01T00:00:00Z\"}]}", "ListTags 200\n{\"Tags\":{\"ABS\":\"payroll\"}}", "DeleteRecoveryPoint 200\n{}", "CreateBackupPlan 200\n{\"BackupPlanId\":\"id\",\"VersionId\":\"v\",\"CreationDate\":1700000000}",
        "ListBackupVaults 400\n{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}", "DeleteRecoveryPoint 400\n{\"Code\":\"ERROR_1\",\"Message\":\"m\",\"Type\":\"t\",\"Context\":\"c\"}", "GetBackupPlan 404\n{\"__type\":\"com.amazonaws#ResourceNotFoundException:http://x\",\"Message\":\"m\"}",
        "CreateBackupPlan 400\n{\"__type\":\"AlreadyExistsException\",\"CreatorRequestId\":\"c\",\"Arn\":\"a\",\"Message\":\"m\"}", "ListTags 403\n{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}", "ListTags 503\n", "GetBackupPlan 500\n<html>",
        "DescribeKey 200\n{\"KeyMetadata\":{\"KeyId\":\"k\",\"Arn\":\"a\",\"CreationDate\":1.7E9,\"Enabled\":true,\"KeyState\":\"Enabled\",\"MultiRegion\":true,\"MultiRegionConfiguration\":{\"MultiRegionKeyType\":\"PRIMARY\",\"PrimaryKey\":{\"Arn\":\"a\",\"Region\":\"r\"},\"ReplicaKeys\":[{\"Arn\":\"a\",\"Region\":\"r\"}]}}}",
        "DescribeKey 400\n{\"__type\":\"NotFoundException\",\"message\":\"m\"}", "GetParameter 200\n{\"Parameter\":{\"Name\":\"n\",\"Type\":\"String\",\"Value\":\"v\",\"Version\":1,\"LastModifiedDate\":1.7E9}}", "GetParameter 400\n{\"__type\":\"ParameterNotFound\"}",
        "AssumeRole 200\n<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>i:s</AssumedRoleId><Arn>a</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>",
        "AssumeRole 403\n<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>",
        "ListAccounts 200\n{\"Accounts\":[{\"Id\":\"222222222222\",\"Arn\":\"arn:aws:organizations::111111111111:account/o-1/222222222222\",\"Name\":\"n\",\"Status\":\"ACTIVE\",\"JoinedTimestamp\":1.7E9}]}", "ListAccounts 400\n{\"__type\":\"AWSOrganizationsNotInUseException\",\"Message\":\"m\"}",
    ];

    protected internal override IReadOnlyList<string> Words { get; } =
    [
        " 200\n", " 400\n", " 403\n", " 500\n", "ListTags", "DescribeKey", "GetParameter", "AssumeRole", "ListAccounts", "\"__type\":", "\"Message\":1,", "\"CreationDate\":", "\"CreationDate\":1e28,", "\"CreationDate\":\"x\",", "\"NextToken\":\"\",", "[null,", "null,",
        "</", "<Expiration>x</Expiration>", "&#0;", "&#x110000;", "<?xml version=\"1.1\"?>", "<Credentials/>", "xmlns=\"\"",
    ];

    public override async Task TakeAsync(string input)
    {
        var end = input.IndexOf('\n', StringComparison.Ordinal);
        var head = (end < 0 ? input : input[..end]).Split(' ');
        var status = head.Length > 1 && int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is >= 200 and <= 599 ? given : 200;
        if (status < 300 && head[0] is "DescribeKey" && HasTextForList(input))
        {
            return;
        }

        _handler.Feed(status, input[(end + 1)..]);
        try
        {
            await (_calls.TryGetValue(head[0], out var call) ? call : _calls["ListBackupVaults"])();
        }
        catch (Exception exception)
        {
            var failure = AccountFailures.From(exception, Account);
            if (failure.ErrorId is "UnexpectedFault" || failure.Message.Length == 0 || failure.Remedy.Length == 0)
            {
                throw new FuzzException($"An answer comes to {failure.ErrorId}: {failure.Message}", exception);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _connection.Dispose();
        _handler.Dispose();
    }

    // The SDK's client of KMS never comes back from such an answer, which AWS does not give.
    private static bool HasTextForList(string input) => NoList.IsMatch(input);

    private Dictionary<string, Func<Task>> Calls()
    {
        var backup = _session.Backup(Region);
        return new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["ListBackupVaults"] = () => backup.ListBackupVaultsAsync(new ListBackupVaultsRequest()),
            ["DescribeBackupVault"] = () => backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = "v" }),
            ["GetBackupPlan"] = () => backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = "p" }),
            ["ListRecoveryPoints"] = () => backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = "v" }),
            ["ListBackupSelections"] = () => backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = "p" }),
            ["ListTags"] = () => backup.ListTagsAsync(new Amazon.Backup.Model.ListTagsRequest { ResourceArn = "a" }),
            ["DeleteRecoveryPoint"] = () => backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = "v", RecoveryPointArn = "a" }),
            ["CreateBackupPlan"] = () => backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = new BackupPlanInput() }),
            ["DescribeKey"] = () => _session.Kms(Region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = "k" }),
            ["GetParameter"] = () => _session.Ssm(Region).GetParameterAsync(new GetParameterRequest { Name = "n" }),
            ["AssumeRole"] = AssumeRoleAsync,
            ["ListAccounts"] = ListAccountsAsync,
        };
    }

    private async Task AssumeRoleAsync()
    {
        using var session = await _connection.AssumeRoleAsync(Account, SessionScope.Listing, Observer, _connection.Secrets, CancellationToken.None);
    }

    private async Task ListAccountsAsync()
    {
        using var client = await _connection.OrganizationsAsync(Observer, CancellationToken.None);
        await foreach (var page in client.PagesAsync(static token => new ListAccountsRequest(token), CancellationToken.None))
        {
            // A token in the answer would have it asked for again and again.
            break;
        }
    }
}
