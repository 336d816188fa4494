using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>What the connections of .NET Framework make of calls that fail.</summary>
public sealed class DesktopFailureTests(ImpatientDesktop impatient) : IClassFixture<ImpatientDesktop>
{
    [Theory]
    [InlineData(FaultKind.AccessDenied, "AccessDenied", "is not authorized to perform")]
    [InlineData(FaultKind.Reset, "EndpointNotReachable", "AWS cannot be reached: ")]
    [InlineData(FaultKind.HalfBody, "AnswerNotReadable", "it broke off")]
    [InlineData(FaultKind.ProxyPage, "AnswerNotFromAws", "(200, a page of HTML)")]
    [InlineData(FaultKind.ProxyRefusal, "AnswerNotFromAws", "(403, a page of HTML)")]
    [InlineData(FaultKind.SignatureMismatch, "CredentialsInvalid", "the signature does not match (403 InvalidSignatureException")]
    [InlineData(FaultKind.ServiceUnavailable, "ServiceUnavailable", "(503 ServiceUnavailable")]
    public async Task What_stays_is_told_as_what_it_is(FaultKind kind, string errorId, string words)
    {
        var answer = await impatient.ListAsync(new FaultRule { Service = "backup", Operation = "ListBackupVaults", Times = 0, Kind = kind });

        Assert.Equal([errorId], answer.ErrorIds);
        Assert.Contains(words, answer.Failures[0].GetProperty("Message").GetString(), StringComparison.Ordinal);
    }
}
