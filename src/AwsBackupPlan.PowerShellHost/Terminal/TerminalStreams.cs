using System.Management.Automation.Host;

namespace AwsBackupPlan.PowerShellHost.Terminal;

/// <summary>Where a console host writes and reads, and what can be done there.</summary>
public sealed record TerminalStreams
{
    /// <summary>Where output goes.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where answers come from; <see langword="null"/> when nobody can answer.</summary>
    public LineReader? Input { get; init; }

    /// <summary>Width and height in characters.</summary>
    public Func<Size> Size { get; init; } = static () => new Size(120, 50);

    /// <summary>The output can be drawn over: it is a terminal that knows escape sequences.</summary>
    public bool CanDraw { get; init; }

    /// <summary>The output shows colours.</summary>
    public bool HasColours { get; init; }

    /// <summary>Where progress goes, line by line, when it cannot be drawn.</summary>
    public required TextWriter ProgressLines { get; init; }

    /// <summary>The streams of this process.</summary>
    /// <param name="canAsk">Whether standard input is there to answer questions.</param>
    /// <param name="progressAmongOutput">Whether progress that cannot be drawn is part of the output, or goes where errors go.</param>
    public static TerminalStreams OfProcess(bool canAsk, bool progressAmongOutput)
    {
        var canDraw = !Console.IsOutputRedirected && KnowsEscapeSequences();
        return new TerminalStreams
        {
            Output = Console.Out,
            Error = Console.Error,
            Input = canAsk ? new LineReader(Console.In) : null,
            Size = static () => Console.IsOutputRedirected || Console.WindowWidth < 1
                ? new Size(120, 50)
                : new Size(Console.WindowWidth, Console.WindowHeight),
            CanDraw = canDraw,
            HasColours = canDraw && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            ProgressLines = progressAmongOutput ? Console.Out : Console.Error,
        };
    }

    private static bool KnowsEscapeSequences()
    {
        var terminal = Environment.GetEnvironmentVariable("TERM");
        return OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("WT_SESSION") is not null || terminal is not null
            : terminal is not (null or "" or "dumb");
    }
}
