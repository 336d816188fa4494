using System.Runtime.CompilerServices;
using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>A call to AWS: which operation of which service, for which account, in which Region.</summary>
internal sealed record AwsCall(string Service, string Operation, string AccountId, string Region)
{
    // An exception of the SDK does not say which call it came from, and must reach its catcher unwrapped.
    private static readonly ConditionalWeakTable<Exception, AwsCall> Failed = new();

    /// <summary>The name of the machine that was called; <see langword="null"/> when it is not known.</summary>
    public string? Host { get; init; }

    /// <summary>What nobody is to see of what is said back.</summary>
    public Secrets? Secrets { get; init; }

    /// <summary>What has to be allowed for it, its own action first; known of a call that was denied.</summary>
    public IReadOnlyList<NeededAction> Needs { get; init; } = [];

    /// <summary>The IAM action, such as <c>backup:CreateBackupVault</c>.</summary>
    public string Action => $"{Service}:{Operation}";

    /// <summary>The call that an exception came from, if it came from one.</summary>
    public static AwsCall? Of(Exception exception) => Failed.TryGetValue(exception, out var call) ? call : null;

    /// <summary>Notes that an exception came from this call.</summary>
    public void Threw(Exception exception)
    {
        Failed.Remove(exception);
        Failed.Add(exception, this);
    }
}
