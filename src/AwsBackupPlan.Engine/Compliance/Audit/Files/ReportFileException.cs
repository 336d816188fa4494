namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>A file is no report, or not all of one.</summary>
internal sealed class ReportFileException(string message, Exception? innerException = null) : Exception(message, innerException);
