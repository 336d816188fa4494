using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Schedule;

/// <summary>A version of a plan that runs by its schedules: one event for each rule is to come, the next.</summary>
internal sealed class PlanRun
{
    private readonly BackupState _state;
    private readonly Plan _plan;
    private readonly DateTimeOffset _since;
    private readonly List<ScheduledRule> _rules;

    private PlanRun(BackupState state, Plan plan, DateTimeOffset since)
    {
        (_state, _plan, _since) = (state, plan, since);
        _rules = [.. plan.Current.Document.Structures("Rules").Select(rule => new ScheduledRule(plan, rule, state.ScheduleOf(rule.Text("ScheduleExpression") ?? string.Empty)))];
    }

    /// <summary>Lets a plan that was made or changed run from now on; what an earlier version had to come does not.</summary>
    public static void Start(BackupState state, Plan plan, DateTimeOffset now)
    {
        var run = new PlanRun(state, plan, now);
        plan.Run = run;
        foreach (var rule in run._rules)
        {
            run.Await(rule, now);
        }
    }

    private void Await(ScheduledRule rule, DateTimeOffset after)
    {
        if (rule.Next(after) is { } next)
        {
            _state.Timeline.Schedule(next, at => Fire(rule, at));
        }
    }

    private void Fire(ScheduledRule rule, DateTimeOffset now)
    {
        if (_plan.IsDeleted || !ReferenceEquals(_plan.Run, this))
        {
            return;
        }

        if (_state.Behaviour.PlansRun && !GivesWay(rule, now))
        {
            _plan.LastExecutionDate = now;
            RuleFiring.Run(_state, _plan, rule, now);
        }

        Await(rule, now);
    }

    /// <summary>Where the start windows of two rules of a plan overlap, only the one runs whose backups are kept longer; of two that keep alike the first.</summary>
    private bool GivesWay(ScheduledRule rule, DateTimeOffset now)
    {
        foreach (var other in _rules)
        {
            if (ReferenceEquals(other, rule) || other.IsContinuous || rule.IsContinuous)
            {
                continue;
            }

            var isStronger = other.KeepsLongerThan(rule) || (!rule.KeepsLongerThan(other) && _rules.IndexOf(other) < _rules.IndexOf(rule));
            var earliest = now - other.StartWindow;
            if (isStronger && other.RunsBetween(earliest > _since ? earliest : _since, now + rule.StartWindow))
            {
                return true;
            }
        }

        return false;
    }
}
