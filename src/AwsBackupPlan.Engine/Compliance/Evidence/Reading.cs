using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>What was read, or why it could not be. What could not be read is never taken for good.</summary>
internal sealed class Reading<T>
{
    private readonly T? _value;

    private Reading(T? value, AccountFailure? failure) => (_value, Failure) = (value, failure);

    /// <summary>Why it could not be read; <see langword="null"/> when it was.</summary>
    public AccountFailure? Failure { get; }

    /// <summary>What was read.</summary>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException(Failure.Message);

    /// <summary>Something that was read.</summary>
    public static Reading<T> Of(T value) => new(value, null);

    /// <summary>Something that could not be read.</summary>
    public static Reading<T> Failed(AccountFailure failure) => new(default, failure);

    /// <summary>Reads something. Nothing but the end of the work is thrown.</summary>
    public static async Task<Reading<T>> OfAsync(Func<Task<T>> read, AccountTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return new(await read().ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever cannot be read is a finding of the controls that need it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(default, AccountFailures.From(exception, target));
        }
    }
}
