using AwsBackupPlan.Engine.Accounts.Callers;


namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>What a <c>credential_process</c> prints.</summary>
internal sealed class ProcessTarget : FuzzTarget
{
    public override string Name => "process";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        """{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"secret","SessionToken":"token","Expiration":"2030-01-31T12:00:00Z"}""",
        """{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "secret", "Expiration": "2030-01-31T12:00:00+0100",}""",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["\"Version\":1,", "\"Expiration\":", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"2030-02-30\"", "\"12:00\"", "+99:99", "1.0", "1e0"];

    public override Task TakeAsync(string input)
    {
        if (PrintedCredentials.Read(input) is { } read)
        {
            Demand(read.Credentials.AccessKey.Length > 0 && read.Credentials.SecretKey.Length > 0, "Credentials without a key are read.");
        }

        return Task.CompletedTask;
    }
}
