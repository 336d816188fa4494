using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Checks what an audit is to be, before any call.</summary>
public static class AuditOptionsValidator
{
    private static readonly Regex Bucket = new(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // What Audit Manager takes of these, by the unit of each; the module's own judgement takes more.
    private static readonly (string Value, string Unit, long MostHours, long MostDays)[] Times =
    [
        ("requiredFrequencyValue", "requiredFrequencyUnit", 24, 31),
        ("recoveryPointAgeValue", "recoveryPointAgeUnit", 744, 31),
    ];

    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AuditOptions options)
    {
        var faults = new List<ParameterFault>();
        Add(faults, "TagKey", TagRules.KeyFault(options.TagKey));
        var controls = options.Policy.Enabled.Where(static settings => settings.Control.IsOfAuditManager).ToList();
        if (controls.Count == 0)
        {
            faults.Add(new("Control", "None of Audit Manager's controls is chosen, and a framework needs one. Those whose names begin with XACNT_ are the module's own, which Get-BackupComplianceReport judges."));
        }

        AddTimes(faults, controls);
        AddUnknown(faults, "ResourceType", options.ResourceTypes, ResourceTypes.Names);
        AddUnknown(faults, "ReportTemplate", options.Templates, AuditTemplates.All);
        AddUnknown(faults, "ReportFormat", options.Formats, AuditTemplates.Formats);
        if (options.BucketName is { } bucket && !Bucket.IsMatch(AuditNames.Filled(bucket, "111111111111", "eu-west-1", string.Empty)))
        {
            faults.Add(new("BucketName", $"'{bucket}' is not the name of a bucket: 3 to 63 lower-case letters, digits, dots and dashes. {{AccountId}} and {{Region}} in it stand for those."));
        }

        if (options is { BucketName: null, Prefix: not null })
        {
            faults.Add(new("Prefix", "It is a folder in -BucketName, which is missing."));
        }

        return faults;
    }

    private static void AddTimes(List<ParameterFault> faults, List<ControlSettings> controls)
    {
        foreach (var settings in controls)
        {
            foreach (var (value, unit, mostHours, mostDays) in Times.Where(time => settings.Control.Parameters.Any(parameter => string.Equals(parameter.Name, time.Value, StringComparison.Ordinal))))
            {
                var word = settings.Word(unit);
                var most = string.Equals(word, "hours", StringComparison.Ordinal) ? mostHours : mostDays;
                if (settings.Number(value) > most)
                {
                    var isOfRun = settings.GivenForRun.Contains(value, StringComparer.Ordinal) || settings.GivenForRun.Contains(unit, StringComparer.Ordinal);
                    var (parameter, path) = isOfRun ? ("ControlParameter", $"$.{settings.Control.Name}.{value}") : ("Policy", $"controls.{settings.Control.Name}.parameters.{value}");
                    faults.Add(new(parameter, FormattableString.Invariant($"{path}: It is {settings.Number(value)} {word}. Audit Manager takes {most} at most.")));
                }
            }
        }
    }

    private static void AddUnknown(List<ParameterFault> faults, string parameter, IReadOnlyList<string> given, IReadOnlyList<string> known)
    {
        foreach (var name in given.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            Add(faults, parameter, $"'{name}' is none of {string.Join(", ", known)}.{(Spelling.Nearest(name, [.. known]) is { } meant ? $" Did you mean '{meant}'?" : string.Empty)}");
        }
    }

    private static void Add(List<ParameterFault> faults, string parameter, string? fault)
    {
        if (fault is not null)
        {
            faults.Add(new(parameter, fault));
        }
    }
}
