namespace AwsBackupPlan.Benchmarks.Output;

/// <summary>What was to be reached, and whether it was. Nothing fails for it.</summary>
internal sealed class Targets
{
    private readonly List<(string Target, string Measured, bool? IsMet)> _judged = [];

    /// <summary>Judges a figure; <see langword="null"/> says that this run did not measure what it takes.</summary>
    public void Judge(string target, string measured, bool? isMet) => _judged.Add((target, measured, isMet));

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        var table = new Table("Targets", "target".PadRight(86), "measured".PadLeft(34), "      ");
        foreach (var (target, measured, isMet) in _judged)
        {
            table.Write(target, measured, Word(isMet));
        }
    }

    /// <summary>How it is written.</summary>
    public static string Word(bool? isMet) => isMet switch { true => "ok", false => "MISSED", null => "-" };
}
