namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What a recovery point is known by while its vault is emptied: a number for its ARN, so that a million of them take little memory.</summary>
internal static class PointIdentity
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The number (FNV-1a, 64 bits).</summary>
    public static ulong Of(string recoveryPointArn)
    {
        var hash = Basis;
        foreach (var character in recoveryPointArn)
        {
            hash = unchecked((hash ^ character) * Prime);
        }

        return hash;
    }
}
