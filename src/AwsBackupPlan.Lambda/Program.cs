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
    if (await BeginAsync().ConfigureAwait(false) is { } loop)
    {
        await loop.RunAsync().ConfigureAwait(false);
    }
}
catch (RuntimeApiException exception)
{
    log.Write(LogLevel.Error, exception.Message, errorId: "RuntimeApiLost");
}

return Failed;

async Task<InvocationLoop?> BeginAsync()
{
    try
    {
        return Loop();
    }
    catch (SettingsException exception)
    {
        log.Write(LogLevel.Error, exception.Message, errorId: "EnvironmentInvalid");
        await runtime.FailInitAsync("Function.EnvironmentInvalid", exception.Message).ConfigureAwait(false);
    }
    catch (Exception exception)
    {
        // What first reads a file that is missing may be a field of a type, whose own error says only which type that is.
        var cause = exception.GetBaseException();
        log.Write(LogLevel.Error, $"The program cannot begin, {cause.GetType().FullName}: {cause.Message} {exception.StackTrace}", errorId: "UnexpectedError");
        await runtime.FailInitAsync($"Function.{cause.GetType().Name}", "The program cannot begin: the log has more.").ConfigureAwait(false);
    }

    return null;
}

// The engine is there for as long as the process.
#pragma warning disable CA2000
InvocationLoop Loop() =>
    new(runtime, new BackupFunction(FunctionSettings.Read(Environment.GetEnvironmentVariable), new BackupEngine(new ConnectionOptions { RoleSessionName = "AwsBackupPlan-Lambda" }), log, TimeProvider.System).Answer, log);
#pragma warning restore CA2000
