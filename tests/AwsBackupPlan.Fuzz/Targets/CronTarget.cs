using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>The parser of schedules.</summary>
internal sealed class CronTarget : FuzzTarget
{
    public override string Name => "cron";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "cron(0 5 * * ? *)", "cron(5 0/6 ? * MON-FRI 2026-2199)", "cron(0 12 L * ? *)", "cron(0 8-17 15W 1-6 ? *)", "cron(30 1,13 ? JAN,JUL 6L *)", "cron(0 0 ? * 2#1 2030/3)", "cron(0 0 29 2 ? *)", "rate(1 hour)",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["cron(", "rate(", "L", "W", "15W", "6L", "6#3", "SUN", "JAN-DEC", "1-31/2", "*/1", "1970-2199", "1-7,", "0/59", "JAN,", "?", "1970/2199"];

    public override Task TakeAsync(string input)
    {
        var isOne = CronExpression.TryParse(input, out var expression, out var fault);
        Demand(isOne == (expression is not null) && isOne == (fault is null), "A schedule is refused without a fault, or taken with one.");
        if (expression is not null)
        {
            Demand(CronExpression.TryParse(expression.Text, out var again, out _) && string.Equals(again.Text, expression.Text, StringComparison.Ordinal), "A schedule in its normal form is not the same again.");
            Demand(expression.LastYear is >= 1970 and <= 2199, "A schedule ends in no year.");
        }

        return Task.CompletedTask;
    }
}
