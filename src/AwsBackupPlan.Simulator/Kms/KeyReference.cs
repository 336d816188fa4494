using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>How a request names a key: by id, ARN, alias or the alias's ARN.</summary>
internal static class KeyReference
{
    // The services that make a key of their own in an account on first use, of those that matter beside databases.
    private static readonly HashSet<string> ManagedAliases = new(StringComparer.Ordinal)
    {
        "alias/aws/backup", "alias/aws/dynamodb", "alias/aws/ebs", "alias/aws/elasticfilesystem", "alias/aws/lambda",
        "alias/aws/rds", "alias/aws/redshift", "alias/aws/s3", "alias/aws/secretsmanager", "alias/aws/ssm",
    };

    /// <summary>Finds the key.</summary>
    /// <exception cref="SimulatedException">There is none, or the reference is not of the kind that the operation takes.</exception>
    public static KmsKey Resolve(KmsCall call, string reference, bool allowAlias)
    {
        var name = reference;
        if (reference.StartsWith("arn:", StringComparison.Ordinal))
        {
            name = NameOf(call, reference);
        }

        if (name.StartsWith("alias/", StringComparison.Ordinal))
        {
            return allowAlias
                ? ByAlias(call.Account, call.Request.Region, name, call.Now) ?? throw new SimulatedException("NotFoundException", $"Alias {call.AliasArn(name)} is not found.")
                : throw new SimulatedException("NotFoundException", $"Invalid keyId '{reference}'");
        }

        return IsKeyId(name)
            ? call.Region.Keys.GetValueOrDefault(name) is { } key && key.HiddenUntil <= call.Now ? key : throw new SimulatedException(
                "NotFoundException", $"Key '{call.AliasArn("key/" + name)}' does not exist")
            : throw new SimulatedException("NotFoundException", $"Invalid keyId '{reference}'");
    }

    private static string NameOf(KmsCall call, string reference)
    {
        if (!Arn.TryParse(reference, out var arn) || arn.Service is not "kms" || !string.Equals(arn.Partition, call.Request.Partition, StringComparison.Ordinal))
        {
            throw new SimulatedException("InvalidArnException", $"Invalid arn {reference}");
        }

        if (!string.Equals(arn.Region, call.Request.Region, StringComparison.Ordinal))
        {
            throw new SimulatedException("NotFoundException", $"Invalid arn {arn.Region}");
        }

        if (!string.Equals(arn.AccountId, call.Account.AccountId, StringComparison.Ordinal))
        {
            var operation = call.Request.Headers["X-Amz-Target"].Split('.')[^1];
            throw new SimulatedException(
                "AccessDeniedException",
                $"User: {call.Request.PrincipalArn} is not authorized to perform: kms:{operation} on resource: {reference} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access");
        }

        return arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? arn.Resource[4..] : arn.Resource;
    }

    /// <summary>Finds the key that another service of the account is told to use, or <see langword="null"/>.</summary>
    public static KmsKey? Find(KmsAccount account, string region, string reference, DateTimeOffset now)
    {
        var name = Arn.TryParse(reference, out var arn) ? arn.Resource : reference;
        if (arn is not null && !(string.Equals(arn.AccountId, account.AccountId, StringComparison.Ordinal) && string.Equals(arn.Region, region, StringComparison.Ordinal)))
        {
            return null;
        }

        return name.StartsWith("alias/", StringComparison.Ordinal)
            ? ByAlias(account, region, name, now)
            : account.In(region).Keys.GetValueOrDefault(name.StartsWith("key/", StringComparison.Ordinal) ? name[4..] : name);
    }

    private static KmsKey? ByAlias(KmsAccount account, string region, string name, DateTimeOffset now)
    {
        if (account.In(region).Aliases.TryGetValue(name, out var alias))
        {
            return account.In(region).Keys[alias.TargetKeyId];
        }

        return ManagedAliases.Contains(name) ? MakeManaged(account, region, name, now) : null;
    }

    private static KmsKey MakeManaged(KmsAccount account, string region, string name, DateTimeOffset now)
    {
        var key = new KmsKey
        {
            AccountId = account.AccountId,
            Region = region,
            KeyId = Guid.NewGuid().ToString(),
            Spec = KeySpec.All[KeySpec.Symmetric],
            Usage = KeySpec.Encryption,
            CreationDate = now,
            IsAwsManaged = true,
            IsRotated = true,
            RotatedSince = now,
            Description = $"Default key that protects my resources when no other key is defined ({name["alias/".Length..]})",
        };
        account.Add(key);
        account.In(region).Aliases[name] = new KmsAlias(name, key.KeyId, now, now);
        return key;
    }

    private static bool IsKeyId(string name) =>
        Guid.TryParseExact(name, "D", out _) || (name.StartsWith("mrk-", StringComparison.Ordinal) && Guid.TryParseExact(name[4..], "N", out _));
}
