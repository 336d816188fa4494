using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>What a function is asked to do.</summary>
internal sealed record BackupEvent
{
    /// <summary>The backup sets, each with what the event says of it, which a continuation repeats.</summary>
    public required IReadOnlyList<(AccountTarget Target, JsonObject Said)> Accounts { get; init; }

    /// <summary>What the event says for all accounts, which a continuation repeats.</summary>
    public required JsonObject Common { get; init; }

    /// <summary>Only tell what would be done.</summary>
    public required bool WhatIf { get; init; }

    /// <summary>How many accounts are worked on at a time.</summary>
    public required int ThrottleLimit { get; init; }

    /// <summary>What a backup set should look like, for CreateBackupLambda.</summary>
    public required DeploymentOptions Deployment { get; init; }

    /// <summary>How one is taken down, for DeleteBackupLambda.</summary>
    public required TeardownOptions Teardown { get; init; }
}
