using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>The operation AssumeRole.</summary>
internal sealed class AssumeRole(SimulatorWorld world, RoleDirectory roles, SessionIssuer sessions)
{
    private const int LongestChainedSession = 3600;
    private const int LongestPolicy = 2048;

    // How AWS packs a policy is not published; that much compressed text is taken for 100 percent.
    private const int PackedLimit = 1024;

    private static readonly Constraints Constraints = new(
        "ValidationError",
        new Member("RoleArn") { Required = true, MinLength = 20, MaxLength = 2048 },
        new Member("RoleSessionName") { Required = true, MinLength = 2, MaxLength = 64, Pattern = @"[\w+=,.@-]*" },
        new Member("DurationSeconds") { Min = 900, Max = 43200 },
        new Member("ExternalId") { MinLength = 2, MaxLength = 1224, Pattern = @"[\w+=,.@:\/-]*" },
        new Member("Policy") { MinLength = 1, MaxLength = LongestPolicy },
        new Member("SerialNumber") { MinLength = 9, MaxLength = 256, Pattern = @"[\w+=/:,.@-]*" },
        new Member("TokenCode") { MinLength = 6, MaxLength = 6, Pattern = @"[\d]*" },
        new Member("TransitiveTagKeys") { MaxLength = 50, Each = new Member("TransitiveTagKey") { MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+" } },
        new Member("SourceIdentity") { MinLength = 2, MaxLength = 64, Pattern = @"[\w+=,.@-]*" },
        new Member("Tags")
        {
            MaxLength = 50,
            Of =
            [
                new Member("Key") { Required = true, MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+" },
                new Member("Value") { Required = true, MaxLength = 256, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*" },
            ],
        });

    /// <summary>Answers it: new keys, the session's name, and how much of the policy's room is used.</summary>
    public IEnumerable<XElement> Answer(OperationInput input, SimulatedRequest request)
    {
        Constraints.Check(input);
        var caller = request.Caller!;
        var roleArn = input.RequiredText("RoleArn");
        var accountId = CheckTrust(input, request, roleArn, out var role, out var roleName);
        role.Mfa?.Check(input, request, roleArn);
        var marks = SessionMarks.Read(input, caller, role, roleArn);
        var seconds = CheckDuration(input.Number("DurationSeconds") ?? 3600, role, caller);
        var packed = CheckPackedSize(input);
        var policy = ReadPolicy(input);
        var sessionName = input.RequiredText("RoleSessionName");
        var session = sessions.Issue(accountId, roleName, sessionName, request.Partition, seconds, session => marks.Mark(session with { SessionPolicy = policy, RolePolicy = role.Permissions }));
        return Write(session, packed, session.Caller.SourceIdentity);
    }

    private string CheckTrust(OperationInput input, SimulatedRequest request, string roleArn, out SimulatedRole role, out string roleName)
    {
        if (!Arn.TryParse(roleArn, out var arn))
        {
            throw new SimulatedException("ValidationError", $"{roleArn} is invalid");
        }

        var caller = request.Caller!;
        var found = roles.Find(roleArn, out var accountId, out roleName);
        var isTrusted = found is not null
            && string.Equals(arn.Partition, request.Partition, StringComparison.Ordinal)
            && (found.TakesAnyExternalId ? input.Text("ExternalId") is not null : found.ExternalId is null || string.Equals(found.ExternalId, input.Text("ExternalId"), StringComparison.Ordinal))
            && ((found.TrustsManagementAccount && string.Equals(caller.AccountId, world.Options.ManagementAccount, StringComparison.Ordinal))
                || found.TrustedAccounts.Contains(caller.AccountId, StringComparer.Ordinal));
        role = isTrusted ? found! : throw new SimulatedException(
            "AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}", 403);
        return accountId;
    }

    private static int CheckDuration(int seconds, SimulatedRole role, Caller caller)
    {
        if (caller.IsRoleSession && seconds > LongestChainedSession)
        {
            throw new SimulatedException(
                "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        return seconds <= role.MaxSessionDuration ? seconds : throw new SimulatedException(
            "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    private static int CheckPackedSize(OperationInput input)
    {
        var text = new StringBuilder();
        if (input.Text("Policy") is { } policy)
        {
            text.Append(Compact(policy));
        }

        foreach (var tag in input.Structures("Tags"))
        {
            text.Append(tag.Text("Key")).Append(tag.Text("Value"));
        }

        if (text.Length == 0)
        {
            return 0;
        }

        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        var percent = (int)Math.Ceiling(100d * packed.Length / PackedLimit);
        return percent <= 100 ? percent : throw new SimulatedException(
            "PackedPolicyTooLarge", $"Packed policy consumes {percent}% of allotted space, please use smaller policy.");
    }

    private static IamPolicy? ReadPolicy(OperationInput input)
    {
        if (input.Members["PolicyArns"] is not null)
        {
            throw new SimulatedException("NotImplemented", "Managed session policies (PolicyArns) are not simulated.", 501);
        }

        return input.Text("Policy") is { } policy ? IamPolicy.Parse(policy) : null;
    }

    private static string Compact(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            return JsonSerializer.Serialize(document.RootElement);
        }
        catch (JsonException)
        {
            throw new SimulatedException("MalformedPolicyDocument", "This policy contains invalid Json");
        }
    }

    private static List<XElement> Write(SessionCredentials session, int packed, string? sourceIdentity)
    {
        List<XElement> result = [.. SessionXml.Of(session)];
        if (packed > 0)
        {
            result.Add(new XElement("PackedPolicySize", packed));
        }

        if (sourceIdentity is not null)
        {
            result.Add(new XElement("SourceIdentity", sourceIdentity));
        }

        return result;
    }
}
