using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Lambda.Logs;
using AwsBackupPlan.Lambda.Runtime;
using AwsBackupPlan.Lambda.Settings;
using AwsBackupPlan.Lambda.Work;

const int NotStartedByLambda = 64;
const int Failed = 1;

if (!Uri.TryCreate($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/", UriKind.Absolute, out var api))
{
    Console.Error.WriteLine("AWS Lambda runs this program: AWS_LAMBDA_RUNTIME_API says where it asks for events. For a shell there is the PowerShell module.");
    return NotStartedByLambda;
}

var log = new JsonLog(Console.Out, TimeProvider.System, JsonLog.LevelOf(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL")));
using var runtime = new RuntimeClient(api);
try
{
    if (await SettingsAsync().ConfigureAwait(false) is { } settings)
    {
        using var engine = new BackupEngine(new ConnectionOptions { RoleSessionName = "AwsBackupPlan-Lambda" });
        await new InvocationLoop(runtime, new BackupFunction(settings, engine, log, TimeProvider.System).Answer, log).RunAsync().ConfigureAwait(false);
    }
}
catch (RuntimeApiException exception)
{
    log.Write(LogLevel.Error, exception.Message, errorId: "RuntimeApiLost");
}

return Failed;

async Task<FunctionSettings?> SettingsAsync()
{
    try
    {
        return FunctionSettings.Read(Environment.GetEnvironmentVariable);
    }
    catch (SettingsException exception)
    {
        log.Write(LogLevel.Error, exception.Message, errorId: "EnvironmentInvalid");
        await runtime.FailInitAsync("Function.EnvironmentInvalid", exception.Message).ConfigureAwait(false);
        return null;
    }
}
