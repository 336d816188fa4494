using System.Reflection;

namespace AwsBackupPlan.Cmdlets.Isolation;

/// <summary>Decides whose copy of an assembly the engine runs on: the module's own, or the one that PowerShell brings.</summary>
internal static class DependencyMatch
{
    /// <summary>The engine's assembly: the only one that PowerShell's load context asks the module for.</summary>
    public const string Engine = "AwsBackupPlan.Engine";

    /// <summary>The types users see. They belong to PowerShell's load context, or they would exist twice.</summary>
    public const string Abstractions = "AwsBackupPlan.Abstractions";

    /// <summary>Whether the module's own copy is to be loaded.</summary>
    /// <param name="own">What lies in the module's folder.</param>
    /// <param name="host">What PowerShell has under that name; <see langword="null"/> when it has nothing.</param>
    /// <remarks>
    /// The AWS SDK is always the module's own: all its 4.0 packages have one assembly version, so another copy cannot be told
    /// from ours. A library of the platform is PowerShell's when it has the same key and is not older.
    /// </remarks>
    public static bool PrefersOwn(AssemblyName own, AssemblyName? host)
        => host is null
            || !IsPlatform(own.Name)
            || !SameKey(own, host)
            || (host.Version ?? new Version()) < (own.Version ?? new Version());

    /// <summary>Whether a request for an assembly, in a process without load contexts, is the module's own and not that of another.</summary>
    /// <param name="name">What is asked for.</param>
    /// <param name="requester">The file of the assembly that asks; <see langword="null"/> or empty when that is not known.</param>
    /// <param name="folder">The module's folder.</param>
    /// <remarks>Without a requester only names that say whose they are: an assembly of the platform may be anybody's.</remarks>
    public static bool IsOwnRequest(string? name, string? requester, string folder)
        => string.IsNullOrEmpty(requester)
            ? name is not null && (name.StartsWith("AWSSDK.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("AwsBackupPlan.", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "Amazon.Backup", StringComparison.OrdinalIgnoreCase))
            : requester!.StartsWith(folder.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlatform(string? name)
        => name is not null && (name.StartsWith("System.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase));

    private static bool SameKey(AssemblyName own, AssemblyName host)
        => (own.GetPublicKeyToken() ?? []).AsSpan().SequenceEqual(host.GetPublicKeyToken() ?? []);
}
