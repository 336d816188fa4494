using AwsBackupPlan.PackageWriter;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>What of CHANGELOG.md belongs to a version.</summary>
public sealed class ReleaseNotesTests
{
    private const string Changes = """
        # Changes

        ## 1.0.10 (not released)

        - The tenth.

        ## 1.0.1 (2026-02-01)

        - The first.

        ## 1.0.0 (2026-01-31)

        - All of it.
        """;

    [Theory]
    [InlineData("1.0.10", "- The tenth.")]
    [InlineData("1.0.1", "- The first.")]
    [InlineData("1.0.0", "- All of it.")]
    public void They_are_those_of_the_version_and_not_of_one_that_begins_alike(string version, string expected) => Assert.Equal(expected, ReleaseNotes.Of(Changes, version));

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.0.2")]
    public void A_version_that_has_none_is_an_error(string version)
        => Assert.Contains(version, Assert.Throws<InvalidOperationException>(() => ReleaseNotes.Of(Changes, version)).Message, StringComparison.Ordinal);
}
