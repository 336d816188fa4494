namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>What the environment of a Windows machine is in the registration of the task: a configuration file of AWS for all users is named.</summary>
public static class PlayedEnvironment
{
    /// <summary>The file.</summary>
    public const string Configuration = "/etc/aws/machine.ini";

    /// <summary>The value of a variable of the machine; <see langword="null"/> where it is not set.</summary>
    public static string? GetEnvironmentVariable(string name, string target) => (name, target) is ("AWS_CONFIG_FILE", "Machine") ? Configuration : null;
}
