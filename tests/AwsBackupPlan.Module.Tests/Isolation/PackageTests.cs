using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>What the package holds, and what its assemblies ask for.</summary>
public sealed class PackageTests
{
    private static string Library => Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib");

    [Theory]
    [InlineData("Core")]
    [InlineData("Desktop")]
    public void PowerShells_load_context_gets_the_cmdlets_and_the_types_that_users_see_and_nothing_else(string edition)
        => Assert.Equal(
            ["AwsBackupPlan.Abstractions.dll", "AwsBackupPlan.Cmdlets.dll"],
            [.. Directory.GetFiles(Path.Combine(Library, edition)).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]);

    /// <remarks>The list is whole: nothing that an earlier build has left may come along.</remarks>
    [Fact]
    public void The_engine_and_the_whole_SDK_lie_apart_and_nothing_else()
        => Assert.Equal(
            [
                "AWSSDK.Core.dll", "AWSSDK.KeyManagementService.dll", "AWSSDK.S3.dll", "AWSSDK.SSO.dll", "AWSSDK.SSOOIDC.dll", "AWSSDK.SecurityToken.dll", "AWSSDK.SimpleSystemsManagement.dll",
                "Amazon.Backup.dll", "AwsBackupPlan.Engine.dll", "Handlebars.dll",
            ],
            Dependencies("Core"));

    [Fact]
    public void For_Windows_PowerShell_come_the_libraries_that_it_lacks()
    {
        var files = Dependencies("Desktop");

        Assert.Superset(Dependencies("Core").ToHashSet(StringComparer.Ordinal), files.ToHashSet(StringComparer.Ordinal));
        Assert.All(files.Except(Dependencies("Core"), StringComparer.Ordinal), static file => Assert.True(file.StartsWith("System.", StringComparison.Ordinal) || file.StartsWith("Microsoft.Bcl.", StringComparison.Ordinal), file));
    }

    [Fact]
    public void PowerShell_itself_is_not_in_the_package()
        => Assert.DoesNotContain(
            Directory.GetFiles(Library, "*.dll", SearchOption.AllDirectories),
            static file => Path.GetFileName(file) is "System.Management.Automation.dll" or "Microsoft.PowerShell.Commands.Utility.dll");

    [Theory]
    [InlineData("Core", "AwsBackupPlan.Cmdlets.dll")]
    [InlineData("Core", "AwsBackupPlan.Abstractions.dll")]
    [InlineData("Desktop", "AwsBackupPlan.Cmdlets.dll")]
    [InlineData("Desktop", "AwsBackupPlan.Abstractions.dll")]
    public void What_PowerShell_loads_names_no_type_of_the_AWS_SDK(string edition, string file)
    {
        using var assembly = new PEReader(File.OpenRead(Path.Combine(Library, edition, file)));
        var metadata = assembly.GetMetadataReader();

        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, static name => name.StartsWith("AWSSDK.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase));
    }

    /// <remarks>Windows PowerShell asks for all types of a module's assembly before the module can say where the engine is.</remarks>
    [Theory]
    [InlineData("Core")]
    [InlineData("Desktop")]
    public void All_types_of_the_cmdlets_load_without_the_engine(string edition)
    {
        var context = new AssemblyLoadContext(edition, isCollectible: true);
        var asked = new List<string>();
        context.Resolving += (_, name) =>
        {
            asked.Add(name.Name!);
            return name.Name switch
            {
                "System.Management.Automation" => typeof(PSObject).Assembly,
                "AwsBackupPlan.Abstractions" => context.LoadFromAssemblyPath(Path.Combine(Library, edition, "AwsBackupPlan.Abstractions.dll")),
                _ => null,
            };
        };

        var types = context.LoadFromAssemblyPath(Path.Combine(Library, edition, "AwsBackupPlan.Cmdlets.dll")).GetTypes();

        Assert.Equal(23, types.Count(static type => type.GetCustomAttribute<CmdletAttribute>() is not null));
        Assert.DoesNotContain("AwsBackupPlan.Engine", asked, StringComparer.Ordinal);
        context.Unload();
    }

    private static string[] Dependencies(string edition)
        => [.. Directory.GetFiles(Path.Combine(Library, edition, "Dependencies")).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
