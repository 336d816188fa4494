using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>What lets plans run and their jobs fail: databases, keys and recovery points are put into states that calls cannot make.</summary>
internal static class FailureEndpoints
{
    /// <summary>The calls, as they are listed.</summary>
    public const string Names = "POST plans, POST job-failures, POST databases, POST database-tags, POST keys, POST continuous-backups";

    /// <summary>Answers a call that is one of these, otherwise with <see langword="null"/>.</summary>
    public static JsonObject? Answer(SimulatorHost host, string call, string body)
    {
        switch (call)
        {
            case "POST plans":
                host.Backup.Behaviour.PlansRun = ControlEndpoints.ReadObject(body, ["run"])["run"]?.GetValue<bool>() ?? throw new FormatException("The body must be { \"run\": true or false }.");
                break;
            case "POST job-failures":
                FailJobs(host, ControlEndpoints.ReadObject(body, ["jobType", "region", "resourceArn", "message", "times"]));
                break;
            case "POST databases":
                var database = ControlEndpoints.ReadObject(body, ["resourceArn", "status"]);
                host.Rds.SetStatus(Text(database, "resourceArn"), Text(database, "status"));
                break;
            case "POST database-tags":
                var tag = ControlEndpoints.ReadObject(body, ["resourceArn", "key", "value"]);
                host.Rds.SetTag(Text(tag, "resourceArn"), Text(tag, "key"), tag["value"]?.GetValue<string>());
                break;
            case "POST keys":
                var key = ControlEndpoints.ReadObject(body, ["keyArn", "state"]);
                host.Kms.SetKeyState(Text(key, "keyArn"), Value<KeyState>(key, "state"));
                break;
            case "POST continuous-backups":
                StopContinuous(host, ControlEndpoints.ReadObject(body, ["recoveryPointArn", "status"]));
                break;
            default:
                return null;
        }

        return [];
    }

    private static void FailJobs(SimulatorHost host, JsonObject failure)
    {
        var resource = Text(failure, "resourceArn");
        var times = failure["times"]?.GetValue<int>() ?? 1;
        if (!Arn.TryParse(resource, out var arn) || times < 1)
        {
            throw new FormatException("'resourceArn' is an ARN, and 'times' is 1 or more.");
        }

        host.Backup.FailJobs(arn.AccountId, failure["region"]?.GetValue<string>() ?? arn.Region, Value<JobKind>(failure, "jobType"), resource, Text(failure, "message"), times);
    }

    private static void StopContinuous(SimulatorHost host, JsonObject point)
    {
        var text = Text(point, "recoveryPointArn");
        if (Text(point, "status") is not "STOPPED" || !Arn.TryParse(text, out var arn))
        {
            throw new FormatException("'recoveryPointArn' is the ARN of a continuous backup, and 'status' is STOPPED.");
        }

        host.Backup.StopContinuousBackup(arn.AccountId, arn.Region, text);
    }

    private static string Text(JsonObject body, string name) => body[name]?.GetValue<string>() ?? throw new FormatException($"'{name}' is missing.");

    private static T Value<T>(JsonObject body, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(body, name), ignoreCase: false, out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"'{name}' must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
