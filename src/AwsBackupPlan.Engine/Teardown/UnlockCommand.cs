using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>The command that takes the locks off vaults of a backup set, ready to paste.</summary>
internal static class UnlockCommand
{
    // The command takes these where nothing else is said.
    private const string DefaultRoleName = "Xacnt_Backup_Role";
    private const string DefaultTagKey = "ABS";

    /// <summary>The command for the vaults in some Regions.</summary>
    public static string Of(AccountTarget target, string tagKey, IEnumerable<string> regions)
    {
        string[] all = [.. regions];
        string[] copies = [.. all.Where(region => !IsPrimary(target, region))];
        List<string> words = ["Set-XacntVaultLock", "-AccountId", target.AccountId, "-AbsName", target.AbsName, "-Region", target.Region];
        if (copies.Length > 0)
        {
            words.AddRange(["-CopyRegion", string.Join(",", copies)]);
        }

        if (!Array.Exists(all, region => IsPrimary(target, region)))
        {
            words.AddRange(["-Vault", "Copy"]);
        }
        else if (copies.Length == 0)
        {
            words.AddRange(["-Vault", "Primary"]);
        }

        AddIfOther(words, "-RoleName", target.RoleName, DefaultRoleName);
        AddIfOther(words, "-TagKey", tagKey, DefaultTagKey);
        return string.Join(" ", words.Append("-Remove"));
    }

    private static bool IsPrimary(AccountTarget target, string region) => string.Equals(region, target.Region, StringComparison.Ordinal);

    private static void AddIfOther(List<string> words, string parameter, string value, string usual)
    {
        if (!string.Equals(value, usual, StringComparison.Ordinal))
        {
            words.AddRange([parameter, $"'{value.Replace("'", "''")}'"]);
        }
    }
}
