namespace AwsBackupPlan.Simulator.Kms;

/// <summary>A kind of key: what it can be used for, and with which algorithms.</summary>
/// <param name="Name">The name, such as <c>SYMMETRIC_DEFAULT</c>.</param>
/// <param name="Algorithms">For each usage, the member of the key's metadata that names the algorithms, and these.</param>
internal sealed record KeySpec(string Name, IReadOnlyDictionary<string, (string Member, string[] Names)> Algorithms)
{
    /// <summary>The symmetric kind that AWS services encrypt with.</summary>
    public const string Symmetric = "SYMMETRIC_DEFAULT";

    /// <summary>The usage of keys that AWS services encrypt with.</summary>
    public const string Encryption = "ENCRYPT_DECRYPT";

    private const string Signing = "SIGN_VERIFY";
    private const string Mac = "GENERATE_VERIFY_MAC";
    private const string Agreement = "KEY_AGREEMENT";

    private static readonly string[] RsaEncryption = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];

    private static readonly string[] RsaSigning =
    [
        "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512", "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
    ];

    /// <summary>The kinds that can be made here, by name.</summary>
    public static IReadOnlyDictionary<string, KeySpec> All { get; } = new[]
    {
        Of(Symmetric, (Encryption, ["SYMMETRIC_DEFAULT"])),
        Of("RSA_2048", (Encryption, RsaEncryption), (Signing, RsaSigning)),
        Of("RSA_3072", (Encryption, RsaEncryption), (Signing, RsaSigning)),
        Of("RSA_4096", (Encryption, RsaEncryption), (Signing, RsaSigning)),
        Of("ECC_NIST_P256", (Signing, ["ECDSA_SHA_256"]), (Agreement, ["ECDH"])),
        Of("ECC_NIST_P384", (Signing, ["ECDSA_SHA_384"]), (Agreement, ["ECDH"])),
        Of("ECC_NIST_P521", (Signing, ["ECDSA_SHA_512"]), (Agreement, ["ECDH"])),
        Of("ECC_SECG_P256K1", (Signing, ["ECDSA_SHA_256"])),
        Of("HMAC_224", (Mac, ["HMAC_SHA_224"])),
        Of("HMAC_256", (Mac, ["HMAC_SHA_256"])),
        Of("HMAC_384", (Mac, ["HMAC_SHA_384"])),
        Of("HMAC_512", (Mac, ["HMAC_SHA_512"])),
    }.ToDictionary(static spec => spec.Name, StringComparer.Ordinal);

    private static KeySpec Of(string name, params (string Usage, string[] Names)[] algorithms) => new(
        name,
        algorithms.ToDictionary(
            static algorithm => algorithm.Usage,
            static algorithm => (MemberFor(algorithm.Usage), algorithm.Names),
            StringComparer.Ordinal));

    private static string MemberFor(string usage) => usage switch
    {
        Encryption => "EncryptionAlgorithms",
        Signing => "SigningAlgorithms",
        Mac => "MacAlgorithms",
        _ => "KeyAgreementAlgorithms",
    };
}
