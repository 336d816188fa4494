using AwsBackupPlan.Sandbox;

const int UsageError = 64;

Console.OutputEncoding = System.Text.Encoding.UTF8;
try
{
    var options = SandboxOptions.Parse(args);
    if (options.Mode is SandboxMode.Help)
    {
        Console.WriteLine(SandboxOptions.Help);
        return 0;
    }

    var session = await SandboxSession.StartAsync(options).ConfigureAwait(false);
    await using (session.ConfigureAwait(false))
    {
        return session.Run();
    }
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"{exception.Message} Call it with -Help to see how it is used.");
    return UsageError;
}
catch (Exception exception) when (exception is FileNotFoundException or System.Management.Automation.RuntimeException or IOException)
{
    Console.Error.WriteLine($"The Sandbox cannot start. {exception.Message}");
    return 1;
}
