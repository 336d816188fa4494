namespace AwsBackupPlan.Lambda.Work;

/// <summary>When a function that AWS ends at a certain time begins no more, and when it lets go of what is still at work: an answer has to be on its way before.</summary>
/// <param name="BeginsNoMore">From when no account is begun.</param>
/// <param name="LetsGo">From when none is worked on.</param>
internal sealed record Deadlines(DateTimeOffset BeginsNoMore, DateTimeOffset LetsGo)
{
    // A creation takes seconds. Of a short time a part is left for work; half of it is for the answer, since to let go takes up to a second.
    private static readonly TimeSpan ForWork = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ForEnding = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForAnswer = TimeSpan.FromSeconds(3);

    /// <summary>The times for an invocation that begins now.</summary>
    public static Deadlines Of(DateTimeOffset now, DateTimeOffset end)
    {
        var left = end > now ? end - now : TimeSpan.Zero;
        return new Deadlines(end - Shorter(ForWork, left * 2 / 3), end - Shorter(ForAnswer, left / 2));
    }

    /// <summary>Until when a removal that begins now may wait: one that ends by itself tells what is left, one that is let go of does not.</summary>
    public DateTimeOffset WaitsUntil(DateTimeOffset now) => LetsGo > now ? LetsGo - Shorter(ForEnding, (LetsGo - now) * 0.4) : LetsGo;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
