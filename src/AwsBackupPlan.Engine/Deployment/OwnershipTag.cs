namespace AwsBackupPlan.Engine.Deployment;

/// <summary>The tag that says whose a resource is, such as <c>ABS=payroll</c>.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">The ABS name.</param>
internal sealed record OwnershipTag(string Key, string Value)
{
    /// <summary>Whose a resource with these tags is.</summary>
    public Ownership Of(IReadOnlyDictionary<string, string> tags) =>
        !tags.TryGetValue(Key, out var value) ? Ownership.Untagged
        : string.Equals(value, Value, StringComparison.Ordinal) ? Ownership.Own
        : Ownership.AnotherSet;

    /// <summary>Key and value.</summary>
    public override string ToString() => $"{Key}={Value}";
}
