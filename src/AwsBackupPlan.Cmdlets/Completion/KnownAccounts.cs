using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>The accounts that completion knows: those of this process, and those of the user's lists.</summary>
internal static class KnownAccounts
{
    /// <summary>Names a list of accounts, wherever the user is.</summary>
    public const string Variable = "ABP_ACCOUNTS";

    private static readonly string[] FileNames = ["accounts.csv", "accounts.json"];

    /// <summary>The accounts of the files: that of the variable, and those in the current folder.</summary>
    public static IReadOnlyList<ListedAccount> Listed()
    {
        var paths = new List<string>();
        foreach (var name in (string?[])[Environment.GetEnvironmentVariable(Variable), .. FileNames])
        {
            if (name is { Length: > 0 } && UserPath.Whole(name) is { } path)
            {
                paths.Add(path);
            }
        }

        return AccountFiles.Read(paths);
    }
}
