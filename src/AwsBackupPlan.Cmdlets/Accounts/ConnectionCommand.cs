using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Accounts;

/// <summary>The parameters by which every cmdlet finds its credentials and AWS itself. They are named as those of AWS.Tools.</summary>
public abstract class ConnectionCommand : PSCmdlet
{
    private const string InputParameter = "InputObject";

    private static readonly string[] SecretParameters = [nameof(SecretKey), nameof(SessionToken), nameof(Credential), nameof(RoleArnExternalId), "ExternalId"];

    /// <summary>The access key id of literal credentials. Together with -SecretKey it comes before every other source of credentials.</summary>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>The secret access key of literal credentials. It is never written to any stream; keep it in a variable, so that it does not stand in the command's history.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <summary>The session token of literal credentials that are temporary.</summary>
    [Parameter]
    [Alias("ST")]
    public string? SessionToken { get; set; }

    /// <summary>A credentials object of the AWS SDK, such as Get-AWSCredential returns. A PSCredential holds a user name and a password, and is not accepted.</summary>
    [Parameter]
    public object? Credential { get; set; }

    /// <summary>The name of a credentials profile. A profile that does not exist is an error.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The credentials file that holds the profile, where it is not in its usual place.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <summary>The address of an endpoint for all services instead of AWS's own, for example that of a local simulator or a proxy.</summary>
    [Parameter]
    public Uri? EndpointUrl { get; set; }

    /// <summary>The AWS partition: aws, aws-cn or aws-us-gov. It is found from the Region; name it for a Region that the module does not know.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string? Partition { get; set; }

    /// <summary>The session name of the assumed role, as AWS CloudTrail shows it: 2 to 64 letters, digits and _+=,.@-</summary>
    [Parameter]
    public string RoleSessionName { get; set; } = nameof(AwsBackupPlan);

    /// <summary>How many seconds a session of the assumed role lasts, from 900 to 43200. When your own credentials are a role's, AWS allows 3600 at most. A session is renewed before it ends.</summary>
    [Parameter]
    [ValidateRange(900, 43200)]
    public int SessionDurationSeconds { get; set; } = 3600;

    /// <summary>
    /// Roles that are assumed one after the other, by their ARNs, before the role in each account: the first by you, each further one by the one before it, and the role in each
    /// account by the last. Their sessions are shared by all accounts. With it a session lasts 3600 seconds at most.
    /// </summary>
    [Parameter]
    public string[]? RoleArn { get; set; }

    /// <summary>
    /// The external ids that the trust policies of the roles of -RoleArn ask for: one for each role, in their order, and '' for a role that asks for none. It is never written to any stream.
    /// That of the role in each account is -ExternalId.
    /// </summary>
    [Parameter]
    public string[]? RoleArnExternalId { get; set; }

    /// <summary>Session tags, as a hashtable such as @{ Team = 'Backup' }: up to 50. The trust policies of the roles have to allow sts:TagSession.</summary>
    [Parameter]
    public Hashtable? SessionTag { get; set; }

    /// <summary>The keys of those session tags that every further role's session inherits and none can change.</summary>
    [Parameter]
    public string[]? TransitiveTagKey { get; set; }

    /// <summary>Who stands behind the sessions, as AWS CloudTrail shows it: 2 to 64 letters, digits and _+=,.@- The trust policies of the roles have to allow sts:SetSourceIdentity.</summary>
    [Parameter]
    public string? SourceIdentity { get; set; }

    /// <summary>Narrows the session in each account, by a session policy, to the calls that this cmdlet makes and to the backup set's own vaults: whatever the role may do, the session can do nothing else. With -WhatIf it can only read.</summary>
    [Parameter]
    public SwitchParameter RestrictSession { get; set; }

