using Amazon.Runtime;

namespace Amazon.Backup.Model;

/// <summary>Runs through the pages of one operation, once: a page may be empty and still have a token to the next.</summary>
internal abstract class BackupPaginator<TResponse>(AmazonWebServiceRequest request) : IPaginator<TResponse>
    where TResponse : AmazonWebServiceResponse
{
    private int _used;

    /// <summary>The responses, page by page.</summary>
    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    /// <summary>The request's token.</summary>
    protected abstract string? Token { get; set; }

#if NETFRAMEWORK
    // AWSSDK.Core has no asynchronous pages on .NET Framework, nor has the official package.
    IEnumerable<TResponse> IPaginator<TResponse>.Paginate()
    {
        Start();
        do
        {
            var response = Send();
            Token = NextToken(response);
            yield return response;
        }
        while (!string.IsNullOrEmpty(Token));
    }

    protected abstract TResponse Send();
#else
    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Start();
        do
        {
            var response = await SendAsync(cancellationToken).ConfigureAwait(false);
            Token = NextToken(response);
            cancellationToken.ThrowIfCancellationRequested();
            yield return response;
        }
        while (!string.IsNullOrEmpty(Token));
    }

    protected abstract Task<TResponse> SendAsync(CancellationToken cancellationToken);
#endif

    protected abstract string? NextToken(TResponse response);

    private void Start()
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("This paginator has been read already. Make a new one for each reading.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
    }
}
