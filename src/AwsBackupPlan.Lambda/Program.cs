using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Lambda;
using AwsBackupPlan.Lambda.Runtime;
using AwsBackupPlan.Lambda.Work;

if (Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is not { Length: > 0 } api)
{
    Console.Error.WriteLine("AWS Lambda runs this program: AWS_LAMBDA_RUNTIME_API says where it asks for events. For a shell there is the module.");
    return 64;
}

var log = new JsonLog(Console.Out, TimeProvider.System, JsonLog.LevelOf(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL")));
using var runtime = new RuntimeClient(api);
var handler = Environment.GetEnvironmentVariable("_HANDLER") ?? string.Empty;
if (!BackupFunction.Names.Contains(handler, StringComparer.Ordinal))
{
    await runtime.FailInitAsync("HandlerUnknown", $"The handler '{handler}' is none of {string.Join(", ", BackupFunction.Names)}.").ConfigureAwait(false);
    return 1;
}

using var engine = new BackupEngine(new ConnectionOptions { RoleSessionName = "AwsBackupPlan-Lambda" });
var function = new BackupFunction(handler, engine, log, TimeProvider.System);
while (true)
{
    var invocation = await runtime.NextAsync().ConfigureAwait(false);
    string answer;
    try
    {
        answer = function.Answer(invocation);
    }
    catch (Exception exception)
    {
        log.Write(LogLevel.Error, invocation.RequestId, exception.ToString());
        await runtime.FailAsync(invocation.RequestId, exception.GetType().Name, exception.Message).ConfigureAwait(false);
        continue;
    }

    await runtime.RespondAsync(invocation.RequestId, answer).ConfigureAwait(false);
}
