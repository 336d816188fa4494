using System.Reflection;
using AwsBackupPlan.Cmdlets.Isolation;

namespace AwsBackupPlan.Module.Tests.Isolation;

public sealed class DependencyMatchTests
{
    [Theory]
    [InlineData("AWSSDK.Core, Version=4.0.0.0, PublicKeyToken=885c28607f98e604", "AWSSDK.Core, Version=4.0.0.0, PublicKeyToken=885c28607f98e604", true)]
    [InlineData("AWSSDK.Core, Version=4.0.0.0, PublicKeyToken=885c28607f98e604", "AWSSDK.Core, Version=5.0.0.0, PublicKeyToken=885c28607f98e604", true)]
    [InlineData("AwsBackupPlan.Engine, Version=1.0.0.0", "AwsBackupPlan.Engine, Version=2.0.0.0", true)]
    [InlineData("System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", null, true)]
    [InlineData("System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "System.Text.Json, Version=10.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "System.Text.Json, Version=6.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", true)]
    [InlineData("System.Text.Json, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "System.Text.Json, Version=10.0.0.0, PublicKeyToken=b03f5f7f11d50a3a", true)]
    [InlineData("Microsoft.Bcl.AsyncInterfaces, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "Microsoft.Bcl.AsyncInterfaces, Version=8.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    public void The_modules_own_copy_is_preferred_unless_PowerShell_brings_the_same_library_of_the_platform(string own, string? host, bool prefersOwn)
        => Assert.Equal(prefersOwn, DependencyMatch.PrefersOwn(new AssemblyName(own), host is null ? null : new AssemblyName(host)));

    [Theory]
    [InlineData("System.Text.Json", "/modules/AwsBackupPlan/lib/Desktop/Dependencies/AWSSDK.Core.dll", true)]
    [InlineData("AwsBackupPlan.Engine", "/modules/AwsBackupPlan/lib/Desktop/AwsBackupPlan.Cmdlets.dll", true)]
    [InlineData("System.Text.Json", "/modules/Other/Other.dll", false)]
    [InlineData("AWSSDK.Core", "/modules/AwsBackupPlan/lib/Desktop2/Other.dll", false)]
    [InlineData("AWSSDK.S3", null, true)]
    [InlineData("Amazon.Backup", "", true)]
    [InlineData("System.Text.Json", null, false)]
    [InlineData(null, null, false)]
    public void Without_load_contexts_only_the_modules_own_requests_are_answered(string? name, string? requester, bool isOwn)
        => Assert.Equal(isOwn, DependencyMatch.IsOwnRequest(name, requester?.Replace('/', Path.DirectorySeparatorChar), "/modules/AwsBackupPlan/lib/Desktop".Replace('/', Path.DirectorySeparatorChar)));
}
