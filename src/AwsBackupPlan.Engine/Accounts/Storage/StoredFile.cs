using System.Globalization;
using System.Net;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Accounts.Storage;

/// <summary>A file in a bucket of Amazon S3, read piece by piece: however long it is, no more than a piece is kept.</summary>
/// <remarks>Whatever comes between two pieces is noticed: all of them are of the file as it was at the first.</remarks>
internal sealed class StoredFile(AccountSession session, string region, string bucket, string key)
{
    private const int PieceSize = 1 << 20;
    private const int MostAttempts = 4;
    private const string RegionHeader = "x-amz-bucket-region";

    private readonly AccountTarget _target = session.Target;
    private byte[] _buffer = [];
    private string _region = region;
    private bool _isElsewhere;
    private string? _etag;
    private long _next;
    private long? _length;

    /// <summary>Where it is.</summary>
    public string Uri { get; } = $"s3://{bucket}/{key}";

    /// <summary>The next piece; an empty one at the end. It holds until the next is asked for.</summary>
    /// <exception cref="AccountException">It is not there, or cannot be read.</exception>
    public async Task<ArraySegment<byte>> NextAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; _length is null || _next < _length; attempt++)
        {
            try
            {
                using var answer = await AskAsync(cancellationToken).ConfigureAwait(false);
                if (answer is null)
                {
                    continue;
                }

                var read = await FillAsync(answer, cancellationToken).ConfigureAwait(false);
                _next += read;
                return new ArraySegment<byte>(_buffer, 0, read);
            }
            // A call has its own retries; what breaks off behind the head of an answer has these.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && attempt < MostAttempts && AwsCall.Of(exception) is null && (CallFault.IsNetwork(exception) || CallFault.IsTimeout(exception)))
            {
                session.Observer.Verbose($"s3 GetObject for account {_target.AccountId} in {_region}: the answer broke off and is asked for again, retry {attempt} of {MostAttempts - 1}.");
                await Waiting.ForAsync(TimeSpan.FromSeconds(attempt), session.Time, cancellationToken).ConfigureAwait(false);
            }
        }

        return default;
    }

    /// <summary>Asks for the next piece.</summary>
    /// <returns>The answer; <see langword="null"/> when it has to be asked again elsewhere, or there is nothing more.</returns>
    private async Task<GetObjectResponse?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(_next, _next + PieceSize - 1), EtagToMatch = _etag };
            var answer = await session.S3(_region).GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                _etag ??= answer.ETag;
                _length ??= LengthOf(answer);
                return answer;
            }
            catch (IOException)
            {
                answer.Dispose();
                throw;
            }
        }
        catch (AmazonS3Exception exception) when (OtherRegion(exception) is { } other)
        {
            session.Observer.Verbose($"The bucket {bucket} is in {other}, and is asked there.");
            (_region, _isElsewhere) = (other, true);
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && _next == 0)
        {
            _length = 0;
            return null;
        }
        catch (AmazonS3Exception exception) when (Meaning(exception) is not null)
        {
            throw Meaning(exception)!;
        }
    }

    private async Task<int> FillAsync(GetObjectResponse answer, CancellationToken cancellationToken)
    {
        var expected = (int)Math.Min(PieceSize, _length!.Value - _next);
        if (answer.ContentLength != expected)
        {
            throw new IOException($"{answer.ContentLength} bytes came instead of {expected}.");
        }

        if (_buffer.Length < expected)
        {
            _buffer = new byte[expected];
        }

        // What limits a call ends with the head of its answer.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(session.RequestTimeout);
        var read = 0;
        while (read < expected)
        {
#if NET
            var count = await answer.ResponseStream.ReadAsync(_buffer.AsMemory(read, expected - read), stop.Token).ConfigureAwait(false);
#else
            var count = await answer.ResponseStream.ReadAsync(_buffer, read, expected - read, stop.Token).ConfigureAwait(false);
#endif
            if (count == 0)
            {
                throw new IOException($"The answer ended after {read} of {expected} bytes.");
            }

            read += count;
        }

        return read;
    }

    // bytes 0-9/100; without it the answer is the whole file.
    private static long LengthOf(GetObjectResponse answer) =>
        answer.ContentRange is not { Length: > 0 } range ? answer.ContentLength
        : long.TryParse(range.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
        : throw new IOException($"S3 does not say how long the file is: {range}.");

    // It is followed once, and only within the partition.
    private string? OtherRegion(AmazonS3Exception exception)
    {
        if (_isElsewhere || exception.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest) || exception.InnerException is not HttpErrorResponseException { Response: { } response })
        {
            return null;
        }

        var other = response.IsHeaderPresent(RegionHeader) ? response.GetHeaderValue(RegionHeader) : null;
        return other is not null && !string.Equals(other, _region, StringComparison.Ordinal) && string.Equals(Partitions.Find(other), session.Partition, StringComparison.Ordinal) ? other : null;
    }

    private AccountException? Meaning(AmazonS3Exception exception) => exception.ErrorCode switch
    {
        "PermanentRedirect" or "AuthorizationHeaderMalformed" => Fault(
            "BucketElsewhere", FailureCategory.InvalidOperation, $"The bucket {bucket} is not in {_region}, and S3 does not say where.", $"See where it is: aws s3api get-bucket-location --bucket {bucket}; then run this command for that Region.", exception),
        "NoSuchBucket" => Fault("BucketNotFound", FailureCategory.ObjectNotFound, $"There is no bucket {bucket}.", "Name a bucket that there is: New-XacntBackupAudit -BucketName.", exception),
        "NoSuchKey" => Fault("ReportFileNotFound", FailureCategory.ObjectNotFound, $"There is no file {Uri} any more.", "Have a new report made: Start-XacntAuditReport. A rule of the bucket may delete reports too soon.", exception),
        "PreconditionFailed" => Fault("ReportFileChanged", FailureCategory.ResourceBusy, $"The file {Uri} was changed while it was read.", "Run this command again.", exception),
        _ when CallFault.IsAccessDenied(exception) => Denied(exception),
        _ => null,
    };

    private AccountException Denied(AmazonS3Exception exception)
    {
        var failure = AccountFailures.OfCall(exception, _target);
        return new AccountException(
            failure.ErrorId,
            failure.Category,
            $"The file {Uri} cannot be read. {failure.Message}",
            $"{failure.Remedy} Where the bucket is another account's, its policy has to allow it as well, and where it is encrypted with a key of KMS, kms:Decrypt is needed. S3 answers the same for a file that is there no more, unless s3:ListBucket is allowed.",
            exception)
        {
            Region = _region,
        };
    }

    private AccountException Fault(string errorId, FailureCategory category, string message, string remedy, Exception exception) =>
        new(errorId, category, $"For account {_target.AccountId}, {_region}: {message}", remedy, exception) { Region = _region };
}
