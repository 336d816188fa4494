// The engine in a process of its own, whose environment is all it has: lists the plans of as many accounts as the first argument says, side by side,
// with the connection options that the others name (ProfileName=x …), or with Databases=yes looks at their databases, and writes as JSON what became of the first, and all that was asked.
// With Later:VARIABLE=value it does so, then gives the variable that value, does so again, and writes what became of that.
// With "create ENDPOINT ACCOUNT" or "remove ENDPOINT ACCOUNT" it works on that account, and is there to be killed meanwhile.
// With "hang FILE" it is the program that never ends instead: it holds the file as long as it lives, and makes FILE.started once it does.
using System.Globalization;
using System.Text.Json;
using AwsBackupPlan.CallerProcess;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

if (args is ["hang", var held])
{
    using var hold = new FileStream(held, FileMode.Create, FileAccess.Write, FileShare.None);
    await File.WriteAllTextAsync(held + ".started", string.Empty);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}

if (args is ["create" or "remove", var address, var accountId])
{
    return await Work.DoAsync(isRemoval: args[0] is "remove", new Uri(address), accountId);
}

var accounts = int.Parse(args[0], CultureInfo.InvariantCulture);
var given = args.Skip(1).Select(static argument => argument.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
var options = new ConnectionOptions
{
    AccessKey = given.GetValueOrDefault("AccessKey"),
    SecretKey = given.GetValueOrDefault("SecretKey"),
    Credential = given.TryGetValue("Credential", out var credential) ? new CallerKeys(credential, "secret") : null,
    ProfileName = given.GetValueOrDefault("ProfileName"),
    ProfileLocation = given.GetValueOrDefault("ProfileLocation"),
    StoredCredential = given.TryGetValue("StoredKeys", out var stored) ? new CallerKeys(stored, "secret") : given.GetValueOrDefault("StoredProfile"),
    EndpointUrl = given.TryGetValue("EndpointUrl", out var endpoint) ? new Uri(endpoint) : null,
    MaxRetries = 0,
};

var observer = new AnsweringObserver(given.GetValueOrDefault("Answer"));
var targets = Enumerable.Range(1, accounts).Select(static number => new AccountTarget((200000000000 + number).ToString(CultureInfo.InvariantCulture), "*", "us-east-1", [], "Xacnt_Backup_Role"));
var failures = await ListAsync();
var later = given.Where(static pair => pair.Key.StartsWith("Later:", StringComparison.Ordinal)).ToArray();
if (later.Length > 0)
{
    foreach (var (name, value) in later)
    {
        Environment.SetEnvironmentVariable(name["Later:".Length..], value);
    }

    failures = await ListAsync();
}

var failure = failures[0];
await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
{
    failure?.ErrorId,
    Category = failure?.Category.ToString(),
    failure?.Message,
    failure?.Remedy,
    IsCallers = failure?.IsCallers ?? false,
    Exception = failure?.Exception?.ToString(),
    Failures = failures.Count(static failed => failed is not null),
    Questions = observer.Questions.Select(static question => question.Text),
}));

return 0;

async Task<AccountFailure?[]> ListAsync()
{
    using var engine = new BackupEngine(options);
    return await Task.WhenAll(targets.Select(async target => given.ContainsKey("Databases")
        ? (await engine.GetProtectionAsync(target, new ProtectionQuery(), observer, CancellationToken.None)).Failure
        : (await engine.GetAsync(target, "ABS", observer, CancellationToken.None)).Failure));
}
