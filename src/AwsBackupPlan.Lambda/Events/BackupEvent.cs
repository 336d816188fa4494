using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>What a function is asked to do.</summary>
internal sealed record BackupEvent
{
    /// <summary>The backup sets to be worked on.</summary>
    public required IReadOnlyList<AskedAccount> Accounts { get; init; }

    /// <summary>The accounts of a batch that cannot be.</summary>
    public required IReadOnlyList<RefusedAccount> Refused { get; init; }

    /// <summary>What the event says for all accounts, which a continuation repeats.</summary>
    public required JsonObject Common { get; init; }

    /// <summary>What was before.</summary>
    public required Continued Continued { get; init; }

    /// <summary>Only tell what would be done.</summary>
    public required bool WhatIf { get; init; }

    /// <summary>How many accounts are worked on at a time.</summary>
    public required int ThrottleLimit { get; init; }

    /// <summary>What a backup set should look like, where one is made.</summary>
    public required DeploymentOptions Deployment { get; init; }

    /// <summary>How one is taken down.</summary>
    public required TeardownOptions Teardown { get; init; }
}
