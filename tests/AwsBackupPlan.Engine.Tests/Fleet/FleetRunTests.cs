using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Engine.Tests.Fleet;

public sealed class FleetRunTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_starts_as_soon_as_it_is_added()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fleet = Fleet(async (_, _, stop) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return Done();
        });

        fleet.Add(Account(1));

        await started.Task.WaitAsync(Cancelled);
    }

    [Fact]
    public void No_more_pieces_of_work_are_in_flight_than_allowed()
    {
        using var gate = new SemaphoreSlim(0);
        var inFlight = 0;
        var most = 0;
        using var fleet = Fleet(
            async (_, _, stop) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref inFlight));
                await gate.WaitAsync(stop);
                Interlocked.Decrement(ref inFlight);
                return Done();
            },
            throttleLimit: 2);

        for (var account = 1; account <= 5; account++)
        {
            fleet.Add(Account(account));
        }

        Assert.Equal((2, 3), (fleet.Standing.InFlight.Count, fleet.Standing.Waiting));
        gate.Release(5);
        fleet.Complete();
        Assert.Equal(5, fleet.ToEnd().OfType<FleetOutcome<string>>().Count());
        Assert.True(most <= 2, $"{most} were in flight.");
    }

    [Fact]
    public void What_a_worker_says_arrives_in_its_order_and_before_its_outcome()
    {
        using var fleet = Fleet((_, observer, _) =>
        {
            observer.Verbose("first");
            observer.Warning("second");
            return Task.FromResult(Done());
        });

        var records = RunAll(fleet, Account(1));

        Assert.Equal(
            ["verbose first", "warning second", "done", "bar away"],
            [.. records.Select(static record => record switch
            {
                FleetMessage { IsWarning: true } message => "warning " + message.Text,
                FleetMessage message => "verbose " + message.Text,
                FleetOutcome<string> outcome => outcome.Outcome.Result,
                FleetProgress { Progress: null } => "bar away",
                _ => record.ToString(),
            })]);
    }

    [Fact]
    public void What_is_available_is_given_without_waiting_for_more()
    {
        using var fleet = Fleet(UntilStopped);

        fleet.Add(Account(1));

        Assert.Empty(fleet.Available());
    }

    [Theory]
    [InlineData(Decision.Proceed)]
    [InlineData(Decision.WhatIf)]
    [InlineData(Decision.Declined)]
    public void A_worker_gets_the_answer_that_the_draining_thread_gives(Decision decision)
    {
        using var fleet = Fleet(async (target, observer, stop) =>
            new WorkOutcome<string>((await observer.ConfirmAsync(Request(target), stop)).ToString(), Failure: null));
        fleet.Add(Account(1));
        fleet.Complete();

        var answers = new List<string?>();
        foreach (var record in fleet.ToEnd())
        {
            switch (record)
            {
                case FleetConfirmation confirmation:
                    confirmation.Answer(decision);
                    break;
                case FleetOutcome<string> outcome:
                    answers.Add(outcome.Outcome.Result);
                    break;
            }
        }

        Assert.Equal([decision.ToString()], answers);
    }

    [Fact]
    public void A_worker_that_waits_for_an_answer_ends_when_the_fleet_stops()
    {
        using var fleet = Fleet(async (target, observer, _) =>
        {
            // Not even its own token: the fleet's stop is enough.
            await observer.ConfirmAsync(Request(target), CancellationToken.None);
            return Done();
        });
        fleet.Add(Account(1));
        fleet.Complete();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var record in fleet.ToEnd())
            {
                Assert.IsType<FleetConfirmation>(record);
                fleet.Stop();
            }
        });

        Assert.True(fleet.WaitForWorkers());
    }

    [Fact]
    public void A_worker_that_waits_for_room_ends_when_the_fleet_stops()
    {
        using var fleet = Fleet((_, observer, _) =>
        {
            while (true)
            {
                observer.Verbose("more than anybody reads");
            }
        });
        fleet.Add(Account(1));

        fleet.Stop();

        Assert.True(fleet.WaitForWorkers());
        Assert.Equal(Account(1), Assert.Single(fleet.Standing.InFlight));
    }

    [Fact]
    public async Task Disposing_waits_until_no_worker_is_left()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = false;
        using (var fleet = Fleet(async (_, _, stop) =>
        {
            started.SetResult();
            try
            {
                return await UntilStopped(null!, null!, stop);
            }
            finally
            {
                left = true;
            }
        }))
        {
            fleet.Add(Account(1));
            await started.Task.WaitAsync(Cancelled);
        }

        Assert.True(left);
    }

    [Fact]
    public async Task A_stop_from_another_thread_ends_the_wait_for_records()
    {
        var draining = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fleet = Fleet((target, observer, stop) =>
        {
            observer.Warning("somebody is there to drain");
            return UntilStopped(target, observer, stop);
        });
        fleet.Add(Account(1));
        fleet.Complete();

        var drained = Task.Run(
            () =>
            {
                foreach (var record in fleet.ToEnd())
                {
                    draining.SetResult();
                }
            },
            Cancelled);
        await draining.Task.WaitAsync(Cancelled);
        fleet.Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drained.WaitAsync(Cancelled));
        Assert.Equal(TaskStatus.Faulted, drained.Status);
    }

    [Fact]
    public void After_a_stop_the_standing_tells_what_was_done_interrupted_and_not_begun()
    {
        using var secondStarted = new ManualResetEventSlim();
        using var fleet = Fleet(
            (target, observer, stop) =>
            {
                if (target == Account(1))
                {
                    return Task.FromResult(Done());
                }

                secondStarted.Set();
                return UntilStopped(target, observer, stop);
            },
            throttleLimit: 1);
        fleet.Add(Account(1));
        fleet.Add(Account(2));
        fleet.Add(Account(3));

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var record in fleet.ToEnd())
            {
                secondStarted.Wait(Cancelled);
                fleet.Stop();
            }
        });

        Assert.True(fleet.WaitForWorkers());
        Assert.Equal((1, 1, 1), (fleet.Standing.Finished, fleet.Standing.InFlight.Count, fleet.Standing.Waiting));
        Assert.Equal(Account(2), fleet.Standing.InFlight[0]);
    }

    [Fact]
    public async Task After_a_stop_what_had_ended_counts_as_done_and_its_outcome_can_still_be_had()
    {
        var thirdStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fleet = Fleet(
            (target, observer, stop) =>
            {
                if (target != Account(3))
                {
                    return Task.FromResult(target == Account(1) ? Done() : Failed(target));
                }

                thirdStarted.SetResult();
                return UntilStopped(target, observer, stop);
            },
            throttleLimit: 1);
        fleet.Add(Account(1));
        fleet.Add(Account(2));
        fleet.Add(Account(3));

        await thirdStarted.Task.WaitAsync(Cancelled);
        fleet.Stop();

        Assert.True(fleet.WaitForWorkers());
        var (outcomes, standing) = fleet.Rest();
        Assert.Equal([(Account(1), "done", null), (Account(2), null, "Any")], outcomes.Select(static ended => (ended.Target, ended.Outcome.Result, ended.Outcome.Failure?.ErrorId)));
        Assert.Equal((3, 2, 1, 3), (standing.Begun, standing.Finished, standing.Failed, standing.Total));
        Assert.Equal([Account(3)], standing.InFlight);
    }

    [Fact]
    public void What_was_handed_over_is_among_the_rest_until_it_is_confirmed()
    {
        using var fleet = Fleet(static (_, _, _) => Task.FromResult(Done()), throttleLimit: 1);
        fleet.Add(Account(1));
        fleet.Add(Account(2));
        fleet.Complete();

        using (var records = fleet.ToEnd().OfType<FleetOutcome<string>>().GetEnumerator())
        {
            Assert.True(records.MoveNext());
            Assert.Equal(Account(1), records.Current.Target);
            Assert.Contains(records.Current, fleet.Rest().Outcomes);
            fleet.Confirm(records.Current);
        }

        fleet.Stop();
        Assert.True(fleet.WaitForWorkers());
        var (outcomes, standing) = fleet.Rest();
        // The second had ended, or was never begun.
        Assert.Equal((2, standing.Finished - 1), (standing.Finished + standing.Waiting, outcomes.Count));
        Assert.DoesNotContain(outcomes, static ended => ended.Target == Account(1));
    }

    [Fact]
    public async Task What_fails_once_all_is_stopped_counts_as_interrupted_since_the_stop_can_be_why()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var lastCall = new SemaphoreSlim(0);
        using var fleet = new FleetRun<string>(
            async (target, _, _) =>
            {
                started.SetResult();
                await lastCall.WaitAsync(CancellationToken.None);
                return Failed(target);
            },
            new FleetOptions { ThrottleLimit = 1 },
            new FakeTimeProvider());
        fleet.Add(Account(1));
        await started.Task.WaitAsync(Cancelled);

        fleet.Stop();
        lastCall.Release();

        Assert.True(fleet.WaitForWorkers());
        var (outcomes, standing) = fleet.Rest();
        Assert.Empty(outcomes);
        Assert.Equal((0, 0, Account(1)), (standing.Finished, standing.Failed, Assert.Single(standing.InFlight)));
    }

    [Fact]
    public void Once_one_was_denied_no_more_are_begun_than_said_until_they_are_released()
    {
        using var fleet = new FleetRun<string>(
            static (target, _, _) => Task.FromResult(new WorkOutcome<string>(Result: null, Failed(target).Failure! with { ErrorId = AccountFailure.RoleNotAssumable })),
            new FleetOptions { ThrottleLimit = 1, HoldAfter = 2 });
        for (var number = 1; number <= 4; number++)
        {
            fleet.Add(Account(number));
        }

        fleet.Complete();
        var ended = 0;
        foreach (var record in fleet.ToEnd())
        {
            ended += record is FleetOutcome<string> ? 1 : 0;
            if (record is FleetProgress && ended == 2 && fleet.Standing is { Waiting: > 0, InFlight.Count: 0 } standing)
            {
                Assert.Equal((2, 2), (standing.Begun, standing.Waiting));
                fleet.Release();
            }
        }

        Assert.Equal(4, ended);
    }

    [Fact]
    public async Task What_ends_between_the_stop_and_the_end_of_the_wait_counts_as_done()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var lastCall = new SemaphoreSlim(0);
        using var fleet = new FleetRun<string>(
            async (_, _, _) =>
            {
                started.SetResult();
                await lastCall.WaitAsync(CancellationToken.None);
                return Done();
            },
            new FleetOptions { ThrottleLimit = 1 },
            new FakeTimeProvider());
        fleet.Add(Account(1));
        await started.Task.WaitAsync(Cancelled);

        fleet.Stop();
        Assert.Equal((0, 1), (fleet.Standing.Finished, fleet.Standing.InFlight.Count));
        lastCall.Release();

        Assert.True(fleet.WaitForWorkers());
        var (outcomes, standing) = fleet.Rest();
        Assert.Equal("done", Assert.Single(outcomes).Outcome.Result);
        Assert.Equal((1, 0), (standing.Finished, standing.InFlight.Count));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_worker_that_never_ends()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var never = new SemaphoreSlim(0);
        var fleet = new FleetRun<string>(
            async (_, _, _) =>
            {
                started.SetResult();
                await never.WaitAsync(CancellationToken.None);
                return Done();
            },
            new FleetOptions { ThrottleLimit = 1 },
            time);
        fleet.Add(Account(1));
        fleet.Add(Account(2));
        await started.Task.WaitAsync(Cancelled);

        fleet.Stop();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await Task.Run(fleet.WaitForWorkers, Cancelled).WaitAsync(Cancelled));
        Assert.Equal(Account(1), Assert.Single(fleet.Standing.InFlight));
        Assert.Equal(1, fleet.Standing.Waiting);
        await Task.Run(fleet.Dispose, Cancelled).WaitAsync(Cancelled);
        never.Release();
    }

    [Fact]
    public async Task The_wait_for_a_worker_ends_when_its_time_is_over()
    {
        // A clock that goes on when somebody waits for it, and not before: who waits by another one would look at it again and again.
        var time = new AwaitedTimeProvider();
        using var never = new SemaphoreSlim(0);
        var fleet = new FleetRun<string>(
            async (_, _, _) =>
            {
                await never.WaitAsync(CancellationToken.None);
                return Done();
            },
            new FleetOptions { ThrottleLimit = 1 },
            time);
        fleet.Add(Account(1));
        fleet.Stop();

        var waiting = Task.Run(fleet.WaitForWorkers, Cancelled);
        await time.AwaitedAsync(Cancelled);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await waiting.WaitAsync(Cancelled));
        // Whoever asks again is not made to wait once more.
        Assert.False(fleet.WaitForWorkers());
        never.Release();
    }

    [Fact]
    public async Task Adding_what_was_added_before_does_not_wait_for_room_in_the_channel()
    {
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fleet = Fleet((_, observer, _) =>
        {
            for (var line = 0; line < 1024; line++)
            {
                observer.Verbose("a line");
            }

            full.SetResult();
            return Task.FromResult(Done());
        });
        fleet.Add(Account(1));
        await full.Task.WaitAsync(Cancelled);

        var repeated = Enumerable.Range(0, 2000).Select(_ => fleet.Add(Account(1))).ToList();

        Assert.All(repeated, static record => Assert.True(Assert.IsType<FleetMessage>(record).IsWarning));
        fleet.Complete();
        Assert.Single(fleet.ToEnd().OfType<FleetOutcome<string>>());
    }

    [Fact]
    public void Verbose_lines_that_nobody_wants_are_not_handed_over()
    {
        using var fleet = new FleetRun<string>(
            (_, observer, _) =>
            {
                for (var line = 0; line < 5000; line++)
                {
                    observer.Verbose("a line");
                }

                observer.Warning("a warning");
                return Task.FromResult(Done());
            },
            new FleetOptions { ThrottleLimit = 1, WantsVerbose = false });

        var records = RunAll(fleet, Account(1));

        Assert.Equal("a warning", Assert.Single(records.OfType<FleetMessage>()).Text);
    }

    [Fact]
    public void Stopping_after_the_end_does_nothing()
    {
        var fleet = Fleet(static (_, _, _) => Task.FromResult(Done()));
        var records = RunAll(fleet, Account(1));
        fleet.Dispose();

        fleet.Stop();
        fleet.Dispose();

        Assert.Single(records.OfType<FleetOutcome<string>>());
    }

    [Fact]
    public void The_same_work_twice_is_done_once_with_a_warning()
    {
        using var fleet = Fleet(static (_, _, _) => Task.FromResult(Done()));

        var records = RunAll(fleet, Account(1), Account(1) with { CopyRegions = ["us-east-2"] });

        Assert.Single(records.OfType<FleetOutcome<string>>());
        var warning = Assert.Single(records.OfType<FleetMessage>());
        Assert.True(warning.IsWarning);
        Assert.Contains("more than once", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_work_with_other_settings_is_rejected_naming_both()
    {
        using var fleet = Fleet(static (_, _, _) => Task.FromResult(Done()));

        var records = RunAll(fleet, Account(1), Account(1) with { CopyRegions = ["us-west-2"], RoleName = "Other" });

        Assert.Single(records.OfType<FleetOutcome<string>>());
        var failure = Assert.Single(records.OfType<FleetRejection>()).Failure;
        Assert.Equal(("ConflictingInput", FailureCategory.InvalidArgument), (failure.ErrorId, failure.Category));
        Assert.Contains("CopyRegion 'us-east-2' and 'us-west-2'; RoleName 'Role' and 'Other'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_account_with_another_ABS_name_or_Region_is_other_work()
    {
        using var fleet = Fleet(static (_, _, _) => Task.FromResult(Done()));

        var records = RunAll(fleet, Account(1), Account(1) with { AbsName = "other" }, Account(1) with { Region = "eu-west-1" });

        Assert.Equal(3, records.OfType<FleetOutcome<string>>().Count());
        Assert.Empty(records.OfType<FleetMessage>());
    }

    [Fact]
    public void What_a_worker_throws_is_the_failure_of_its_own_account_alone()
    {
        using var fleet = Fleet(static (target, _, _) =>
            string.Equals(target.AccountId, Account(1).AccountId, StringComparison.Ordinal) ? throw new FormatException("a fault") : Task.FromResult(Done()));

        var outcomes = RunAll(fleet, Account(1), Account(2)).OfType<FleetOutcome<string>>().ToDictionary(static outcome => outcome.Target, static outcome => outcome.Outcome);

        Assert.Equal("UnexpectedError", outcomes[Account(1)].Failure?.ErrorId);
        Assert.IsType<FormatException>(outcomes[Account(1)].Failure?.Exception);
        Assert.Equal("done", outcomes[Account(2)].Result);
    }

    [Fact]
    public async Task Work_that_takes_longer_than_allowed_is_a_failure_that_says_where_it_was_and_stops_no_other()
    {
        var time = new FakeTimeProvider();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fleet = new FleetRun<string>(
            async (target, observer, stop) =>
            {
                if (target == Account(2))
                {
                    return Done();
                }

                observer.Progress(new WorkProgress("Reading what is there"));
                waits.SetResult();
                return await UntilStopped(target, observer, stop);
            },
            new FleetOptions { Timeout = TimeSpan.FromSeconds(90) },
            time);
        fleet.Add(Account(1));
        fleet.Add(Account(2));
        fleet.Complete();

        await waits.Task.WaitAsync(Cancelled);
        time.Advance(TimeSpan.FromSeconds(90));
        var outcomes = fleet.ToEnd().OfType<FleetOutcome<string>>().ToDictionary(static outcome => outcome.Target, static outcome => outcome.Outcome);

        var failure = outcomes[Account(1)].Failure!;
        Assert.Equal(("WorkTimedOut", FailureCategory.OperationTimeout), (failure.ErrorId, failure.Category));
        Assert.Contains("account 200000000001 (us-east-1): it took longer than 90 s, and was stopped at: Reading what is there", failure.Message, StringComparison.Ordinal);
        Assert.Equal("done", outcomes[Account(2)].Result);
    }

    [Fact]
    public void Work_whose_time_is_up_while_nobody_answers_says_that_the_connection_was_refused()
    {
        var time = new FakeTimeProvider();
        using var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var endpoint = new Uri($"http://{closed.LocalEndpoint}");
        closed.Stop();
        using var engine = new BackupEngine(new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = endpoint }, time);
        using var fleet = new FleetRun<BackupPlanComparison>(
            (target, observer, stop) => engine.CompareAsync(target, new(), observer, stop),
            new FleetOptions { Timeout = TimeSpan.FromSeconds(90), TimeoutRemedy = static _ => "Nothing was changed." },
            time);
        fleet.Add(Account(1));
        fleet.Complete();

        AccountFailure? failure = null;
        List<WorkProgress> shown = [];
        foreach (var record in fleet.ToEnd())
        {
            // The clock stands still, so that the next attempt never comes.
            if (record is FleetMessage message && message.Text.Contains("is tried again", StringComparison.Ordinal))
            {
                time.Advance(TimeSpan.FromSeconds(90));
            }

            shown.AddRange(record is FleetProgress { Progress: { } progress } ? [progress] : []);
            failure = (record as FleetOutcome<BackupPlanComparison>)?.Outcome.Failure ?? failure;
        }

        Assert.Equal("WorkTimedOut", failure!.ErrorId);
        var waiting = Assert.Single(shown);
        Assert.True(waiting.IsUnreached);
        Assert.Equal("AWS is not reached, and tried again", waiting.Step);
        Assert.Contains("at sts:AssumeRole in us-east-1 AWS cannot be reached: Connection refused", waiting.Detail, StringComparison.Ordinal);
        Assert.Contains("The last that was heard: at sts:AssumeRole in us-east-1 AWS cannot be reached: Connection refused", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Check the network, the proxy and the endpoint. Nothing was changed.", failure.Remedy);
    }

    [Fact]
    public void The_time_that_the_user_takes_to_answer_is_not_the_work_s()
    {
        var time = new FakeTimeProvider();
        using var fleet = new FleetRun<string>(
            async (target, observer, stop) =>
            {
                time.Advance(TimeSpan.FromSeconds(50));
                await observer.ConfirmAsync(Request(target), stop);
                time.Advance(TimeSpan.FromSeconds(39));
                stop.ThrowIfCancellationRequested();
                time.Advance(TimeSpan.FromSeconds(1));
                stop.ThrowIfCancellationRequested();
                return Done();
            },
            new FleetOptions { Timeout = TimeSpan.FromSeconds(90) },
            time);
        fleet.Add(Account(1));
        fleet.Complete();

        var outcome = Assert.Single(fleet.ToEnd().Select(record =>
        {
            if (record is FleetConfirmation confirmation)
            {
                time.Advance(TimeSpan.FromHours(3));
                confirmation.Answer(Decision.Proceed);
            }

            return record;
        }).OfType<FleetOutcome<string>>()).Outcome;

        Assert.Equal("WorkTimedOut", outcome.Failure?.ErrorId);
        Assert.Equal(TimeSpan.FromHours(3) + TimeSpan.FromSeconds(90), time.GetUtcNow() - time.Start);
    }

    [Fact]
    public void After_so_many_failures_no_more_work_is_begun_and_what_is_at_work_goes_on()
    {
        using var bothFailed = new ManualResetEventSlim();
        var failed = 0;
        using var fleet = new FleetRun<string>(
            (target, _, _) =>
            {
                if (target == Account(1))
                {
                    bothFailed.Wait(Cancelled);
                    return Task.FromResult(Done());
                }

                return Task.FromResult(Failed(target));
            },
            new FleetOptions { ThrottleLimit = 2, StopOnError = 2 });
        for (var account = 1; account <= 9; account++)
        {
            fleet.Add(Account(account));
        }

        fleet.Complete();
        foreach (var outcome in fleet.ToEnd().OfType<FleetOutcome<string>>())
        {
            failed += outcome.Outcome.Failure is null ? 0 : 1;
            if (failed == 2)
            {
                bothFailed.Set();
            }
        }

        var standing = fleet.Standing;
        Assert.Equal((3, 2, 0, 6, true), (standing.Finished, standing.Failed, standing.InFlight.Count, standing.Waiting, standing.IsHalted));
    }

    [Fact]
    public void Refused_input_counts_as_a_failure()
    {
        using var fleet = new FleetRun<string>(static (_, _, _) => Task.FromResult(Done()), new FleetOptions { StopOnError = 1 });
        fleet.CountRefused();

        Assert.Empty(RunAll(fleet, Account(1)));
        Assert.Equal((1, 1, 1, 2), (fleet.Standing.Finished, fleet.Standing.Failed, fleet.Standing.Waiting, fleet.Standing.Total));
    }

    [Fact]
    public void A_part_that_fails_is_told_while_the_rest_goes_on_and_the_work_counts_as_failed()
    {
        using var fleet = Fleet(async (target, observer, stop) =>
        {
            var failure = new AccountFailure { ErrorId = "Part", Category = FailureCategory.NotSpecified, Message = "It failed.", Remedy = "Look.", Target = target };
            await ((IResultSink)observer).FailAsync(failure, stop);
            return new WorkOutcome<string>("rest", null) { HasFailed = true };
        });

        fleet.Add(Account(1));
        fleet.Complete();
        var records = new List<FleetRecord>();
        foreach (var record in fleet.ToEnd())
        {
            records.Add(record);
            (record as FleetPartFailure)?.Taken(true);
        }

        Assert.Equal("Part", Assert.IsType<FleetPartFailure>(records[0]).Failure.ErrorId);
        Assert.Equal("rest", Assert.IsType<FleetOutcome<string>>(records[1]).Outcome.Result);
        Assert.Equal((1, 1), (fleet.Standing.Finished, fleet.Standing.Failed));
    }

    [Fact]
    public void Whoever_drains_is_called_while_nothing_comes()
    {
        using var quiet = new ManualResetEventSlim();
        using var fleet = Fleet((_, _, _) =>
        {
            quiet.Wait(Cancelled);
            return Task.FromResult(Done());
        });
        fleet.Add(Account(1));
        fleet.Complete();

        Assert.Single(fleet.ToEnd(quiet.Set).OfType<FleetOutcome<string>>());
    }

    [Fact]
    public void A_throttle_limit_of_nothing_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Fleet(UntilStopped, throttleLimit: 0));

    private static FleetRun<string> Fleet(Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<string>>> work, int throttleLimit = 32) => new(work, new FleetOptions { ThrottleLimit = throttleLimit });

    private static List<FleetRecord> RunAll(FleetRun<string> fleet, params AccountTarget[] targets)
    {
        var records = targets.Select(fleet.Add).OfType<FleetRecord>().ToList();
        fleet.Complete();
        return [.. records, .. fleet.ToEnd()];
    }

    private static readonly string[] CopyRegions = ["us-east-2"];

    private static AccountTarget Account(int number) => new($"20000000000{number}", "payroll", "us-east-1", CopyRegions, "Role");

    private static ConfirmationRequest Request(AccountTarget target) => new(target, "backup set", "Create", []);

    private static WorkOutcome<string> Failed(AccountTarget target) => new(
        Result: null,
        new AccountFailure { ErrorId = "Any", Category = FailureCategory.NotSpecified, Message = "It failed.", Remedy = "Nothing.", Target = target });

    private static WorkOutcome<string> Done() => new("done", Failure: null);

    private static async Task<WorkOutcome<string>> UntilStopped(AccountTarget target, IWorkObserver observer, CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        return Done();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
