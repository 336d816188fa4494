using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Fuzz.Inputs;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>The credentials file, and what its profiles stand for. No call is made and no program run.</summary>
internal sealed class ProfileTarget : FuzzTarget, IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}");

    public override string Name => "profile";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n[fuzz]\nrole_arn = arn:aws:iam::222222222222:role/x\nsource_profile = default\nexternal_id = ext\nduration_seconds = 900\nmfa_serial = arn:aws:iam::222222222222:mfa/a\n",
        "# a comment\n[fuzz]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=secret\naws_session_token=token\nregion=us-east-1\n",
        "[fuzz]\ncredential_process = /usr/bin/get --key \"a b\"\n", "[fuzz]\nrole_arn = arn:aws:iam::222222222222:role/x\ncredential_source = Environment\nrole_session_name = me\n",
        "[fuzz]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = admin\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\nsso_registration_scopes = sso:account:access\n",
        "[fuzz]\nrole_arn = arn:aws:iam::222222222222:role/x\nweb_identity_token_file = /nowhere\n", "[fuzz]\nrole_arn = arn:aws:iam::222222222222:role/x\nsource_profile = b\n[b]\nrole_arn = arn:aws:iam::222222222222:role/y\nsource_profile = fuzz\n",
    ];

    protected internal override IReadOnlyList<string> Words { get; } =
        ["[fuzz]\n", "[profile fuzz]\n", "[default]\n", "\n", "=", " = ", "\n  nested = 1\n", "services = x\n", "[services x]\n", "source_profile = fuzz\n", "source_profile = default\n", "credential_source = Ec2InstanceMetadata\n", "duration_seconds = ", "s3_use_arn_region = maybe\n", "region = ", "retry_mode = x\n", "max_attempts = x\n", "defaults_mode = x\n", "use_fips_endpoint = x\n", "sso_start_url = x\n", "sso_region = x\n", "endpoint_url = x\n"];

    public override async Task TakeAsync(string input)
    {
        await File.WriteAllBytesAsync(_path, TextBytes.Of(input));
        try
        {
            var identity = new ProfileSearch(new ConnectionOptions { ProfileLocation = _path }, static (_, _, _, _) => throw new InvalidOperationException("No call is made."), TimeProvider.System).Find("fuzz");
            Demand(identity is not null, "A profile stands for nothing.");
        }
        catch (AccountException exception)
        {
            Demand(exception.Remedy.Length > 0, "A profile is refused without a remedy.");
        }
        catch (Exception exception) when (exception is not (FuzzException or NullReferenceException or IndexOutOfRangeException or ArgumentOutOfRangeException or InvalidCastException or KeyNotFoundException))
        {
            // What the SDK finds wrong is told as it says, but for lines of the file.
            var told = CallerFailures.Unusable(exception, "us-east-1");
            Demand(told.IsCallers && told.Message.Length > 0 && told.Remedy.Length > 0, "A file is refused without a reason.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);
}
