using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>The operation PutParameter.</summary>
internal static partial class PutParameter
{
    private const int StandardSize = 4096;
    private const int AdvancedSize = 8192;
    private const int DeepestHierarchy = 15;

    /// <summary>What the service model demands of its input.</summary>
    public static Member[] Members { get; } =
    [
        new("Name") { Required = true, MinLength = 1, MaxLength = 2048 },
        new("Value") { Required = true },
        new("Description") { MaxLength = 1024 },
        new("Type") { Values = ["SecureString", "StringList", "String"] },
        new("KeyId") { MinLength = 1, MaxLength = 256, Pattern = "([a-zA-Z0-9:/_-]+)" },
        new("AllowedPattern") { MaxLength = 1024 },
        new("Tier") { Values = ["Advanced", "Intelligent-Tiering", "Standard"] },
        new("DataType") { MaxLength = 128 },
        ParameterTags.List,
    ];

    /// <summary>Answers it.</summary>
    public static JsonObject Answer(SsmCall call)
    {
        var input = call.Input;
        var name = CheckedName(call.NameIn(input.RequiredText("Name")));
        var existing = call.Store.Parameters.GetValueOrDefault(name);
        var overwrite = input.Flag("Overwrite") ?? false;
        if (existing is not null && !overwrite)
        {
            throw new SimulatedException(
                "ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        if (overwrite && input.Structures("Tags").Count > 0)
        {
            throw new SimulatedException(
                "ValidationException", "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.");
        }

        var version = NewVersion(call, existing?.Latest);
        var parameter = existing ?? new Parameter(name);
        ParameterTags.Apply(parameter, input.Structures("Tags"));
        parameter.Add(version);
        call.Store.Parameters[name] = parameter;
        return new JsonObject { ["Version"] = version.Number, ["Tier"] = version.Tier };
    }

    private static ParameterVersion NewVersion(SsmCall call, ParameterVersion? before)
    {
        var input = call.Input;
        var value = input.RequiredText("Value");
        var type = input.Text("Type") ?? before?.Type
            ?? throw new SimulatedException("ValidationException", "A parameter type is required when you create a parameter.");
        if (value.Length == 0)
        {
            throw new SimulatedException("ValidationException", "Parameter value can't be empty or null.");
        }

        if (value.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var open && value.IndexOf("}}", open, StringComparison.Ordinal) >= 0)
        {
            throw new SimulatedException("ValidationException", "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
        }

        if (before is not null && (type is "SecureString") != (before.Type is "SecureString"))
        {
            throw new SimulatedException("HierarchyTypeMismatchException", $"The parameter is of type {before.Type} and cannot become {type}.");
        }

        if (input.Text("KeyId") is not null && type is not "SecureString")
        {
            throw new SimulatedException("ValidationException", "KeyId is required for SecureString type parameter only.");
        }

        // Without a key it is the account's default one, whatever it was before.
        var keyId = type is "SecureString" ? input.Text("KeyId") ?? "alias/aws/ssm" : null;
        if (keyId is not null)
        {
            call.DemandUsableKey(keyId);
        }

        var pattern = input.Text("AllowedPattern");
        CheckPattern(pattern, value, call.NameIn(input.RequiredText("Name")));
        return new ParameterVersion(
            (before?.Number ?? 0) + 1,
            type,
            value,
            keyId,
            TierFor(Encoding.UTF8.GetByteCount(value), input.Text("Tier") ?? before?.Tier ?? "Standard", before?.Tier),
            CheckedDataType(input.Text("DataType")),
            input.Text("Description") ?? before?.Description,
            pattern,
            call.World.Now,
            call.Request.PrincipalArn);
    }

    private static string CheckedName(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && !name.StartsWith('/'))
        {
            throw new SimulatedException("ValidationException", $"Parameter name must be a fully qualified name: a hierarchy begins with a forward slash ('/{name}').");
        }

        if (parts.Length > DeepestHierarchy)
        {
            throw new SimulatedException("HierarchyLevelLimitExceededException", $"A hierarchy can have at most {DeepestHierarchy} levels.");
        }

        if (parts.Length == 0 || !NameForm().IsMatch(name))
        {
            throw new SimulatedException(
                "ValidationException", "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_");
        }

        if (parts[0].StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
        {
            throw new SimulatedException("ValidationException", "Parameter name: can't be prefixed with \"ssm\" (case-insensitive).");
        }

        return parts[0].StartsWith("aws", StringComparison.OrdinalIgnoreCase)
            ? throw new SimulatedException("AccessDeniedException", $"No access to reserved parameter name: {name}.")
            : name;
    }

    private static string TierFor(int size, string tier, string? before)
    {
        // A parameter that is Advanced stays so: the way back would cut its value.
        if (tier is "Standard" && before is "Advanced")
        {
            throw new SimulatedException(
                "ValidationException", "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.");
        }

        var chosen = tier is "Intelligent-Tiering" ? (size > StandardSize || before is "Advanced" ? "Advanced" : "Standard") : tier;
        return (chosen, size) switch
        {
            ("Standard", > StandardSize) => throw new SimulatedException(
                "ValidationException", $"Standard tier parameters support a maximum parameter value of {StandardSize} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier."),
            ("Advanced", > AdvancedSize) => throw new SimulatedException(
                "ValidationException", $"Advanced tier parameters support a maximum parameter value of {AdvancedSize} characters."),
            _ => chosen,
        };
    }

    private static void CheckPattern(string? pattern, string value, string name)
    {
        try
        {
            if (pattern is { Length: > 0 } && !Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            {
                throw new SimulatedException("ParameterPatternMismatchException", $"Parameter value, cannot be validated against allowedPattern: {pattern}, for parameter {name}");
            }
        }
        catch (ArgumentException)
        {
            throw new SimulatedException("InvalidAllowedPatternException", $"{pattern} is no regular expression.");
        }
    }

    private static string CheckedDataType(string? dataType) => (dataType ?? "text") is "text" or "aws:ec2:image" or "aws:ssm:integration"
        ? dataType ?? "text"
        : throw new SimulatedException("ValidationException", $"The following data type is not supported: {dataType} (Data type names are all lowercase).");

    [GeneratedRegex("^[a-zA-Z0-9_.\\-/]+$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();
}
