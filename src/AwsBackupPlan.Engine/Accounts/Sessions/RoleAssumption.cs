using Amazon.SecurityToken.Model;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>One role to assume: which, by whom, and as what kind of session.</summary>
/// <param name="Role">The role, with its account and the Region whose token service is asked.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="By">Who assumes it, where that is a role of <c>-RoleArn</c>; <see langword="null"/> for the caller.</param>
/// <param name="IsHop">It stands between the caller and the roles of the accounts.</param>
internal sealed record RoleAssumption(AccountTarget Role, string Arn, string? By, bool IsHop)
{
    /// <summary>The longest session of a role that a role assumes.</summary>
    public static readonly TimeSpan LongestHop = TimeSpan.FromHours(1);

    /// <summary>The session policy; none when <see langword="null"/>.</summary>
    public string? Policy { get; init; }

    /// <summary>What is asked of AWS.</summary>
    /// <remarks>
    /// Tags and source identity are set where the caller begins. From there on AWS hands on the source identity and the transitive tags by itself, and
    /// refuses the latter in further requests; the other tags are set again in the account's session.
    /// </remarks>
    public AssumeRoleRequest Request(ConnectionOptions options)
    {
        var isFirst = By is null;
        var tags = isFirst ? options.SessionTags : IsHop ? [] : [.. options.SessionTags.Where(tag => !options.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))];
        return new AssumeRoleRequest
        {
            RoleArn = Arn,
            RoleSessionName = options.RoleSessionName,
            DurationSeconds = (int)(IsHop ? LongestHop : options.SessionDuration).TotalSeconds,
            ExternalId = Role.ExternalId,
            Policy = Policy,
            SourceIdentity = isFirst ? options.SourceIdentity : null,
            Tags = tags.Count == 0 ? null : [.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })],
            TransitiveTagKeys = isFirst && options.TransitiveTagKeys.Count > 0 ? [.. options.TransitiveTagKeys] : null,
        };
    }

    /// <summary>The trust that the session needs beside sts:AssumeRole.</summary>
    public static string? FurtherActions(ConnectionOptions options) => (options.SessionTags.Count > 0, options.SourceIdentity is not null) switch
    {
        (true, true) => "sts:TagSession and sts:SetSourceIdentity",
        (true, false) => "sts:TagSession",
        (false, true) => "sts:SetSourceIdentity",
        _ => null,
    };
}
