namespace AwsBackupPlan.Lambda.Settings;

/// <summary>An environment that a function cannot begin in.</summary>
/// <param name="faults">Everything that is wrong with it.</param>
internal sealed class SettingsException(IEnumerable<string> faults) : Exception(string.Join(" ", faults));
