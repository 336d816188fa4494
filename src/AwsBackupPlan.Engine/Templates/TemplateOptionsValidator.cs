using System.Text;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>Checks what templates are made of, before any is written.</summary>
public static class TemplateOptionsValidator
{
    /// <summary>The most that a parameter of SSM's advanced tier holds, in bytes.</summary>
    internal const int LongestDocument = 8_192;

    // No account in which they are used is known yet.
    private const string AnyAccount = "222222222222";

    private static readonly TextPattern RoleName = new("[A-Za-z0-9_+=,.@-]{1,64}", "1–64 letters, digits and _+=,.@-; a template makes roles without a path");
    private static readonly TextPattern ParameterName = new("(/[A-Za-z0-9_.-]{1,100}){1,15}", "the whole name of an SSM parameter that begins with a slash, such as /backupprocess/backupplan");
    private static readonly TextPattern CallerArn = new(
        "arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=.@/-]{1,512}",
        "the ARN of a role or user, such as arn:aws:iam::111111111111:role/backup-LambdaExecutionRole; sessions are trusted by their role, nobody by a wildcard, and a comma would begin another");

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(TemplateOptions options)
    {
        var target = new AccountTarget(AnyAccount, options.AbsName, options.Region, options.CopyRegions, "Xacnt_Backup_Role");
        List<ParameterFault> faults = [.. AccountTargetValidator.Validate(target)];
        AddUnless(faults, RoleName, options.RoleName, "RoleName");
        AddUnless(faults, RoleName, options.BackupRoleName, "BackupRoleName");
        AddUnless(faults, ParameterName, options.PlanParameterName, "PlanParameterName");
        if (AccountPatterns.IsReserved(options.PlanParameterName))
        {
            faults.Add(new("PlanParameterName", $"'{options.PlanParameterName}' begins with aws or ssm, and such names AWS keeps for itself. Give another one."));
        }

        // IAM tells names by their letters, whatever their case.
        if (string.Equals(options.RoleName, options.BackupRoleName, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(new("RoleName", $"'{options.RoleName}' is the role of AWS Backup as well (-BackupRoleName). They are two roles: give them two names."));
        }

        foreach (var caller in options.CallerArns)
        {
            AddUnless(faults, CallerArn, caller, "CallerArn");
            if (CallerArn.IsMatch(caller) && Partitions.Find(options.Region) is { } partition && !string.Equals(caller.Split(':')[1], partition, StringComparison.Ordinal))
            {
                faults.Add(new("CallerArn", $"'{caller}' is of the partition {caller.Split(':')[1]}, and {options.Region} of {partition}: nobody assumes a role of another partition."));
            }
        }

        var deployment = new DeploymentOptions { TagKey = options.TagKey, KeyAlias = options.KeyAlias, PlanDocument = options.PlanDocument };
        faults.AddRange(DeploymentOptionsValidator.Validate(deployment));
        if (options.PlanDocument is { } document && !faults.Exists(static fault => fault.ParameterName is "PlanDocument"))
        {
            AddSizeFaults(faults, document);
        }

        return faults;
    }

    private static void AddUnless(List<ParameterFault> faults, TextPattern pattern, string value, string parameter)
    {
        if (!pattern.IsMatch(value))
        {
            faults.Add(new(parameter, $"'{value}' is not one that a template takes: it is {pattern.Allowed}."));
        }
    }

    private static void AddSizeFaults(List<ParameterFault> faults, string document)
    {
        var written = PlanText.Of(document);
        var size = Encoding.UTF8.GetByteCount(written);
        if (size > LongestDocument)
        {
            faults.Add(new("PlanDocument", $"It has {size} bytes; a parameter of SSM holds {LongestDocument}. Shorten it, or use it with New-XacntBackupPlan -PlanPath."));
        }

        if (written.Contains("{{"))
        {
            faults.Add(new("PlanDocument", "It has '{{' in a text, which SSM and CloudFormation take for a reference. Leave it out."));
        }
    }
}
