#if NET
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// The calls that every run begins with, made once in a process with answers out of memory, while the command still reads its parameters. .NET
/// compiles code when it first runs, and the first call to AWS runs a lot of it: two processors have done that sooner than one.
/// </summary>
internal static class Rehearsal
{
    private static readonly Uri Endpoint = new("http://rehearsal.invalid/");

    private static int s_begun;

    /// <summary>Makes the calls, unless they were made before.</summary>
    /// <returns>Whether all of them ran to their end, as far as this is to be said.</returns>
    public static Task<bool> RunAsync() => Interlocked.Exchange(ref s_begun, 1) == 0 ? TryAsync() : Task.FromResult(true);

    private static async Task<bool> TryAsync()
    {
        try
        {
            await Task.WhenAll(Task.Run(CallAsync), Task.Run(ConnectAsync)).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Whatever goes wrong here goes wrong again in earnest, and is told then, without the secrets that it may quote.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    // Not the role, whose answer is like no other: that is compiled by the work itself meanwhile.
    private static async Task CallAsync()
    {
        var target = new AccountTarget("000000000000", "*", "us-east-1", [], "Rehearsal");
        var options = new ConnectionOptions { EndpointUrl = Endpoint };
        using var connection = new AwsConnection(options, TimeProvider.System, new HttpConnections(options.RequestTimeout, new Answers()));
        var credentials = new GivenCredentials(new SessionAWSCredentials("ASIDREHEARSAL", "opens nothing", "none"));
        using var session = new AccountSession(connection, target, "aws", new RoleSession(options.SessionDuration, TimeProvider.System), credentials, new Nobody(), connection.Secrets);
        await new BackupSetReader(session).ReadPlansAsync(static _ => false, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task ConnectAsync()
    {
        var handler = HttpConnections.NewHandler();
        handler.UseProxy = false;
        handler.ConnectCallback = static (_, _) => new ValueTask<Stream>(new AnsweringStream());
        using var client = new HttpClient(handler);
        using var content = new ByteArrayContent([]);
        using var answer = await client.PostAsync(Endpoint, content).ConfigureAwait(false);
        await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    /// <summary>Answers as AWS Backup does for an account in which nothing is.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent("{}"u8.ToArray()) };
            answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            // Without one it would be no answer of AWS.
            answer.Headers.Add("x-amzn-RequestId", "rehearsed");
            return Task.FromResult(answer);
        }
    }

    /// <summary>A connection to nobody: whatever is asked, the answer is empty.</summary>
    private sealed class AnsweringStream : Stream
    {
        private readonly MemoryStream _answer = new(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"), writable: false);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => _answer.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _answer.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    /// <summary>Hears nothing.</summary>
    private sealed class Nobody : IWorkObserver
    {
        public void Verbose(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(WorkProgress progress)
        {
        }

        public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(Decision.Declined);

        public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken) => new((string?)null);
    }
}
#endif
