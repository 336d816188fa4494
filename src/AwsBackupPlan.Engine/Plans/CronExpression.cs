using System.Diagnostics.CodeAnalysis;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>An AWS cron expression of six fields: <c>cron(minutes hours day-of-month month day-of-week year)</c>.</summary>
public sealed class CronExpression
{
    private CronExpression(string text) => Text = text;

    /// <summary>The expression, with single blanks between its fields.</summary>
    public string Text { get; }

    /// <summary>Reads an expression as AWS Backup takes it: not more often than hourly.</summary>
    /// <param name="text">The expression with <c>cron(</c> and <c>)</c>.</param>
    /// <param name="expression">The expression, when it is one.</param>
    /// <param name="fault">What is wrong and what is allowed, when it is not.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? fault)
        => throw new NotSupportedException(text + new CronExpression(text).Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
