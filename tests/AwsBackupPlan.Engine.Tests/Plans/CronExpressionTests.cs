using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Tests.Plans;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("cron(0 5 ? * * *)")]
    [InlineData("cron(0 12 * * ? *)")]
    [InlineData("cron(0 * * * ? *)")]
    [InlineData("cron(30 0/6 * * ? *)")]
    [InlineData("cron(0 18 ? * MON-FRI *)")]
    [InlineData("cron(0 8 1 * ? *)")]
    [InlineData("cron(0 8 L * ? *)")]
    [InlineData("cron(0 8 15W * ? *)")]
    [InlineData("cron(15 10 ? * 6L 2026-2030)")]
    [InlineData("cron(15 10 ? * FRIL *)")]
    [InlineData("cron(15 10 ? * L *)")]
    [InlineData("cron(15 10 ? * 2#1 *)")]
    [InlineData("cron(0 1,13 ? JAN,JUL sun *)")]
    [InlineData("cron(0 5 29 2 ? *)")]
    [InlineData("cron(0 5 */2 1-6/2 ? 2199)")]
    public void What_AWS_Backup_takes_is_taken(string text)
    {
        Assert.True(CronExpression.TryParse(text, out CronExpression? expression, out string? fault), fault);
        Assert.Equal(text, expression.Text);
    }

    [Fact]
    public void Blanks_are_made_single()
    {
        Assert.True(CronExpression.TryParse("  cron( 0  5 ? *\t* *  )", out CronExpression? expression, out _));
        Assert.Equal("cron(0 5 ? * * *)", expression.Text);
    }

    [Theory]
    [InlineData("", "write it as cron(")]
    [InlineData("0 5 * * ? *", "write it as cron(")]
    [InlineData("CRON(0 5 * * ? *)", "write it as cron(")]
    [InlineData("cron(0 5 * * ? *", "write it as cron(")]
    [InlineData("rate(1 hour)", "no rate()")]
    [InlineData("cron()", "0 fields and six are needed")]
    [InlineData("cron(0 5 * * *)", "5 fields and six are needed")]
    [InlineData("cron(0 5 * * ? * *)", "7 fields and six are needed")]
    [InlineData("cron(0 5 * * * *)", "must be '?'")]
    [InlineData("cron(0 5 ? * ? *)", "only one of day of month and day of week")]
    [InlineData("cron(60 5 * * ? *)", "0–59")]
    [InlineData("cron(0 24 * * ? *)", "0–23")]
    [InlineData("cron(0 5 32 * ? *)", "1–31")]
    [InlineData("cron(0 5 0 * ? *)", "1–31")]
    [InlineData("cron(0 5 * 13 ? *)", "1–12 or JAN–DEC")]
    [InlineData("cron(0 5 ? * 0 *)", "1–7 or SUN–SAT")]
    [InlineData("cron(0 5 ? * 8 *)", "1–7 or SUN–SAT")]
    [InlineData("cron(0 5 * * ? 1969)", "1970–2199")]
    [InlineData("cron(0 5 * * ? 2200)", "1970–2199")]
    [InlineData("cron(0 5 32W * ? *)", "W (15W")]
    [InlineData("cron(0 5 ? * 6#6 *)", "# (6#3")]
    [InlineData("cron(0 5 ? * FRI-MON *)", "runs backwards")]
    [InlineData("cron(0 5,, * * ? *)", "0–23")]
    [InlineData("cron(0 5/0 * * ? *)", "step")]
    [InlineData("cron(0 -5 * * ? *)", "0–23")]
    [InlineData("cron(0/15 * * * ? *)", "at most once an hour")]
    [InlineData("cron(0,30 5 * * ? *)", "at most once an hour")]
    [InlineData("cron(* 5 * * ? *)", "at most once an hour")]
    [InlineData("cron(0 5 30 2 ? *)", "never run")]
    [InlineData("cron(0 5 31 4,6 ? *)", "never run")]
    [InlineData("cron(0 5 29 2 ? 2027)", "never run")]
    public void What_AWS_Backup_refuses_is_refused_with_what_is_allowed(string text, string hint)
    {
        Assert.False(CronExpression.TryParse(text, out _, out string? fault));
        Assert.Contains(hint, fault, StringComparison.Ordinal);
    }
}
