using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>ARNs or names of databases, or wildcard patterns of them. RDS compares identifiers without case.</summary>
public sealed class ResourcePatterns
{
    private readonly IReadOnlyList<AbsNamePattern> _patterns;

    /// <summary>Reads patterns.</summary>
    /// <param name="patterns">The patterns; all databases when empty.</param>
    public ResourcePatterns(IReadOnlyList<string> patterns)
    {
        _patterns = [.. patterns.Select(static pattern => AbsNamePattern.Parse(pattern, ignoresCase: true))];
        // AWS compares with case, and identifiers are in small letters there.
        Only = patterns is [var only] && _patterns[0].IsLiteral && only.StartsWith("arn:", StringComparison.Ordinal) && string.Equals(only, only.ToLowerInvariant(), StringComparison.Ordinal) ? only : null;
    }

    /// <summary>The one ARN that is meant, which AWS can be asked for.</summary>
    public string? Only { get; }

    /// <summary>Whether a database is meant.</summary>
    public bool Fit(string arn) => _patterns.Count == 0 || _patterns.Any(pattern => pattern.IsMatch(arn) || pattern.IsMatch(arn.Substring(arn.LastIndexOfAny([':', '/']) + 1)));

    /// <summary>What is wrong with patterns; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(IReadOnlyList<string> patterns) => [.. patterns.Select(AbsNamePattern.Fault).OfType<string>().Select(static fault => new ParameterFault("ResourceArn", fault))];
}
