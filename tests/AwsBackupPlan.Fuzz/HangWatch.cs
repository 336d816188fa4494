namespace AwsBackupPlan.Fuzz;

/// <summary>Ends the process at an input that never comes to an end: nothing else can.</summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Fuzzer _fuzzer;
    private readonly string _target;
    private readonly ulong _seed;
    private readonly ITimer _timer;
    private uint? _last;

    public HangWatch(Fuzzer fuzzer, string target, ulong seed)
    {
        (_fuzzer, _target, _seed) = (fuzzer, target, seed);
        _timer = TimeProvider.System.CreateTimer(_ => Look(), state: null, Period, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var current = _fuzzer.Current;
        if (_last == current)
        {
            Console.WriteLine(new FuzzFinding(current, "does not come to an end.", _fuzzer.Input(current)).Describe(_target, _seed));
            Environment.Exit(1);
        }

        _last = current;
    }
}
