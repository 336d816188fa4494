using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Tests.Teardown;

public sealed class TeardownOptionsValidatorTests
{
    [Fact]
    public void The_defaults_have_no_faults() => Assert.Empty(TeardownOptionsValidator.Validate(new TeardownOptions()));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(604_801)]
    public void A_time_out_that_makes_no_sense_is_a_fault(int seconds)
        => Assert.Equal("TimeoutSeconds", Assert.Single(TeardownOptionsValidator.Validate(new TeardownOptions { Timeout = TimeSpan.FromSeconds(seconds) })).ParameterName);

    [Theory]
    [InlineData(ContinuousBackupRemoval.Keep, 0)]
    [InlineData(ContinuousBackupRemoval.Disassociate, 1)]
    [InlineData(ContinuousBackupRemoval.Delete, 1)]
    public void Who_keeps_all_recovery_points_cannot_have_the_continuous_ones_end(ContinuousBackupRemoval removal, int faults) =>
        Assert.Equal(faults, TeardownOptionsValidator.Validate(new TeardownOptions { KeepRecoveryPoints = true, ContinuousBackup = removal }).Count);

    [Fact]
    public void A_tag_key_that_AWS_refuses_is_a_fault()
        => Assert.Equal("TagKey", Assert.Single(TeardownOptionsValidator.Validate(new TeardownOptions { TagKey = "aws:x" })).ParameterName);
}
