using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>The operation AssumeRoleWithWebIdentity, which nobody signs: the token tells who calls.</summary>
internal sealed class AssumeRoleWithWebIdentity(SimulatorWorld world, RoleDirectory roles, SessionIssuer sessions)
{
    private static readonly Constraints Constraints = new(
        "ValidationError",
        new Member("RoleArn") { Required = true, MinLength = 20, MaxLength = 2048 },
        new Member("RoleSessionName") { Required = true, MinLength = 2, MaxLength = 64, Pattern = @"[\w+=,.@-]*" },
        new Member("WebIdentityToken") { Required = true, MinLength = 4, MaxLength = 20000 },
        new Member("DurationSeconds") { Min = 900, Max = 43200 });

    /// <summary>Answers it.</summary>
    public IEnumerable<XElement> Answer(OperationInput input)
    {
        Constraints.Check(input);
        var roleArn = input.RequiredText("RoleArn");
        var token = WebIdentityToken.Read(input.RequiredText("WebIdentityToken"), world.ClientNow);
        var role = roles.Find(roleArn, out var accountId, out var roleName);
        if (role?.WebIdentityIssuer is null || !string.Equals(role.WebIdentityIssuer, token.Issuer, StringComparison.Ordinal))
        {
            throw new SimulatedException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
        }

        var seconds = input.Number("DurationSeconds") ?? 3600;
        if (seconds > role.MaxSessionDuration)
        {
            throw new SimulatedException("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        // Nothing but the role tells the partition.
        var session = sessions.Issue(accountId, roleName, input.RequiredText("RoleSessionName"), roleArn.Split(':')[1], seconds);
        return
        [
            .. SessionXml.Of(session),
            new("SubjectFromWebIdentityToken", token.Subject),
            new("Provider", token.Issuer),
            new("Audience", token.Audience),
        ];
    }
}
