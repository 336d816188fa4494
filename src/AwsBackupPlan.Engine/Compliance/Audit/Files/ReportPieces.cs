namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>Gives the next piece of a file, an empty one at its end. It holds until the next is asked for.</summary>
internal delegate Task<ArraySegment<byte>> ReportPieces(CancellationToken cancellationToken);
