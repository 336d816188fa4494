using System.Collections.Concurrent;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>Makes the key, its replicas and their aliases. KMS knows none of them everywhere at once, and other runs can be at it at the same time.</summary>
internal sealed class SetupKeys(AccountSession session, SetupNames names, SetupReader reader, SetupState state, SetupChanges changes, ChangeProgress progress)
{
    private const int MostAttempts = 3;

    private readonly AccountTarget _target = session.Target;
    private readonly ConcurrentDictionary<string, string> _arns = new(StringComparer.Ordinal);
    private string? _named;

    /// <summary>The ARN of the key in each Region.</summary>
    public IReadOnlyDictionary<string, string> Arns => _arns;

    /// <summary>What became of a key that is of no use; <see langword="null"/> where there is none.</summary>
    public string? Orphan { get; private set; }

    private IReadOnlyList<string> Regions => [_target.Region, .. _target.CopyRegions];

    /// <summary>Makes them.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var own = state.Key ?? await MakeAsync(cancellationToken).ConfigureAwait(false);
        if (state.Key is null)
        {
            // It is there, whatever comes of what follows.
            progress.Done($"key {own.Arn} (made)");
        }

        var key = await DecideAsync(own, cancellationToken).ConfigureAwait(false);
        await RotateAsync(key, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(Regions.Select(region => GiveAsync(region, key, cancellationToken))).ConfigureAwait(false);
    }

