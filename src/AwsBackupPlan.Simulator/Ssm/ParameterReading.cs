using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>Reading and deleting parameters by name.</summary>
internal static class ParameterReading
{
    /// <summary>GetParameter.</summary>
    public static JsonObject GetParameter(SsmCall call)
    {
        var found = Find(call, call.Input.RequiredText("Name"));
        return new JsonObject { ["Parameter"] = Write(call, found.Parameter, found.Version, found.Selector) };
    }

    /// <summary>GetParameters: what is not there is listed, not refused.</summary>
    public static JsonObject GetParameters(SsmCall call)
    {
        var parameters = new JsonArray();
        var invalid = new JsonArray();
        foreach (var reference in call.Input.Texts("Names"))
        {
            try
            {
                var found = Find(call, reference);
                parameters.Add(Write(call, found.Parameter, found.Version, found.Selector));
            }
            catch (SimulatedException error) when (error.ErrorType is "ParameterNotFound" or "ParameterVersionNotFound")
            {
                invalid.Add(reference);
            }
        }

        return new JsonObject { ["Parameters"] = parameters, ["InvalidParameters"] = invalid };
    }

    /// <summary>DeleteParameter.</summary>
    public static JsonObject DeleteParameter(SsmCall call) =>
        call.Store.Parameters.Remove(call.NameIn(call.Input.RequiredText("Name")))
            ? []
            : throw new SimulatedException("ParameterNotFound", string.Empty);

    /// <summary>DeleteParameters.</summary>
    public static JsonObject DeleteParameters(SsmCall call)
    {
        var deleted = new JsonArray();
        var invalid = new JsonArray();
        foreach (var name in call.Input.Texts("Names"))
        {
            (call.Store.Parameters.Remove(call.NameIn(name)) ? deleted : invalid).Add(name);
        }

        return new JsonObject { ["DeletedParameters"] = deleted, ["InvalidParameters"] = invalid };
    }

    /// <summary>The structure Parameter.</summary>
    public static JsonObject Write(SsmCall call, Parameter parameter, ParameterVersion version, string? selector = null)
    {
        var isHidden = version.Type is "SecureString" && call.Input.Flag("WithDecryption") is not true;
        var answer = new JsonObject
        {
            ["Name"] = parameter.Name,
            ["Type"] = version.Type,
            ["Value"] = isHidden ? Hidden(version) : Clear(call, version),
            ["Version"] = version.Number,
            ["LastModifiedDate"] = Timestamps.EpochSeconds(version.LastModifiedDate),
            ["ARN"] = call.ArnOf(parameter.Name),
            ["DataType"] = version.DataType,
        };
        if (selector is not null)
        {
            answer["Selector"] = ":" + selector;
        }

        return answer;
    }

    private static (Parameter Parameter, ParameterVersion Version, string? Selector) Find(SsmCall call, string reference)
    {
        var name = call.NameIn(reference);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var selector = colon < 0 ? null : name[(colon + 1)..];
        if (!call.Store.Parameters.TryGetValue(colon < 0 ? name : call.NameIn(name[..colon]), out var parameter))
        {
            throw new SimulatedException("ParameterNotFound", string.Empty);
        }

        if (selector is null)
        {
            return (parameter, parameter.Latest, null);
        }

        // Labels are not simulated, so no label is ever found.
        return long.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && parameter.Version(number) is { } version
            ? (parameter, version, selector)
            : throw new SimulatedException(
                "ParameterVersionNotFound", $"Systems Manager could not find version {selector} of {parameter.Name}. Verify the version and try again.");
    }

    private static string Clear(SsmCall call, ParameterVersion version)
    {
        if (version.KeyId is { } key)
        {
            call.DemandUsableKey(key);
        }

        return version.Value;
    }

    private static string Hidden(ParameterVersion version) =>
        "AQICAH" + Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes($"{version.KeyId}/{version.Number}"), Encoding.UTF8.GetBytes(version.Value)));
}
