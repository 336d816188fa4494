using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class AccountTargetValidatorTests
{
    private static readonly AccountTarget Valid = new("222222222222", "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");

    [Fact]
    public void A_valid_target_has_no_faults() => Assert.Empty(AccountTargetValidator.Validate(Valid with { ExternalId = "abc-123" }));

    [Theory]
    [InlineData("", "12 digits are needed")]
    [InlineData("22222222222a", "12 digits are needed")]
    [InlineData("2222222222222", "12 digits are needed")]
    [InlineData("٢٢٢٢٢٢٢٢٢٢٢٢", "12 digits are needed")]
    [InlineData("222222222222\n", "12 digits are needed")]
    [InlineData("1234567890", "it is 001234567890; keep the column as text")]
    [InlineData("1.23457E+11", "A spreadsheet has rounded it")]
    [InlineData("2222-2222-2222", "Write it as 222222222222.")]
    [InlineData(" 222222222222", "Write it as 222222222222.")]
    public void An_account_id_that_is_none_is_a_fault(string accountId, string hint)
        => AssertFault(Valid with { AccountId = accountId }, "AccountId", hint);

    [Theory]
    [InlineData("a")]
    [InlineData("9_-A")]
    [InlineData("abcdefghijklmnopqrstuv")]
    public void An_ABS_name_of_1_to_22_allowed_characters_is_right(string absName) => Assert.Empty(AccountTargetValidator.Validate(Valid with { AbsName = absName }));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("pay*")]
    [InlineData("größe")]
    [InlineData("abcdefghijklmnopqrstuvw")]
    public void An_ABS_name_that_is_none_is_a_fault(string absName) => AssertFault(Valid with { AbsName = absName }, "AbsName", "1–22 letters");

    [Fact]
    public void For_reading_an_ABS_name_may_be_a_pattern() => Assert.Empty(AccountTargetValidator.Validate(Valid with { AbsName = "pay*" }, allowWildcards: true));

    [Fact]
    public void For_reading_an_ABS_name_without_a_wildcard_is_checked_as_ever()
        => Assert.Equal("AbsName", Assert.Single(AccountTargetValidator.Validate(Valid with { AbsName = "a b" }, allowWildcards: true)).ParameterName);

    [Theory]
    [InlineData("us-east1", "Did you mean 'us-east-1'?")]
    [InlineData("US-EAST-1", "Did you mean 'us-east-1'?")]
    [InlineData("us-east-1a", "Did you mean 'us-east-1'?")]
    [InlineData("", "A Region is written like us-east-1.")]
    [InlineData("us-esat-1", "Did you mean 'us-east-1'? For a Region that is newer than this module, name its partition with -Partition.")]
    [InlineData("nowhere", "A Region is written like us-east-1.")]
    public void A_Region_that_is_none_is_a_fault(string region, string hint) => AssertFault(Valid with { Region = region }, "Region", hint);

    [Theory]
    [InlineData("eu-central-1", "aws")]
    [InlineData("mx-central-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("eu-isoe-west-1", "aws-iso-e")]
    [InlineData("us-isof-south-1", "aws-iso-f")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("xx-east-1", null)]
    public void The_partition_is_found_from_the_Region(string region, string? partition) => Assert.Equal(partition, Partitions.Find(region));

    [Fact]
    public void A_Region_of_another_partition_than_the_one_named_is_a_fault()
        => Assert.Contains("is in partition aws, not in aws-cn", Assert.Single(AccountTargetValidator.Validate(Valid with { CopyRegions = [] }, "aws-cn")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_named_partition_admits_a_Region_that_is_not_known()
        => Assert.Empty(AccountTargetValidator.Validate(Valid with { Region = "mars-north-1", CopyRegions = [] }, "aws-mars"));

    [Theory]
    [InlineData("us-esat-1", "aws")]
    [InlineData("us-east-9", null)]
    [InlineData("eu-northwest-3", null)]
    public void A_Region_that_may_be_new_is_admitted(string region, string? partition) => Assert.Empty(AccountTargetValidator.Validate(Valid with { Region = region }, partition));

    [Theory]
    [InlineData("us-east-1", "is the primary Region")]
    [InlineData("cn-north-1", "cannot be copied between partitions")]
    [InlineData("useast2", "Did you mean 'us-east-2'?")]
    public void A_copy_Region_that_cannot_be_is_a_fault(string region, string hint) => AssertFault(Valid with { CopyRegions = [region] }, "CopyRegion", hint);

    [Fact]
    public void A_copy_Region_that_is_named_twice_is_a_fault() => AssertFault(Valid with { CopyRegions = ["us-east-2", "us-east-2"] }, "CopyRegion", "more than once");

    [Theory]
    [InlineData("team/Xacnt_Backup_Role")]
    [InlineData("/a/b/Role+=,.@-")]
    public void A_role_may_have_a_path(string role) => Assert.Empty(AccountTargetValidator.Validate(Valid with { RoleName = role }));

    [Theory]
    [InlineData("", "1–64 letters")]
    [InlineData("a b", "1–64 letters")]
    [InlineData("path/", "1–64 letters")]
    [InlineData("arn:aws:iam::222222222222:role/x", "is an ARN")]
    public void A_role_that_is_none_is_a_fault(string role, string hint) => AssertFault(Valid with { RoleName = role }, "RoleName", hint);

    [Fact]
    public void An_external_id_that_AWS_refuses_is_a_fault_that_does_not_repeat_it()
    {
        ParameterFault fault = Assert.Single(AccountTargetValidator.Validate(Valid with { ExternalId = "s e c r e t" }));

        Assert.Equal("ExternalId", fault.ParameterName);
        Assert.DoesNotContain("s e c r e t", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_together()
        => Assert.Equal(
            ["AccountId", "AbsName", "Region", "CopyRegion", "RoleName"],
            AccountTargetValidator.Validate(new AccountTarget("1", " ", "x", ["y"], "a b")).Select(fault => fault.ParameterName));

    private static void AssertFault(AccountTarget target, string parameterName, string hint)
    {
        ParameterFault fault = Assert.Single(AccountTargetValidator.Validate(target));
        Assert.Equal(parameterName, fault.ParameterName);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }
}