    /// <summary>What the parameters and the session say of the connection, and what is wrong with it.</summary>
    private protected (ConnectionOptions Options, IReadOnlyList<ParameterFault> Faults) ReadConnection()
    {
        var faults = new List<ParameterFault>();
        if (ProfileName is not null && string.IsNullOrWhiteSpace(ProfileName))
        {
            faults.Add(new ParameterFault(nameof(ProfileName), Strings.NoProfileName));
        }

        if (SessionTag is not null)
        {
            faults.AddRange(SessionTag.Cast<DictionaryEntry>()
                .Where(static tag => tag.Value is null || (tag.Value is not string && LanguagePrimitives.GetEnumerable(tag.Value) is not null))
                .Select(static tag => new ParameterFault(nameof(SessionTag), Strings.NoTagValue(LanguagePrimitives.ConvertTo<string>(tag.Key)))));
        }

        var options = new ConnectionOptions
        {
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            Credential = ReadCredential(Credential),
            ProfileName = ProfileName,
            ProfileLocation = ReadProfileLocation(faults),
            // What Set-AWSCredential of AWS.Tools leaves in the session.
            StoredCredential = ReadCredential(GetVariableValue("StoredAWSCredentials")),
            EndpointUrl = EndpointUrl,
            Partition = Partition,
            RoleSessionName = RoleSessionName,
            SessionDuration = TimeSpan.FromSeconds(SessionDurationSeconds),
            RoleArns = RoleArn ?? [],
            RoleArnExternalIds = RoleArnExternalId ?? [],
            SessionTags = ReadSessionTags(),
            TransitiveTagKeys = TransitiveTagKey ?? [],
            SourceIdentity = SourceIdentity,
            RestrictSession = RestrictSession,
            IsDryRun = IsWhatIf(),
        };
        return (options, faults);
    }

    /// <summary>Asks through the host what only the user can tell, on the thread of the pipeline.</summary>
    /// <returns>The answer, or <see langword="null"/> when the host cannot ask.</returns>
    private protected string? Ask(CallerQuestion question)
    {
        try
        {
            var field = new FieldDescription(question.Name);
            field.SetParameterType(typeof(string));
            var answers = Host.UI.Prompt(MyInvocation.MyCommand.Name, question.Text, [field]);
            return answers is not null && answers.TryGetValue(question.Name, out var answer) ? LanguagePrimitives.ConvertTo<string>(answer) : null;
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether this is a dry run. PowerShell does not tell without asking about a step.</summary>
    private protected bool IsWhatIf()
        => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Takes secrets out of what errors say of the command: an error record leads to all that its command was given. The properties keep them.</summary>
    private protected void HideSecrets()
    {
        var bound = MyInvocation.BoundParameters;
        foreach (var name in SecretParameters)
        {
            if (bound.ContainsKey(name))
            {
                bound[name] = Strings.NotShown;
            }
        }

        if (bound.TryGetValue(InputParameter, out var input))
        {
            bound[InputParameter] = AccountInput.WithoutSecrets(input);
        }
    }

    private KeyValuePair<string, string>[] ReadSessionTags() => SessionTag is null ? [] :
    [
        .. SessionTag.Cast<DictionaryEntry>()
            .Select(static tag => new KeyValuePair<string, string>(LanguagePrimitives.ConvertTo<string>(tag.Key), LanguagePrimitives.ConvertTo<string>(tag.Value)))
            .OrderBy(static tag => tag.Key, StringComparer.Ordinal),
    ];

    /// <summary>The file by PowerShell's own location, which is not the process's.</summary>
    private string? ReadProfileLocation(List<ParameterFault> faults)
    {
        try
        {
            if (string.IsNullOrEmpty(ProfileLocation))
            {
                return null;
            }

            var path = GetUnresolvedProviderPathFromPSPath(ProfileLocation);
            if (!File.Exists(path))
            {
                faults.Add(new ParameterFault(nameof(ProfileLocation), Strings.NoProfileLocation(ProfileLocation!, Directory.Exists(path) ? Strings.IsFolder : Strings.NoSuchFile)));
            }

            return path;
        }
        catch (Exception exception) when (exception is SessionStateException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            faults.Add(new ParameterFault(nameof(ProfileLocation), Strings.NoProfileLocation(ProfileLocation!, exception.Message)));
            return null;
        }
    }

    /// <summary>The object that PowerShell may have wrapped. One that has only properties of PowerShell's, as ConvertFrom-Json makes it, becomes a table of them.</summary>
    private static object? ReadCredential(object? value) => value is not PSObject wrapped ? value
        : wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject
        : wrapped.Properties.ToDictionary(static property => property.Name, static property => ReadCredential(property.Value), StringComparer.OrdinalIgnoreCase);
}
