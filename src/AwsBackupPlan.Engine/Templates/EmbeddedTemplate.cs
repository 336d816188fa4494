namespace AwsBackupPlan.Engine.Templates;

/// <summary>A template as it stands in another: without comments, and without the words of parameters, which are parameters of the other, too. CloudFormation takes no more than 51,200 bytes directly.</summary>
internal static class EmbeddedTemplate
{
    /// <summary>Leaves out of a template what only its readers need. Blocks of text in it, such as the plan document, stay as they are.</summary>
    public static string Of(string template)
    {
        List<string> kept = [];
        var section = string.Empty;
        var block = int.MaxValue;
        foreach (var line in template.Split('\n'))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (line.Length == 0 || indent > block)
            {
                kept.Add(line);
                continue;
            }

            block = line.EndsWith(": |", StringComparison.Ordinal) ? indent : int.MaxValue;
            section = indent == 0 ? line : section;
            var text = line.TrimStart(' ');
            var isOfReaders = text is ['#', ..]
                || (section is "Parameters:" && (text.StartsWith("Description:", StringComparison.Ordinal) || text.StartsWith("ConstraintDescription:", StringComparison.Ordinal)));
            if (!isOfReaders)
            {
                kept.Add(line);
            }
        }

        return string.Join("\n", kept);
    }
}
