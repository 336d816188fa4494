namespace AwsBackupPlan.Engine.Accounts;

/// <summary>What AWS allows in the names of accounts, roles and tags.</summary>
internal static class AccountPatterns
{
    public static TextPattern AccountId { get; } = new("[0-9]{12}", "12 digits");

    // AWS allows 50 characters in the name of a selection; 28 of them are the module's.
    public static TextPattern AbsName { get; } = new(
        "[A-Za-z0-9][A-Za-z0-9_-]{0,21}",
        "1–22 letters (A–Z, a–z), digits, '-' and '_', beginning with a letter or digit");

    public static TextPattern RegionShape { get; } = new("[a-z]{2,6}(-[a-z]+)+-[0-9]{1,2}", "a Region such as us-east-1");

    public static TextPattern Partition { get; } = new("aws(-[a-z]+)*", "a partition such as aws, aws-cn or aws-us-gov");

    // The path has at most 512 characters and stands between slashes.
    public static TextPattern RoleName { get; } = new(
        @"/?([\x21-\x2E\x30-\x7E]{1,510}/){0,50}[A-Za-z0-9_+=,.@-]{1,64}",
        "1–64 letters, digits and _+=,.@- with the role's path in front where it has one, such as team/Xacnt_Backup_Role");

    public static TextPattern ExternalId { get; } = new("[A-Za-z0-9_+=,.@:/-]{2,1224}", "2–1224 letters, digits and _+=,.@:/-");

    public static TextPattern SessionName { get; } = new("[A-Za-z0-9_+=,.@-]{2,64}", "2–64 letters, digits and _+=,.@-");

    public static TextPattern SourceIdentity { get; } = new(
        "(?!aws:)[A-Za-z0-9_+=,.@-]{2,64}", "2–64 letters, digits and _+=,.@-");

    public static TextPattern KeyAlias { get; } = new("(alias/)?[A-Za-z0-9/_-]{1,250}", "1–250 letters, digits and /_- with or without alias/ in front");

    public static TextPattern ParameterName { get; } = new(
        @"[A-Za-z0-9_./-]{1,1011}(:[A-Za-z0-9_.-]{1,100})?|arn:aws(-[a-z]+)*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9_./-]{1,1011}",
        "the name of an SSM parameter (letters, digits and _.-/, with :version where one is meant), or the ARN of a shared one");

    /// <summary>Whether no parameter can be made under a name. Those that AWS has made there can be read.</summary>
    public static bool IsReserved(string parameterName)
    {
        var name = parameterName.TrimStart('/');
        return name.StartsWith("aws", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ssm", StringComparison.OrdinalIgnoreCase);
    }

    public static TextPattern RoleArn { get; } = new(
        @"arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/([\x21-\x2E\x30-\x7E]{1,510}/){0,50}[A-Za-z0-9_+=,.@-]{1,64}",
        "the ARN of a role such as arn:aws:iam::222222222222:role/AWSBackup-Custom");

    public static TextPattern VaultArn { get; } = new(
        @"arn:aws(-[a-z]+)*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:[A-Za-z0-9_-]{2,50}",
        "the ARN of a backup vault such as arn:aws:backup:us-east-1:111111111111:backup-vault:Central");

    // A session is known to policies by its role. Nobody at all would be let through by a pattern that AWS does not read.
    public static TextPattern PrincipalPattern { get; } = new(
        @"arn:aws(-[a-z]+)*:iam::([0-9]{12}|\*):(root|(role|user)/[A-Za-z0-9_+=,.@/*?-]{1,512})",
        "the ARN of a role, user or root, such as arn:aws:iam::222222222222:role/BackupAdmin; * and ? are wildcards, and * in the account's place stands for every account");
}
