using System.Text;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>Checks what accounts are to be given, before any call.</summary>
public static class SetupOptionsValidator
{
    private static readonly string[] Types = ["String", "SecureString"];

    /// <summary>Everything that is wrong with <paramref name="options"/>, the plan document included; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(SetupOptions options)
    {
        var faults = DeploymentOptionsValidator.Validate(new DeploymentOptions { KeyAlias = options.KeyAlias, TagKey = options.TagKey, PlanDocument = options.PlanDocument }).ToList();
        if (!AccountPatterns.ParameterName.IsMatch(options.PlanParameterName) || options.PlanParameterName.IndexOfAny([':']) >= 0)
        {
            faults.Add(new("PlanParameterName", $"'{options.PlanParameterName}' is not a name that a parameter can be made under: no ARN, no version."));
        }

        if (AccountPatterns.IsReserved(options.PlanParameterName))
        {
            faults.Add(new("PlanParameterName", $"'{options.PlanParameterName}' begins with aws or ssm, and such names AWS keeps for itself. Give another one."));
        }

        if (options.PlanDocument is { } document)
        {
            AddDocumentFaults(faults, document);
        }

        if (options.ParameterType is { } type && !Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new("ParameterType", $"'{options.ParameterType}' is none of String, SecureString."));
        }

        if (options is { OverwritePlan: true, PlanDocument: null })
        {
            faults.Add(new("OverwritePlan", "It says that another plan document is written over. Give the new one with -PlanPath or -PlanDocument."));
        }

        return faults;
    }

    private static void AddDocumentFaults(List<ParameterFault> faults, string document)
    {
        var size = Encoding.UTF8.GetByteCount(PlanText.Fitting(document));
        if (size > TemplateOptionsValidator.LongestDocument)
        {
            faults.Add(new("PlanDocument", $"Without its blanks it has {size} bytes, and a parameter takes {TemplateOptionsValidator.LongestDocument}. Shorten it, or use it with New-XacntBackupPlan -PlanPath."));
        }

        if (document.Contains("{{"))
        {
            faults.Add(new("PlanDocument", "It has '{{' in a text, which SSM takes for a reference. Leave it out."));
        }
    }
}
