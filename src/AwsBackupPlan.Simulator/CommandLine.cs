using System.Globalization;
using AwsBackupPlan.Simulator.Throttling;

namespace AwsBackupPlan.Simulator;

/// <summary>The options of the command line.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        A local AWS for trials and tests, in memory, at one endpoint, for any number of accounts and Regions:

          sts             roles, with session tags, session policies, MFA and role chaining; web identities (AssumeRoleWithWebIdentity)
          sso, sso-oauth  the portal of IAM Identity Center (GetRoleCredentials), and the renewal of its logins (CreateToken)
          config          whether AWS Config records
          organizations   accounts, units and tags of the management account's organization
          backup          vaults, plans that run, selections, recovery points, backup, copy and restore jobs, legal holds, settings
          kms, ssm, rds   keys and aliases; the Parameter Store; databases and their tags
          s3              reading buckets, into which AWS Backup writes its reports

        dotnet run --project src/AwsBackupPlan.Simulator -- [options]

          --urls URL                where it listens, on loopback (default http://127.0.0.1:4566; port 0 takes a free one)
          --latency-ms N            milliseconds added to every answer (0)
          --page-size N             largest page of any list (0: each list's own)
          --delete-seconds N        how long a recovery point stays DELETING (1)
          --fleet N                 onboarded accounts with tagged databases, numbered from 200000000001 (0)
          --management-account ID   the account of long-term access keys (111111111111)
          --throttle LIMITS         calls a second that an account may make to a service in a Region, as RATE[/BURST] for every
                                    service or service=RATE[/BURST] for one, with commas between: 20/40,sts=50 (none)
          --external-id ID          what the roles' trust policies ask for (none)
          --regions LIST            the Regions that there are, with commas between (all of aws, aws-cn and aws-us-gov)
          --run-plans yes|no        whether backup plans run by their schedules (yes)
          --help, -h, -?            this text

        Point a client at it with AWS_ENDPOINT_URL; any access key does (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and is one of the management
        account's. GET /_simulator/requests counts calls; DELETE /_simulator/requests, POST /_simulator/reset, /_simulator/clock,
        /_simulator/latency, /_simulator/skew, /_simulator/recovery-points, /_simulator/bucket, /_simulator/config-recorder and /_simulator/faults,
        and DELETE /_simulator/faults steer it; POST /_simulator/plans, /_simulator/job-failures, /_simulator/databases, /_simulator/database-tags,
        /_simulator/keys and /_simulator/continuous-backups let plans run and jobs fail.
        """;

    private static readonly string[] HelpNames = ["--help", "-h", "-?"];

    /// <summary>Whether the help is asked for.</summary>
    public static bool AsksForHelp(IReadOnlyList<string> arguments) => arguments.Any(static argument => HelpNames.Contains(argument, StringComparer.Ordinal));

    /// <summary>Reads the options.</summary>
    /// <exception cref="FormatException">An option is unknown, or lacks its value or has a wrong one.</exception>
    public static SimulatorOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SimulatorOptions { Urls = "http://127.0.0.1:4566", RunPlans = true };
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index];
            string Value() => index + 1 < arguments.Count ? arguments[index + 1] : throw new FormatException($"{name} needs a value.");
            options = name switch
            {
                "--urls" => options with { Urls = Value() },
                "--latency-ms" => options with { LatencyMs = Number(name, Value()) },
                "--page-size" => options with { PageSize = Number(name, Value()) },
                "--delete-seconds" => options with { DeleteSeconds = Seconds(name, Value()) },
                "--fleet" => options with { Fleet = Number(name, Value()) },
                "--management-account" => options with { ManagementAccount = Account(name, Value()) },
                "--throttle" => options with { Throttle = ThrottleLimits.Parse(Value()) },
                "--regions" => options with { Regions = Value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--run-plans" => options with { RunPlans = YesOrNo(name, Value()) },
                "--external-id" => options with { ExternalId = Value() },
                _ => throw new FormatException($"{name} is no option; --help lists those that there are."),
            };
        }

        return options;
    }

    private static int Number(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"{name} takes a whole number, not '{value}'.");

    private static bool YesOrNo(string name, string value) => value switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException($"{name} takes yes or no, not '{value}'."),
    };

    private static double Seconds(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new FormatException($"{name} takes a number of seconds, not '{value}'.");

    private static string Account(string name, string value) => value.Length == 12 && value.All(char.IsAsciiDigit)
        ? value
        : throw new FormatException($"{name} takes 12 digits, not '{value}'.");
}
