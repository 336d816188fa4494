using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>What Tab offers.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("New-XacntBackupPlan -ResourceType dyn", "DynamoDB")]
    [InlineData("Compare-XacntBackupPlan -ResourceType redshift", "Redshift|'Redshift Serverless'")]
    public async Task Resource_types_are_completed_by_the_names_of_AWS_Backup(string typed, string offered)
    {
        using var session = ModuleSession.Open(endpoint: null);
        session.Set("typed", typed);

        var run = (await session.RunAsync("[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches.CompletionText")).Succeeded();

        Assert.Equal(offered, string.Join('|', run.OutputOf<string>()));
    }
}
