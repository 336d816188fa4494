using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Showing;

/// <summary>
/// The secrets of an engine, or of one piece of its work: every credential that is given to it or that it obtains, and the external ids. AWS, a proxy or a program of the user can quote any of
/// them. Credentials are taken out of everything that is shown. An external id can be a word that the module's own commands hold, which must stay as they are: it is taken out of what others say.
/// </summary>
/// <param name="wider">Those that all pieces of work share.</param>
internal sealed class Secrets(Secrets? wider = null)
{
    /// <summary>A shorter one opens nothing, and would take words out of messages.</summary>
    private const int ShortestKey = 8;

    /// <summary>All access key ids of AWS are as long, and no account number.</summary>
    private const int ShortestKeyId = 16;

    /// <summary>What is shorter can be a part of a word.</summary>
    private const int ShortestPart = 8;

    private readonly object _gate = new();
    private volatile HiddenText[] _keys = [];
    private volatile HiddenText[] _externalIds = [];

    /// <summary>Those that every piece of work of an engine shares: what the caller has given.</summary>
    public static Secrets Of(ConnectionOptions options)
    {
        var secrets = new Secrets();
        secrets.AddCredentials(options.AccessKey, options.SecretKey, options.SessionToken);
        foreach (var id in options.RoleArnExternalIds)
        {
            secrets.AddExternalId(id, [.. options.RoleArns]);
        }

        return secrets;
    }

    /// <summary>Those of one piece of work.</summary>
    public Secrets For(AccountTarget target)
    {
        var secrets = new Secrets(this);
        secrets.AddExternalId(target.ExternalId, target.AccountId, target.AbsName, target.Region, target.RoleName);
        return secrets;
    }

    /// <summary>Credentials, from now on.</summary>
    public void AddCredentials(string? accessKeyId, string? secretKey, string? sessionToken)
    {
        AddKey(accessKeyId?.Length >= ShortestKeyId ? accessKeyId : null);
        AddKey(secretKey);
        AddKey(sessionToken);
    }

    /// <summary>Credentials, from now on.</summary>
    public void AddCredentials(ImmutableCredentials credentials) => AddCredentials(credentials.AccessKey, credentials.SecretKey, credentials.Token);

    /// <summary>Whatever else opens something by itself, such as a token.</summary>
    public void AddKey(string? key)
    {
        lock (_gate)
        {
            _keys = key?.Length >= ShortestKey ? With(_keys, key, isWord: false) : _keys;
        }
    }

    /// <summary>An external id, unless it is the name of something that messages name.</summary>
    public void AddExternalId(string? id, params string?[] names)
    {
        if (id is not { Length: > 0 } || Array.Exists(names, name => name?.Contains(id, StringComparison.Ordinal) is true))
        {
            return;
        }

        lock (_gate)
        {
            _externalIds = With(_externalIds, id, isWord: id.Length < ShortestPart);
        }
    }

    /// <summary>A text without credentials.</summary>
    public string Without(string text)
    {
        var rest = wider is null ? text : wider.Without(text);
        foreach (var key in _keys)
        {
            rest = key.Without(rest);
        }

        return rest;
    }

    /// <summary>What somebody else says, without credentials and external ids.</summary>
    public string WithoutInQuotation(string text)
    {
        var rest = wider is null ? text : wider.WithoutInQuotation(text);
        foreach (var hidden in (HiddenText[])[.. _keys, .. _externalIds])
        {
            rest = hidden.Without(rest);
        }

        return rest;
    }

    private static HiddenText[] With(HiddenText[] texts, string value, bool isWord) =>
        Array.Exists(texts, text => string.Equals(text.Value, value, StringComparison.Ordinal)) ? texts : [.. texts, new HiddenText(value, isWord)];
}
