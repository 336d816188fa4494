using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda.Logs;

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
    public void Write(LogLevel level, string message, string? requestId = null, AccountTarget? target = null, string? status = null, string? errorId = null)
    {
        if (!Wants(level))
        {
            return;
        }

        var line = new JsonObject
        {
            ["timestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["level"] = level.ToString().ToUpperInvariant(),
        };
        Add(line, "requestId", requestId);
        Add(line, "accountId", target?.AccountId);
        Add(line, "absName", target?.AbsName);
        Add(line, "region", target?.Region);
        Add(line, "status", status);
        Add(line, "errorId", errorId);
        line["message"] = message;
        writer.WriteLine(line.ToJsonString(PlainJson.Options));
        writer.Flush();
    }

    private static void Add(JsonObject line, string name, string? value)
    {
        if (value is not null)
        {
            line[name] = value;
        }
    }
}
