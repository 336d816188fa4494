namespace Amazon.Backup.Generator;

/// <summary>An operation: where it goes, what is sent and what comes back.</summary>
internal sealed class Operation
{
    internal Operation(string[] words, Shape request, Shape response)
    {
        var target = words[1].Split('?');
        Method = words[0];
        Path = target[0];
        SubResource = target.Length > 1 ? target[1] : null;
        Name = words[2];
        IsPaged = words.Length > 3;
        Request = request;
        Response = response;
        Items = words.Length > 4 ? response.Members.Single(member => string.Equals(member.Name, words[4], StringComparison.Ordinal)) : null;
    }

    internal string Name { get; }

    internal string Method { get; }

    internal string Path { get; }

    /// <summary>A fixed word in the query string, as in <c>…/mpaApprovalTeam?delete</c>.</summary>
    internal string? SubResource { get; }

    internal bool IsPaged { get; }

    /// <summary>The list of the response that a paginator runs through.</summary>
    internal Member? Items { get; }

    internal Shape Request { get; }

    internal Shape Response { get; }

    internal bool IsLabel(Member member) => Path.IndexOf("{" + member.Name + "}", StringComparison.Ordinal) >= 0;

    internal bool IsInBody(Member member) => member.Query is null && !IsLabel(member);
}
