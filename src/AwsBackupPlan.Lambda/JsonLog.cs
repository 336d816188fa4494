using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda;

/// <summary>Writes a line of JSON for each thing that happens, as CloudWatch Logs searches them. What the engine tells holds no secret, and an event is never written.</summary>
internal sealed class JsonLog(TextWriter writer, TimeProvider time, LogLevel least)
{
    /// <summary>The level that Lambda's advanced logging controls name; INFO without one.</summary>
    public static LogLevel LevelOf(string? name) => name?.ToUpperInvariant() switch
    {
        "TRACE" or "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warn,
        "ERROR" or "FATAL" => LogLevel.Error,
        _ => LogLevel.Info,
    };

    /// <summary>Whether a level is written.</summary>
    public bool Wants(LogLevel level) => level >= least;

    /// <summary>Writes a line, unless the level is not wanted.</summary>
    public void Write(LogLevel level, string requestId, string message, AccountTarget? target = null, string? status = null, string? errorId = null)
    {
        if (!Wants(level))
        {
            return;
        }

        var line = new JsonObject
        {
            ["timestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["level"] = level.ToString().ToUpperInvariant(),
            ["requestId"] = requestId,
        };
        if (target is not null)
        {
            (line["accountId"], line["absName"], line["region"]) = (target.AccountId, target.AbsName, target.Region);
        }

        if (status is not null)
        {
            line["status"] = status;
        }

        if (errorId is not null)
        {
            line["errorId"] = errorId;
        }

        line["message"] = message;
        writer.WriteLine(line.ToJsonString());
        writer.Flush();
    }
}
