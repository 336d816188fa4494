using System.Globalization;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Organizations;
using AwsBackupPlan.Simulator.Rds;
using AwsBackupPlan.Simulator.Ssm;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Simulator.Onboarding;

/// <summary>Makes in an account what the sample's templates make there.</summary>
internal sealed class AccountOnboarding(SimulatorOptions options, StsService sts, KmsService kms, SsmService ssm, RdsService rds, OrganizationsService organizations)
{
    private const long FirstFleetAccount = 200_000_000_001;
    private const string FleetAbsName = "backup-demo";

    /// <summary>Onboards an account.</summary>
    public OnboardedAccount Onboard(string accountId, string absName, OnboardingOptions wanted)
    {
        sts.SetRole(accountId, RoleDirectory.CrossAccountRole, new SimulatedRole { ExternalId = options.ExternalId });
        sts.SetRole(accountId, RoleDirectory.BackupRole, new SimulatedRole { TrustsManagementAccount = false, TrustsBackup = true });
        var keyArn = kms.AddKey(accountId, wanted.Region, wanted.KeyAlias ?? absName + "-key", wanted.CopyRegions);
        if (wanted.PlanDocument is not null)
        {
            ssm.SetParameter(accountId, wanted.Region, wanted.PlanParameterName, wanted.PlanDocument, wanted.PlanParameterType);
        }

        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [wanted.TagKey] = absName };
        var prefix = absName.ToLowerInvariant().Replace('_', '-');
        List<string> databases =
        [
            .. Enumerable.Range(1, wanted.Instances).Select(number => rds.AddInstance(
                accountId, wanted.Region, $"{prefix}-db-{number}", tags, number % 2 == 0 ? "postgres" : "mysql", keyArn)),
            .. Enumerable.Range(1, wanted.Clusters).Select(number => rds.AddCluster(
                accountId, wanted.Region, $"{prefix}-aurora-{number}", tags, "aurora-mysql", keyArn)),
        ];
        return new OnboardedAccount(
            accountId,
            absName,
            [keyArn, .. wanted.CopyRegions.Select(region => keyArn.Replace($":{wanted.Region}:", $":{region}:", StringComparison.Ordinal))],
            databases);
    }

    /// <summary>Onboards the accounts that the options ask for, and has them join the organization.</summary>
    public void OnboardFleet()
    {
        var workloads = organizations.AddOrganizationalUnit("Workloads");
        (string Id, string Stage)[] units = [(organizations.AddOrganizationalUnit("Production", workloads), "prod"), (organizations.AddOrganizationalUnit("Test", workloads), "test")];
        for (var index = 0; index < options.Fleet; index++)
        {
            var accountId = (FirstFleetAccount + index).ToString(CultureInfo.InvariantCulture);
            Onboard(accountId, FleetAbsName, new OnboardingOptions());
            var (unit, stage) = units[index % units.Length];
            var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = FleetAbsName, ["Stage"] = stage };
            organizations.AddAccount(accountId, string.Create(CultureInfo.InvariantCulture, $"{FleetAbsName}-{index + 1}"), unit, tags);
        }
    }
}
