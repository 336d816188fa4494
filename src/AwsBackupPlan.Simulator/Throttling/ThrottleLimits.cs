using System.Globalization;

namespace AwsBackupPlan.Simulator.Throttling;

/// <summary>The limits of the services.</summary>
public sealed record ThrottleLimits
{
    private const string Form = "a number of calls a second, then if need be '/' and how many at once, such as 20 or 20/40 or backup=10/20,sts=50";

    private static readonly string[] KnownServices = ["backup", "config", "kms", "organizations", "rds", "s3", "ssm", "sso", "sso-oauth", "sts"];

    /// <summary>The limit of every service that has none of its own; unlimited when <see langword="null"/>.</summary>
    public ThrottleLimit? Standard { get; init; }

    /// <summary>The limits of single services, by signing name: <c>backup</c>, <c>config</c>, <c>kms</c>, <c>organizations</c>, <c>rds</c>, <c>s3</c>, <c>ssm</c>, <c>sso</c>, <c>sso-oauth</c>, <c>sts</c>.</summary>
    public IReadOnlyDictionary<string, ThrottleLimit> Services { get; init; } = new Dictionary<string, ThrottleLimit>(StringComparer.Ordinal);

    /// <summary>The limit of a service; <see langword="null"/> when it has none.</summary>
    public ThrottleLimit? Of(string service) => Services.GetValueOrDefault(service) ?? Standard;

    /// <summary>Reads limits as the command line has them: <c>RATE[/BURST]</c> for all services, <c>service=RATE[/BURST]</c> for one, with commas between.</summary>
    /// <remarks>Without a burst it is one second's calls.</remarks>
    /// <exception cref="FormatException">The text is nothing of this kind.</exception>
    public static ThrottleLimits Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ThrottleLimit? standard = null;
        var services = new Dictionary<string, ThrottleLimit>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var limit = ReadLimit(part[(equals + 1)..]);
            if (equals >= 0 && !KnownServices.Contains(part[..equals], StringComparer.Ordinal))
            {
                throw new FormatException($"'{part[..equals]}' is no service of the simulator; those are {string.Join(", ", KnownServices)}.");
            }

            if (equals >= 0 ? !services.TryAdd(part[..equals], limit) : standard is not null)
            {
                throw new FormatException($"'{text}' has two limits for the same calls.");
            }

            standard = equals < 0 ? limit : standard;
        }

        return new ThrottleLimits { Standard = standard, Services = services };
    }

    private static ThrottleLimit ReadLimit(string text)
    {
        var numbers = text.Split('/');
        if (numbers.Length > 2 || !double.TryParse(numbers[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate is not (> 0 and < 1e6))
        {
            throw new FormatException($"'{text}' is no limit: {Form}.");
        }

        var burst = (int)Math.Ceiling(rate);
        return numbers.Length == 1 || (int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out burst) && burst > 0)
            ? new ThrottleLimit(rate, burst)
            : throw new FormatException($"'{text}' is no limit: {Form}.");
    }
}