    // Each call makes a key: where no answer came it is looked for, for as long as a list can take to show it, before another one is made.
    private async Task<KeyMetadata> MakeAsync(CancellationToken cancellationToken)
    {
        Report($"Creating the key of {_target.Region}");
        var request = new CreateKeyRequest { MultiRegion = true, Description = names.KeyDescription, Policy = names.KeyPolicy(), Tags = [names.Tag()] };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await session.KmsOnce(_target.Region).CreateKeyAsync(request, cancellationToken).ConfigureAwait(false)).KeyMetadata;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target).Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout)
            {
                if (await LookForMadeAsync(cancellationToken).ConfigureAwait(false) is { } made)
                {
                    return made;
                }

                if (attempt == MostAttempts)
                {
                    throw;
                }
            }
        }
    }

    private async Task<KeyMetadata?> LookForMadeAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        while (await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            session.Observer.Verbose($"No answer came for the key of {_target.Region} in account {_target.AccountId}. Looking whether it was made.");
            if (await reader.FindStartedAsync(cancellationToken).ConfigureAwait(false) is { } made)
            {
                return made;
            }
        }

        return null;
    }

    // Of runs side by side each can have a key of its own. Which one it is to be the alias of one Region decides, the same Region for all of them, whatever order they name the Regions in.
    private async Task<KeyMetadata> DecideAsync(KeyMetadata key, CancellationToken cancellationToken)
    {
        if (state.Aliases.Any(static alias => alias.Key is not null))
        {
            return key;
        }

        var region = Regions.OrderBy(static region => region, StringComparer.Ordinal).First();
        var winner = HasKey(region, key) ? null : await reader.ReadKeyAsync(region, names.Alias, cancellationToken).ConfigureAwait(false);
        if (winner is null)
        {
            await HaveAsync(region, key, cancellationToken).ConfigureAwait(false);
            winner = await NameAsync(region, key, cancellationToken).ConfigureAwait(false);
            _named = region;
        }

        return string.Equals(winner.KeyId, key.KeyId, StringComparison.Ordinal) ? key : Adopt(region, key, winner);
    }

    private KeyMetadata Adopt(string region, KeyMetadata own, KeyMetadata winner)
    {
        // What vaults are encrypted with is not left for another key; and one that cannot serve blocks the next run, which says why.
        if (state.Vaults.Count > 0 || (winner.MultiRegion is not true && _target.CopyRegions.Count > 0) || KeyCheck.Check(_target, [new RegionKey(region, names.Alias, winner)]).Count > 0)
        {
            throw new StateMovedException($"The alias {names.Alias} in {region} is one of another key by now.");
        }

        var home = own.Arn.Split(':')[3];
        var replicas = _arns.Keys.Where(other => !string.Equals(other, home, StringComparison.Ordinal)).ToList();
        var commands = replicas.Append(home).Select(place => $"aws kms schedule-key-deletion --key-id {own.KeyId} --region {place}");
        Orphan = $"Another run gave account {_target.AccountId} the key {winner.Arn} at the same time, and that one is used. The key {own.Arn} is behind no alias and of no use: {string.Join(", then: ", commands)}";
        session.Observer.Warning(Orphan);
        _arns.Clear();
        return winner;
    }

    private async Task RotateAsync(KeyMetadata key, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(key, state.Key) || state.IsRotated is false)
        {
            var region = PrimaryOf(key);
            Report($"Switching rotation of the key of {region} on");
            var request = new EnableKeyRotationRequest { KeyId = key.KeyId };
            await SettledAsync(() => session.Kms(region).EnableKeyRotationAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task GiveAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        if (!_arns.ContainsKey(region))
        {
            await HaveAsync(region, key, cancellationToken).ConfigureAwait(false);
        }

        var change = changes.Of(BackupResourceType.KmsKey, region);
        if (change.Action is ChangeAction.Create or ChangeAction.Update)
        {
            progress.Done(change);
        }

        if (changes.Of(BackupResourceType.KmsAlias, region) is { Action: ChangeAction.Create } alias)
        {
            if (!string.Equals(region, _named, StringComparison.Ordinal) && await NameAsync(region, key, cancellationToken).ConfigureAwait(false) is var behind && !string.Equals(behind.KeyId, key.KeyId, StringComparison.Ordinal))
            {
                throw new StateMovedException($"The alias {names.Alias} in {region} is one of another key by now.");
            }

            progress.Done(alias);
        }
    }

    // The key in a Region, enabled.
    private async Task HaveAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        var there = KeyIn(region, key);
        if (there is null)
        {
            await ReplicateAsync(region, key, cancellationToken).ConfigureAwait(false);
        }

        if (there is null || there.KeyState != KeyState.Enabled)
        {
            there = await WaitAsync(region, key, cancellationToken).ConfigureAwait(false);
        }

        _arns[region] = there.Arn;
    }

    private async Task ReplicateAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        Report($"Replicating the key to {region}");
        try
        {
            var request = new ReplicateKeyRequest { KeyId = key.KeyId, ReplicaRegion = region, Description = names.KeyDescription, Policy = names.KeyPolicy(), Tags = [names.Tag()] };
            await SettledAsync(() => session.Kms(PrimaryOf(key)).ReplicateKeyAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (AlreadyExistsException)
        {
            session.Observer.Verbose($"The replica of {key.KeyId} in {region} exists by now.");
        }
    }

    private async Task<KeyMetadata> WaitAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        while (true)
        {
            // A replica can take a moment to show at all.
            var made = await reader.ReadKeyAsync(region, key.KeyId, cancellationToken).ConfigureAwait(false);
            if (made?.KeyState == KeyState.Enabled)
            {
                return made;
            }

            Report($"Waiting for the key of {region}");
            if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new AccountException(
                    "KeyNotReady",
                    FailureCategory.OperationTimeout,
                    $"The key {key.KeyId} in {region} of account {_target.AccountId} is {made?.KeyState?.Value ?? "not there"} after {(int)backoff.Elapsed.TotalMinutes} minutes.",
                    "Run this command again: it goes on where it stopped.")
                {
                    Region = region,
                };
            }
        }
    }

    // What is behind the alias then: the key, unless somebody was there before.
    private async Task<KeyMetadata> NameAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        Report($"Creating the alias of {region}");
        var request = new CreateAliasRequest { AliasName = names.Alias, TargetKeyId = key.KeyId };
        try
        {
            await SettledAsync(() => session.Kms(region).CreateAliasAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return key;
        }
        catch (AlreadyExistsException exception)
        {
            var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
            while (true)
            {
                if (await reader.ReadKeyAsync(region, names.Alias, cancellationToken).ConfigureAwait(false) is { } behind)
                {
                    return behind;
                }

                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw new StateMovedException($"The alias {names.Alias} in {region} exists by now, and KMS does not show what is behind it.", exception);
                }
            }
        }
    }

    // A key that was just made can be unknown to the next call.
    private async Task SettledAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                await call().ConfigureAwait(false);
                return;
            }
            catch (NotFoundException)
            {
                Report("Waiting for AWS KMS to know the key");
                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    private bool HasKey(string region, KeyMetadata key) => KeyIn(region, key) is not null;

    private KeyMetadata? KeyIn(string region, KeyMetadata key) =>
        state.Replicas.TryGetValue(region, out var found) && string.Equals(found.KeyId, key.KeyId, StringComparison.Ordinal) ? found
        : string.Equals(region, key.Arn.Split(':')[3], StringComparison.Ordinal) ? key
        : null;

    private static string PrimaryOf(KeyMetadata key) => key.MultiRegionConfiguration?.PrimaryKey?.Region ?? key.Arn.Split(':')[3];

    private void Report(string step) => session.Observer.Progress(new WorkProgress(step));
}
