// Feeds parsers of outside text with inputs that nobody meant, and says how many went well. Ends with 1 at the first that crashes or hangs one.
using System.Globalization;
using AwsBackupPlan.Fuzz;

FuzzOptions options;
try
{
    if (args.Contains("--help", StringComparer.Ordinal))
    {
        await Console.Out.WriteLineAsync(FuzzOptions.Help);
        return 0;
    }

    options = FuzzOptions.Parse(args);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    await Console.Error.WriteLineAsync(FuzzOptions.Help);
    return 2;
}

var status = 0;
foreach (var target in FuzzTargets.All.Where(target => options.Only is null || options.Only.Contains(target.Name, StringComparer.Ordinal)))
{
    var fuzzer = new Fuzzer(target, options.Seed);
    using var watch = new HangWatch(fuzzer, target.Name, options.Seed);
    var report = await fuzzer.RunAsync(options.First, options.Inputs, judgesTime: true);
    await Console.Out.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name,-8} {report.Inputs,10:N0} inputs in {report.Elapsed.TotalSeconds,6:0.0} s, {report.Inputs / report.Elapsed.TotalSeconds,9:N0} a second, slowest {report.Slowest.TotalMilliseconds:0.0} ms"));
    if (report.Finding is { } finding)
    {
        await Console.Out.WriteLineAsync(finding.Describe(target.Name, options.Seed));
        status = 1;
    }
}

return status;
