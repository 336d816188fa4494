using System.Collections;

namespace AwsBackupPlan.Sandbox;

/// <summary>The environment variables that AWS programs read, in this process.</summary>
internal static class AwsEnvironment
{
    private static readonly string[] ProxyExceptions = ["NO_PROXY", "no_proxy"];

    /// <summary>Lets everything in this process, and what it starts, reach an endpoint and nothing of the user's real AWS.</summary>
    /// <param name="endpoint">Where all services are.</param>
    /// <param name="emptyFolder">An empty folder, for files of profiles that are empty too.</param>
    public static void PointAt(Uri endpoint, string emptyFolder)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static e => (string)e.Key))
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable(name, value: null);
            }
        }

        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", endpoint.ToString().TrimEnd('/'));
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIASANDBOX000000001");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "the-simulator-takes-any-secret");
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", EmptyFile(emptyFolder, "config"));
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", EmptyFile(emptyFolder, "credentials"));
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");

        // A proxy of the machine must not come between this process and its own simulator. Programs differ in which of the two they read first.
        string[] exceptions =
        [
            .. ProxyExceptions.Select(Environment.GetEnvironmentVariable).SelectMany(static hosts => (hosts ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            endpoint.Host,
        ];
        foreach (var name in ProxyExceptions)
        {
            Environment.SetEnvironmentVariable(name, string.Join(',', exceptions.Distinct(StringComparer.OrdinalIgnoreCase)));
        }
    }

    private static string EmptyFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, string.Empty);
        return path;
    }
}
