using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Onboarding;

/// <summary>Checks of the account of a scene.</summary>
internal static class AccountTestScene
{
    public static async Task<IReadOnlyList<AccountCheck>> TestAsync(this Scene scene, DeploymentOptions? options = null, BackupEngine? engine = null)
    {
        var outcome = await (engine ?? scene.Engine).TestAsync(scene.Target, options ?? new(), scene.Observer, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }

    public static AccountCheck Of(this IReadOnlyList<AccountCheck> checks, string check, string region = Scene.Primary) =>
        Assert.Single(checks, found => string.Equals(found.Check, check, StringComparison.Ordinal) && string.Equals(found.Region, region, StringComparison.Ordinal));

    /// <summary>The check has this status, and says these words in its evidence or its remedy.</summary>
    public static AccountCheck Is(this IReadOnlyList<AccountCheck> checks, string check, AccountCheckStatus status, string words, string region = Scene.Primary)
    {
        var found = checks.Of(check, region);
        var text = $"{found.Evidence} | {found.Remedy}";
        Assert.True(found.Status == status, $"{check} in {region} is {found.Status}: {text}");
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.False(status is AccountCheckStatus.Failed or AccountCheckStatus.NotRead && string.IsNullOrEmpty(found.Remedy), $"{check} says nothing of what to do.");
        return found;
    }
}
