using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>What a <c>credential_process</c> prints.</summary>
/// <param name="Credentials">The keys.</param>
/// <param name="Expiration">When they end; <see langword="null"/> when they do not.</param>
internal sealed record PrintedCredentials(ImmutableCredentials Credentials, DateTimeOffset? Expiration)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Reads the document; <see langword="null"/> when it is not one of credentials.</summary>
    public static PrintedCredentials? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            var root = document.RootElement;
            if (root.GetProperty("Version").GetInt32() != 1 || Text(root, "AccessKeyId") is not { } accessKey || Text(root, "SecretAccessKey") is not { } secretKey)
            {
                return null;
            }

            // Programs write the offset with and without a colon; what has none is in UTC, as all times of AWS.
            DateTimeOffset? expiration = Text(root, nameof(Expiration)) is { } end
                ? DateTimeOffset.Parse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                : null;
            return new PrintedCredentials(new ImmutableCredentials(accessKey, secretKey, Text(root, "SessionToken")), expiration);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => nameof(PrintedCredentials);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
