#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using System.Reflection;
using System.Runtime.ExceptionServices;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Credentials of another copy of the AWS SDK, such as AWS.Tools', whose types are not ours: read by reflection, each time anew.</summary>
#if NET
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Another copy of the SDK is only beside this one in PowerShell, which is never trimmed; without one nothing here is called.")]
#endif
internal sealed class ForeignCredentials : AWSCredentials
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly string[] AccessKeyNames = ["AccessKey", "AccessKeyId"];
    private static readonly string[] SecretKeyNames = ["SecretKey", "SecretAccessKey"];
    private static readonly string[] TokenNames = ["Token", "SessionToken"];

    private readonly object _source;
    private readonly string _origin;

    private ForeignCredentials(object source, string origin)
    {
        _source = source;
        _origin = origin;
    }

    /// <summary>Takes an object that holds credentials, or can get them.</summary>
    /// <param name="candidate">The object.</param>
    /// <param name="origin">Where it came from, for messages: a parameter's or a variable's name.</param>
    /// <exception cref="AccountException">It does not look like AWS credentials.</exception>
    public static AWSCredentials Wrap(object candidate, string origin)
    {
        var source = Unwrap(candidate);
        if (source is AWSCredentials own)
        {
            return own;
        }

        if (source.GetType().Name is "PSCredential" or "NetworkCredential")
        {
            throw Refused(origin, $"a {source.GetType().Name}, a user name and password, which AWS does not take");
        }

        return CanRead(source) ? new ForeignCredentials(source, origin) : throw Refused(origin, $"of type {source.GetType()}, which holds no AWS credentials");
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => Read(Method("GetCredentials") is { } get ? Invoke(get) : _source);

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Method("GetCredentialsAsync") is not { } get || Invoke(get) is not Task task)
        {
            return GetCredentials();
        }

#pragma warning disable VSTHRD003 // The task was started by the line above.
        await task.ConfigureAwait(false);
#pragma warning restore VSTHRD003
        return Read(task.GetType().GetProperty("Result")!.GetValue(task));
    }

    // PowerShell wraps objects in a PSObject, AWS.Tools keeps its own in a holder with a property Credentials.
    private static object Unwrap(object candidate)
    {
        for (var depth = 0; depth < 4; depth++)
        {
            if (candidate.GetType().FullName is "System.Management.Automation.PSObject")
            {
                candidate = Value(candidate, "BaseObject") ?? candidate;
            }

            if (CanRead(candidate) || Value(candidate, "Credentials") is not { } inner)
            {
                break;
            }

            candidate = inner;
        }

        return candidate;
    }

    private static bool CanRead(object source) =>
        source is AWSCredentials
        || source.GetType().GetMethod("GetCredentialsAsync", Type.EmptyTypes) is not null
        || source.GetType().GetMethod("GetCredentials", Type.EmptyTypes) is not null
        || (First(source, AccessKeyNames) is { Length: > 0 } && First(source, SecretKeyNames) is { Length: > 0 });

    private MethodInfo? Method(string name) => _source.GetType().GetMethod(name, Type.EmptyTypes);

    // What the object throws is the cause; that it was called by reflection is not.
    private object? Invoke(MethodInfo method)
    {
        try
        {
            return method.Invoke(_source, null);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Capture(cause).Throw();
            throw;
        }
    }

    private ImmutableCredentials Read(object? current)
    {
        if (current is null || First(current, AccessKeyNames) is not { Length: > 0 } accessKey || First(current, SecretKeyNames) is not { Length: > 0 } secretKey)
        {
            throw Refused(_origin, "without an access key or a secret key");
        }

        return new ImmutableCredentials(accessKey, secretKey, First(current, TokenNames));
    }

    private static string? First(object source, string[] names) =>
        names.Select(name => Value(source, name) as string).FirstOrDefault(static value => !string.IsNullOrEmpty(value));

    private static object? Value(object source, string name) =>
        source is System.Collections.IDictionary dictionary
            ? dictionary.Contains(name) ? dictionary[name] : null
            : source.GetType().GetProperty(name, Members)?.GetValue(source);

    private static AccountException Refused(string origin, string what) => new(
        "CredentialNotUsable",
        FailureCategory.InvalidArgument,
        $"{origin} is {what}.",
        "Give credentials of AWS: what Get-AWSCredential or (Use-STSRole …).Credentials of AWS.Tools return, or use -ProfileName, or -AccessKey and -SecretKey.")
    { IsCallers = true };
}
