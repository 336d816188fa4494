namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>A job that is about to be started.</summary>
/// <param name="Name">What it is in a few words, such as <c>backup of payroll-db-1</c>.</param>
/// <param name="On">What it acts on, for <c>-WhatIf</c>.</param>
/// <param name="Action">What it does, as a phrase.</param>
/// <param name="BeginAsync">Starts it.</param>
internal sealed record PlannedStart(string Name, string On, string Action, Func<CancellationToken, Task<BackupJobInfo>> BeginAsync);
