using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Collects the faults of a document.</summary>
internal sealed class FaultList
{
    private static readonly Regex Index = new(@"\[(?<index>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly List<PlanDocumentFault> _faults = [];

    /// <summary>Those of a document that has been read.</summary>
    public FaultList(IEnumerable<PlanDocumentFault>? faults = null) => _faults.AddRange(faults ?? []);

    /// <summary>Adds a fault, unless there is none.</summary>
    public void Add(string path, string? message)
    {
        if (message is not null)
        {
            _faults.Add(new PlanDocumentFault(path, message));
        }
    }

    /// <summary>Whether there is a fault at a path or below it. What depends on a faulty member is not judged: one fault is told once.</summary>
    public bool HasAt(string path)
        => _faults.Exists(fault => fault.Path.StartsWith(path, StringComparison.Ordinal)
            && (fault.Path.Length == path.Length || fault.Path[path.Length] is '.' or '['));

    /// <summary>Whether there is a fault at a path itself.</summary>
    public bool HasExactly(string path) => _faults.Exists(fault => string.Equals(fault.Path, path, StringComparison.Ordinal));

    /// <summary>All faults, by path; the tenth item of an array comes after the second.</summary>
    public IReadOnlyList<PlanDocumentFault> ToList() => [.. _faults.OrderBy(fault => Index.Replace(fault.Path, static match => "[" + match.Groups["index"].Value.PadLeft(10, '0')), StringComparer.Ordinal)];
}
