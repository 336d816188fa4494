using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>Lists of parameters.</summary>
internal static class ParameterListing
{
    /// <summary>The constraints of the filters.</summary>
    public static Member Filters { get; } = new("ParameterFilters")
    {
        Of =
        [
            new Member("Key") { Required = true, MinLength = 1, MaxLength = 132, Pattern = "tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType" },
            new Member("Option") { MinLength = 1, MaxLength = 10 },
            new Member("Values") { MinLength = 1, MaxLength = 50 },
        ],
    };

    /// <summary>GetParametersByPath.</summary>
    public static JsonObject GetParametersByPath(SsmCall call)
    {
        var path = call.Input.RequiredText("Path");
        if (!path.StartsWith('/'))
        {
            throw new SimulatedException(
                "ValidationException", "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".");
        }

        var prefix = path.TrimEnd('/') + "/";
        var isRecursive = call.Input.Flag("Recursive") ?? false;
        var found = call.Store.Parameters.Values.Where(parameter =>
            parameter.Name.StartsWith(prefix, StringComparison.Ordinal)
            && (isRecursive || !parameter.Name[prefix.Length..].Contains('/', StringComparison.Ordinal)));
        return Write(call, found, 10, parameter => ParameterReading.Write(call, parameter, parameter.Latest));
    }

    /// <summary>DescribeParameters.</summary>
    public static JsonObject DescribeParameters(SsmCall call) => Write(call, call.Store.Parameters.Values, 50, parameter => Metadata(call, parameter));

    private static JsonObject Write(SsmCall call, IEnumerable<Parameter> parameters, int standard, Func<Parameter, JsonObject> write)
    {
        var filters = call.Input.Structures("ParameterFilters");
        var older = call.Input.Structures("Filters");
        var matching = parameters.Where(parameter => filters.All(filter => Matches(parameter, filter, "Equals")) && older.All(filter => Matches(parameter, filter, "BeginsWith")));
        var page = Paging.Page(
            matching,
            static parameter => parameter.Name,
            call.Input.Text("NextToken"),
            call.World.PageSize(call.Input.Number("MaxResults"), standard),
            static () => new SimulatedException("InvalidNextToken", "The specified token is not valid."));
        var answer = new JsonObject { ["Parameters"] = new JsonArray([.. page.Items.Select(write)]) };
        if (page.NextToken is not null)
        {
            answer["NextToken"] = page.NextToken;
        }

        return answer;
    }

    private static bool Matches(Parameter parameter, OperationInput filter, string standardOption)
    {
        var key = filter.RequiredText("Key");
        var values = filter.Texts("Values");
        var version = parameter.Latest;
        var actual = key switch
        {
            "Name" => parameter.Name,
            "Type" => version.Type,
            "KeyId" => version.KeyId,
            "Tier" => version.Tier,
            "DataType" => version.DataType,
            "Path" => parameter.Name,
            _ when key.StartsWith("tag:", StringComparison.Ordinal) => parameter.Tags.GetValueOrDefault(key["tag:".Length..]),
            _ => throw new SimulatedException("InvalidFilterKey", $"The filter {key} is not simulated."),
        };
        var option = filter.Text("Option") ?? (key is "Path" ? "OneLevel" : standardOption);
        return actual is not null && (values.Count == 0 || values.Any(value => Matches(actual, option, value)));
    }

    private static bool Matches(string actual, string option, string value)
    {
        var prefix = value.TrimEnd('/') + "/";
        return option switch
        {
            "Equals" => string.Equals(actual, value, StringComparison.Ordinal),
            "BeginsWith" => actual.StartsWith(value, StringComparison.Ordinal),
            "Contains" => actual.Contains(value, StringComparison.Ordinal),
            "Recursive" => actual.StartsWith(prefix, StringComparison.Ordinal),
            "OneLevel" => actual.StartsWith(prefix, StringComparison.Ordinal) && !actual[prefix.Length..].Contains('/', StringComparison.Ordinal),
            _ => throw new SimulatedException("InvalidFilterOption", $"The filter option {option} is not valid. Valid options include: [BeginsWith, Contains, Equals, OneLevel, Recursive]."),
        };
    }

    private static JsonObject Metadata(SsmCall call, Parameter parameter)
    {
        var version = parameter.Latest;
        var answer = new JsonObject
        {
            ["Name"] = parameter.Name,
            ["ARN"] = call.ArnOf(parameter.Name),
            ["Type"] = version.Type,
            ["LastModifiedDate"] = Timestamps.EpochSeconds(version.LastModifiedDate),
            ["LastModifiedUser"] = version.LastModifiedUser,
            ["Version"] = version.Number,
            ["Tier"] = version.Tier,
            ["Policies"] = new JsonArray(),
            ["DataType"] = version.DataType,
        };
        foreach (var (member, value) in (ReadOnlySpan<(string, string?)>)
            [("KeyId", version.KeyId), ("Description", version.Description), ("AllowedPattern", version.AllowedPattern)])
        {
            if (value is not null)
            {
                answer[member] = value;
            }
        }

        return answer;
    }
}
