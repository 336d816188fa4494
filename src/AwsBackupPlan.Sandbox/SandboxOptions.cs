using System.Globalization;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Sandbox;

/// <summary>The command line.</summary>
internal sealed record SandboxOptions
{
    private const int LargestFleet = 10_000;
    private const int LargestLatencyMs = 60_000;

    /// <summary>The help text.</summary>
    public static string Help { get; } = $"""
        AwsBackupPlan Sandbox: the module in the real PowerShell engine, against a simulated AWS.

        dotnet run --project src/AwsBackupPlan.Sandbox                             the tour
        dotnet run --project src/AwsBackupPlan.Sandbox -- -Interactive             a prompt
        dotnet run --project src/AwsBackupPlan.Sandbox -- [options] -Command TEXT  a command
        dotnet run --project src/AwsBackupPlan.Sandbox -- [options] -File x.ps1 [arguments]

        Options
          -Fleet N        simulated accounts: 200000000001, 200000000002, … (default 3)
          -LatencyMs N    milliseconds added to every answer of the simulator (default 0)
          -Endpoint URL   use a simulator that runs already, start none
          -Help           this text

        -Command and -File take the rest of the line, so options come before them.

        Besides the module's cmdlets there are
          $SandboxAccounts          the simulated accounts: $SandboxAccounts | New-XacntBackupPlan -WhatIf
          Invoke-SimulatedBackup    lets AWS Backup run once: $SandboxAccounts | Invoke-SimulatedBackup
          Invoke-SimulatedDrift     changes a deployed plan behind the module's back: $SandboxAccounts | Invoke-SimulatedDrift
          Invoke-SimulatedTime      lets time go by, in which plans run: Invoke-SimulatedTime -Hours 48
          Set-SimulatedTag          sets a tag of a database, or takes it away: Set-SimulatedTag arn:aws:rds:us-east-1:200000000001:db:backup-demo-db-2
          Set-SimulatedKey          disables or enables the key of a vault: Set-SimulatedKey 200000000001 backup-demo -Region us-east-2 -State Disabled
          Enable-SimulatedOptIn     switches Aurora on in AWS Backup's settings: $SandboxAccounts | Enable-SimulatedOptIn

        Exit status: as pwsh's for -Command and -File; the tour's is 0 when every step did what it should, otherwise 1;
        64 when the command line is wrong; 130 after Ctrl-C.

        The hosted engine has no Microsoft.PowerShell.Utility and .Management. These commands stand in for theirs, with the
        parameters that scripts use most: {string.Join(", ", HostedEngine.StandInNames)}.
        """;

    /// <summary>What to run.</summary>
    public SandboxMode Mode { get; private init; }

    /// <summary>The command's text or the file's path.</summary>
    public string Script { get; private init; } = string.Empty;

    /// <summary>The file's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>How many simulated accounts there are.</summary>
    public int Fleet { get; private init; } = 3;

    /// <summary>Milliseconds added to every answer of the simulator.</summary>
    public int LatencyMs { get; private init; }

    /// <summary>A simulator that runs already.</summary>
    public Uri? Endpoint { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">It is wrong.</exception>
    public static SandboxOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SandboxOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = NameOf(arguments[i]);
            if (name is "HELP" or "?" or "H")
            {
                return options with { Mode = SandboxMode.Help };
            }

            if (name is "INTERACTIVE")
            {
                options = options with { Mode = SandboxMode.Interactive };
                continue;
            }

            var value = ++i < arguments.Count ? arguments[i] : throw new UsageException($"{arguments[i - 1]} needs a value.");
            if (name is "COMMAND" or "FILE")
            {
                return options.Mode is SandboxMode.Interactive
                    ? throw new UsageException($"-Interactive and {arguments[i - 1]} do not go together. Choose one.")
                    : options.WithScript(name, arguments.Skip(i).ToList());
            }

            options = options.With(name, value);
        }

        return options;
    }

    private static string NameOf(string argument) => argument.StartsWith('-') || (argument.StartsWith('/') && OperatingSystem.IsWindows())
        ? argument.TrimStart('-', '/').ToUpperInvariant() switch
        {
            var known and ("HELP" or "?" or "H" or "INTERACTIVE" or "COMMAND" or "FILE" or "FLEET" or "LATENCYMS" or "ENDPOINT") => known,
            "C" => "COMMAND",
            "F" => "FILE",
            _ => throw new UsageException($"There is no option {argument}."),
        }
        : throw new UsageException($"'{argument}' stands where an option is expected. To run a script, write -File {argument}");

    private SandboxOptions WithScript(string name, List<string> rest)
    {
        if (name is "COMMAND")
        {
            return this with { Mode = SandboxMode.Command, Script = string.Join(' ', rest) };
        }

        return System.IO.File.Exists(rest[0])
            ? this with { Mode = SandboxMode.File, Script = Path.GetFullPath(rest[0]), Arguments = rest[1..] }
            : throw new UsageException($"There is no script file '{rest[0]}'.");
    }

    private SandboxOptions With(string name, string value) => name switch
    {
        "FLEET" => this with { Fleet = Number("-Fleet", value, 1, LargestFleet) },
        "LATENCYMS" => this with { LatencyMs = Number("-LatencyMs", value, 0, LargestLatencyMs) },
        _ => this with { Endpoint = Address(value) },
    };

    private static int Number(string option, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{option} takes a whole number from {least} to {most}, not '{value}'.");

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"-Endpoint takes an address such as http://127.0.0.1:4566, not '{value}'.");
}
