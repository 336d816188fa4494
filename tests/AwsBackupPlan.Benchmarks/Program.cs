using AwsBackupPlan.Benchmarks;
using AwsBackupPlan.Benchmarks.Days;
using AwsBackupPlan.Benchmarks.Fleet;
using AwsBackupPlan.Benchmarks.Lambda;
using AwsBackupPlan.Benchmarks.Monitoring;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Report;
using AwsBackupPlan.Benchmarks.Sample;
using AwsBackupPlan.Benchmarks.Scale;
using AwsBackupPlan.Benchmarks.Start;
using AwsBackupPlan.Benchmarks.Teardown;

if (args is ["client", var endpoint])
{
    using var client = new FleetClient(new Uri(endpoint));
    await client.ServeAsync(Console.In, Console.Out);
    return 0;
}

if (args.Contains("--help", StringComparer.Ordinal))
{
    Console.WriteLine(BenchmarkOptions.Help);
    return 0;
}

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"{exception.Message} --help shows how it is called.");
    return 64;
}

Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors, {(options.IsFull ? "full" : "quick")}. Wall times suffer from whatever else runs; ratios and CPU hardly.");
var targets = new Targets();
var fleets = new FleetPart(options, targets);
if (options.Wants("start"))
{
    await new StartPart(options.IsFull, targets).RunAsync();
}

if (options.Wants("fleet"))
{
    await fleets.RunAsync();
}

if (options.Wants("simulator"))
{
    await new SimulatorPart(fleets, targets).RunAsync();
}

if (options.Wants("sample"))
{
    await new SamplePart(options.IsFull, targets).RunAsync();
}

if (options.Wants("teardown"))
{
    await new TeardownPart(options, targets).RunAsync();
}

if (options.Wants("days"))
{
    await new DaysPart(targets).RunAsync();
}

if (options.Wants("monitoring"))
{
    await new MonitoringPart(targets).RunAsync();
}

if (options.Wants("report"))
{
    await new ReportPart(targets).RunAsync();
}

if (options.Wants("lambda"))
{
    await new LambdaPart(options.IsFull, targets).RunAsync();
}

targets.Write();
return 0;
