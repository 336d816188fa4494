using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Selections;

/// <summary>What AWS Backup refuses in a selection.</summary>
internal static partial class SelectionRules
{
    private const int LargestArnCount = 500;
    private const int LargestWildcardCount = 30;
    private const string TagKeyPrefix = "aws:ResourceTag/";

    private static readonly string[] Operators = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];

    private static readonly Shape ConditionList = Shape.List(Shape.Structure(("ConditionKey", Shape.Text), ("ConditionValue", Shape.Text)));

    public static readonly Shape CreateInput = Shape.Structure(
        ("BackupSelection", Shape.Structure(
            ("SelectionName", Shape.Text),
            ("IamRoleArn", Shape.Text),
            ("Resources", Shape.TextList),
            ("ListOfTags", Shape.List(Shape.Structure(
                ("ConditionType", Shape.Text), ("ConditionKey", Shape.Text), ("ConditionValue", Shape.Text)))),
            ("NotResources", Shape.TextList),
            ("Conditions", Shape.Structure([.. Operators.Select(static name => (name, ConditionList))])))),
        ("CreatorRequestId", Shape.Text));

    /// <summary>Checks a selection and returns it with the empty lists that AWS gives back.</summary>
    public static JsonObject Check(JsonObject document, BackupCall call)
    {
        var name = document.Text("SelectionName") ?? throw BackupErrors.MissingParameter("BackupSelection.SelectionName");
        if (!Name().IsMatch(name))
        {
            throw BackupErrors.InvalidParameter("Invalid SelectionName. It must contain 1 to 50 alphanumeric or '-_.' characters.");
        }

        var role = document.Text("IamRoleArn") ?? throw BackupErrors.MissingParameter("BackupSelection.IamRoleArn");
        CheckArns("Resources", document.Texts("Resources"));
        CheckArns("NotResources", document.Texts("NotResources"));
        CheckTags(document);
        CheckConditions(document);
        if (document.Texts("Resources").Count == 0 && !document.Structures("ListOfTags").Any())
        {
            throw BackupErrors.InvalidParameter("Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.");
        }

        CheckRole(role, call);
        Normalize(document);
        return document;
    }

    /// <summary>Checks that AWS Backup can take on a role of the caller's account.</summary>
    public static void CheckRole(string role, BackupCall call)
    {
        if (Arns.Parse(role) is not { Service: "iam" } arn || !arn.Resource.StartsWith("role/", StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter($"Invalid IAM role ARN '{role}'.");
        }

        if (!string.Equals(arn.AccountId, call.Region.AccountId, StringComparison.Ordinal) || !call.World.IsBackupRole(role))
        {
            throw BackupErrors.InvalidParameter($"IAM Role {role} cannot be assumed by AWS Backup", "ERROR_3017");
        }

        if (call.Behaviour.RolesWithoutTagRead.Contains(role))
        {
            throw BackupErrors.InvalidParameter($"IAM Role {role} is not authorized to call tag:GetResources", "ERROR_3018");
        }
    }

    private static void CheckArns(string member, IReadOnlyList<string> arns)
    {
        var wildcards = arns.Count(static arn => arn.Contains('*', StringComparison.Ordinal));
        if (arns.Count > LargestArnCount || wildcards > LargestWildcardCount)
        {
            throw BackupErrors.InvalidParameter(
                $"Invalid backup selection. {member} takes at most {LargestArnCount} ARNs, {LargestWildcardCount} of them with wildcards.");
        }

        var wrong = arns.FirstOrDefault(static arn => !IsPattern(arn));
        if (wrong is not null)
        {
            throw BackupErrors.InvalidParameter($"Invalid ARN '{wrong}' in {member} of the backup selection.");
        }
    }

    /// <summary>A wildcard stands for whole segments of an ARN, or for the rest at its end.</summary>
    private static bool IsPattern(string arn)
    {
        if (arn is "*")
        {
            return true;
        }

        var parts = arn.Split(':', 6);
        if (parts is ["arn", _, _, ..] and { Length: > 3 and < 6 })
        {
            // A service, or a service in a Region: arn:aws:ec2:*
            return parts[^1] is "*" && Array.TrueForAll(parts[..^1], static part => part is "*" || !part.Contains('*', StringComparison.Ordinal));
        }

        return parts is ["arn", _, _, _, _, { Length: > 0 } resource]
            && Array.TrueForAll(parts[..5], static part => part is "*" || !part.Contains('*', StringComparison.Ordinal))
            && Array.TrueForAll(resource.TrimEnd('*').Split(':', '/'), static part => part is "*" || !part.Contains('*', StringComparison.Ordinal));
    }

    private static void CheckTags(JsonObject document)
    {
        foreach (var tag in document.Structures("ListOfTags"))
        {
            if (tag.Text("ConditionType") is not "STRINGEQUALS")
            {
                throw BackupErrors.InvalidParameter("Invalid ConditionType in ListOfTags. Only STRINGEQUALS is supported.");
            }

            if (string.IsNullOrEmpty(tag.Text("ConditionKey")) || tag.Text("ConditionValue") is null)
            {
                throw BackupErrors.MissingParameter("ConditionKey and ConditionValue of ListOfTags");
            }
        }
    }

    private static void CheckConditions(JsonObject document)
    {
        var conditions = document.Structure("Conditions") ?? [];
        foreach (var condition in Operators.SelectMany(conditions.Structures))
        {
            var key = condition.Text("ConditionKey");
            if (key is null || key.Length <= TagKeyPrefix.Length || !key.StartsWith(TagKeyPrefix, StringComparison.Ordinal))
            {
                throw BackupErrors.InvalidParameter($"Invalid condition key '{key}'. It must begin with '{TagKeyPrefix}'.");
            }

            if (condition.Text("ConditionValue") is null)
            {
                throw BackupErrors.MissingParameter($"ConditionValue of {key}");
            }
        }
    }

    private static void Normalize(JsonObject document)
    {
        foreach (var list in (string[])["Resources", "ListOfTags", "NotResources"])
        {
            document[list] ??= new JsonArray();
        }

        var conditions = document["Conditions"] ??= new JsonObject();
        foreach (var name in Operators)
        {
            conditions[name] ??= new JsonArray();
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9\-_.]{1,50}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
