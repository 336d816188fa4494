using System.Diagnostics;
using System.Globalization;
using AwsBackupPlan.Fuzz.Inputs;

namespace AwsBackupPlan.Fuzz;

/// <summary>Feeds a target.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">What the inputs are drawn from.</param>
public sealed class Fuzzer(FuzzTarget target, ulong seed)
{
    private const int MostShrinking = 2000;

    // A hang; one that is judged slow may have met a collection of garbage, or code that was compiled then.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly InputDraw _draw = new(target);

    /// <summary>The number of the input that is being taken.</summary>
    public uint Current { get; private set; }

    /// <summary>The input of a number.</summary>
    public string Input(uint number) => _draw.Input(seed, number);

    /// <summary>Runs inputs one after another, to the first finding.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="inputs">How many.</param>
    /// <param name="judgesTime">Whether a slow one is a finding.</param>
    public async Task<FuzzReport> RunAsync(uint first, uint inputs, bool judgesTime)
    {
        var began = Stopwatch.GetTimestamp();
        var slowest = TimeSpan.Zero;
        for (uint done = 0; done < inputs; done++)
        {
            Current = first + done;
            var input = Input(Current);
            var (crash, took) = await TakeAsync(input);
            if (crash is null && judgesTime && took > Limit)
            {
                took = await LeastAsync(input, took);
            }

            slowest = took > slowest ? took : slowest;
            if (crash is not null || (judgesTime && took > Limit))
            {
                var finding = crash is not null ? await CrashAsync(first + done, input, crash) : await HangAsync(first + done, input, took);
                return new FuzzReport(done + 1, Stopwatch.GetElapsedTime(began), slowest, finding);
            }
        }

        return new FuzzReport(inputs, Stopwatch.GetElapsedTime(began), slowest, Finding: null);
    }

    private async Task<FuzzFinding> CrashAsync(uint number, string input, Exception crash)
    {
        var smallest = await InputShrinking.SmallestAsync(input, MostShrinking, async smaller => (await TakeAsync(smaller)).Crash?.GetType() == crash.GetType());
        return new FuzzFinding(number, $"crashes it: {crash}", smallest);
    }

    private async Task<FuzzFinding> HangAsync(uint number, string input, TimeSpan took)
    {
        var smallest = await InputShrinking.SmallestAsync(input, MostShrinking / 20, async smaller => await LeastAsync(smaller, TimeSpan.MaxValue) > Limit);
        return new FuzzFinding(number, string.Create(CultureInfo.InvariantCulture, $"takes {took.TotalMilliseconds:0} ms of it."), smallest);
    }

    private async Task<TimeSpan> LeastAsync(string input, TimeSpan least)
    {
        for (var again = 0; again < 3 && least > Limit; again++)
        {
            var (_, took) = await TakeAsync(input);
            least = took < least ? took : least;
        }

        return least;
    }

    private async Task<(Exception? Crash, TimeSpan Took)> TakeAsync(string input)
    {
        var began = (Time: Stopwatch.GetTimestamp(), Work: Environment.CpuUsage.TotalTime);
        try
        {
            await target.TakeAsync(input);
            return (null, Took());
        }
#pragma warning disable CA1031 // Whatever it is, it is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (exception, Took());
        }

        // Other programs on the machine are not the input's fault; waiting without work is.
        TimeSpan Took()
        {
            var (elapsed, work) = (Stopwatch.GetElapsedTime(began.Time), Environment.CpuUsage.TotalTime - began.Work);
            return elapsed < LongestPause && work < elapsed ? work : elapsed;
        }
    }
}
