using Amazon.Backup.Model;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Reads frameworks, report plans and whether AWS Config records.</summary>
internal sealed class AuditReader(AccountSession session)
{
    /// <summary>The Regions of a piece of work: the primary one, and those of the copies that somebody named.</summary>
    public static IReadOnlyList<string> Regions(AccountTarget target) => target.CopyRegionsAreDefault ? [target.Region] : [target.Region, .. target.CopyRegions];

    /// <summary>What a Region has under the names of a backup set.</summary>
    public async Task<RegionAudit> ReadAsync(string region, AuditNames names, CancellationToken cancellationToken)
    {
        var recorder = ReadRecorderAsync(region, cancellationToken);
        var framework = ReadFrameworkAsync(region, names.Framework, cancellationToken);
        var plans = ReadReportPlansAsync(region, names.MayBeReportPlan, cancellationToken);
        await Task.WhenAll(recorder, framework, plans).ConfigureAwait(false);
        var (found, tags) = await framework.ConfigureAwait(false);
        return new RegionAudit(region, await recorder.ConfigureAwait(false), found, tags, await plans.ConfigureAwait(false));
    }

    /// <summary>A framework with its tags; <see langword="null"/> where there is none.</summary>
    public async Task<(DescribeFrameworkResponse? Framework, IReadOnlyDictionary<string, string> Tags)> ReadFrameworkAsync(string region, string name, CancellationToken cancellationToken)
    {
        if (await FindFrameworkAsync(region, name, cancellationToken).ConfigureAwait(false) is not { } framework)
        {
            return (null, new Dictionary<string, string>(StringComparer.Ordinal));
        }

        return (framework, await ReadTagsAsync(region, framework.FrameworkArn, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A framework; <see langword="null"/> where there is none.</summary>
    public async Task<DescribeFrameworkResponse?> FindFrameworkAsync(string region, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Backup(region).DescribeFrameworkAsync(new DescribeFrameworkRequest { FrameworkName = name }, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A report plan; <see langword="null"/> where there is none.</summary>
    public async Task<ReportPlan?> FindReportPlanAsync(string region, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await session.Backup(region).DescribeReportPlanAsync(new DescribeReportPlanRequest { ReportPlanName = name }, cancellationToken).ConfigureAwait(false);
            return response.ReportPlan;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The tags of the frameworks of a Region that have certain names, with these.</summary>
    public async Task<IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Tags)>> ReadFrameworkTagsAsync(string region, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var found = new List<Framework>();
        var frameworks = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListFrameworksAsync(new ListFrameworksRequest { NextToken = token }, cancel), static page => page.Frameworks, static page => page.NextToken, cancellationToken);
        await foreach (var framework in frameworks.ConfigureAwait(false))
        {
            if (isWanted(framework.FrameworkName))
            {
                found.Add(framework);
            }
        }

        var tags = await Task.WhenAll(found.Select(framework => ReadTagsAsync(region, framework.FrameworkArn, cancellationToken))).ConfigureAwait(false);
        return [.. found.Select((framework, i) => (framework.FrameworkName, tags[i]))];
    }

    /// <summary>The names of all frameworks of a Region.</summary>
    public async Task<IReadOnlyList<string>> ReadFrameworkNamesAsync(string region, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var frameworks = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListFrameworksAsync(new ListFrameworksRequest { NextToken = token }, cancel), static page => page.Frameworks, static page => page.NextToken, cancellationToken);
        await foreach (var framework in frameworks.ConfigureAwait(false))
        {
            names.Add(framework.FrameworkName);
        }

        return names;
    }

    /// <summary>The report plans of a Region that have certain names, with their tags.</summary>
    public async Task<IReadOnlyList<(ReportPlan Plan, IReadOnlyDictionary<string, string> Tags)>> ReadReportPlansAsync(string region, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var found = new List<ReportPlan>();
        var plans = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListReportPlansAsync(new ListReportPlansRequest { NextToken = token }, cancel), static page => page.ReportPlans, static page => page.NextToken, cancellationToken);
        await foreach (var plan in plans.ConfigureAwait(false))
        {
            if (isWanted(plan.ReportPlanName))
            {
                found.Add(plan);
            }
        }

        var tags = await Task.WhenAll(found.Select(plan => ReadTagsAsync(region, plan.ReportPlanArn, cancellationToken))).ConfigureAwait(false);
        return [.. found.Select((plan, i) => (plan, tags[i]))];
    }

    /// <summary>The newest report job of a report plan in the last week; <see langword="null"/> where there is none. A plan reports every day.</summary>
    public async Task<ReportJob?> ReadLastJobAsync(string region, string planName, CancellationToken cancellationToken)
    {
        var jobs = await ReadJobsAsync(region, planName, cancellationToken).ConfigureAwait(false);
        return jobs.OrderByDescending(static job => job.CreationTime).FirstOrDefault();
    }

    /// <summary>The newest report job of a report plan that goes on; <see langword="null"/> where there is none. One that has gone on for a day, or longer than one that was begun after it and has ended, is stuck.</summary>
    public async Task<ReportJob?> FindRunningJobAsync(string region, string planName, CancellationToken cancellationToken)
    {
        var jobs = await ReadJobsAsync(region, planName, cancellationToken).ConfigureAwait(false);
        var ended = jobs.Where(static job => !ReportJobs.GoesOn(job)).Select(static job => job.CreationTime?.ToUniversalTime()).Max() ?? DateTime.MinValue;
        var oldest = (session.Time.GetUtcNow() - TimeSpan.FromDays(1)).UtcDateTime;
        return jobs.Where(job => ReportJobs.GoesOn(job) && job.CreationTime?.ToUniversalTime() is { } begun && begun >= ended && begun >= oldest)
            .OrderByDescending(static job => job.CreationTime).FirstOrDefault();
    }

    /// <summary>A report job; <see langword="null"/> where AWS does not tell of it.</summary>
    public async Task<ReportJob?> FindJobAsync(string region, string jobId, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Backup(region).DescribeReportJobAsync(new DescribeReportJobRequest { ReportJobId = jobId }, cancellationToken).ConfigureAwait(false)).ReportJob;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ReportJob>> ReadJobsAsync(string region, string planName, CancellationToken cancellationToken)
    {
        var all = new List<ReportJob>();
        var since = (session.Time.GetUtcNow() - TimeSpan.FromDays(7)).UtcDateTime;
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListReportJobsAsync(new ListReportJobsRequest { ByReportPlanName = planName, ByCreationAfter = since, NextToken = token }, cancel), static page => page.ReportJobs, static page => page.NextToken, cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            all.Add(job);
        }

        return all;
    }

    /// <summary>Whether AWS Config records in a Region. That it may not be asked stands in the way of nothing.</summary>
    public async Task<Recorder> ReadRecorderAsync(string region, CancellationToken cancellationToken)
    {
        try
        {
            var status = await session.Config(region).DescribeRecorderAsync(cancellationToken).ConfigureAwait(false);
            return new Recorder(region, status.Name, status.IsRecording, status.Failure);
        }
        catch (AmazonServiceException exception) when (CallFault.IsAccessDenied(exception))
        {
            return new Recorder(region, null, null);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadTagsAsync(string region, string arn, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var pages = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListTagsAsync(new ListTagsRequest { ResourceArn = arn, NextToken = token }, cancel), static page => page.Tags, static page => page.NextToken, cancellationToken);
        await foreach (var tag in pages.ConfigureAwait(false))
        {
            tags[tag.Key] = tag.Value;
        }

        return tags;
    }
}
