using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>What a web identity token (a JWT) says. Its signature is not checked: that would need the issuer's keys.</summary>
/// <param name="Issuer">Who made it.</param>
/// <param name="Subject">Whom it names.</param>
/// <param name="Audience">For whom it was made.</param>
internal sealed record WebIdentityToken(string Issuer, string Subject, string Audience)
{
    /// <summary>Reads a token.</summary>
    /// <exception cref="SimulatedException">It is none, or it has expired.</exception>
    public static WebIdentityToken Read(string text, DateTimeOffset now)
    {
        try
        {
            var parts = text.Split('.');
            if (parts.Length != 3 || parts[2].Length == 0)
            {
                throw new FormatException();
            }

            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            _ = header.RootElement.GetProperty("alg").GetString();
            var expires = DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
            var token = new WebIdentityToken(Text("iss"), Text("sub"), Text("aud"));
            return expires > now ? token : throw new SimulatedException(
                "ExpiredTokenException", $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {expires.ToUnixTimeSeconds()}");

            string Text(string name) => claims.RootElement.GetProperty(name).GetString() ?? throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or DecoderFallbackException)
        {
            throw new SimulatedException("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }
}
