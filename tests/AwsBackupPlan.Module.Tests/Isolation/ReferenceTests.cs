using System.Reflection;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>Whether what the packaged assemblies ask for is there: in their folder, in PowerShell, or in the platform.</summary>
public sealed class ReferenceTests : IDisposable
{
    private static readonly Version WindowsPowerShell = new(3, 0, 0, 0);

    private readonly AssemblyFolder _core = Folder("Core");
    private readonly AssemblyFolder _desktop = Folder("Desktop");
    private readonly AssemblyFolder _framework = new(FreshProcess.Metadata(".NET Framework"), Path.Combine(FreshProcess.Metadata(".NET Framework"), "Facades"));
    private readonly AssemblyFolder _dotnet = new(FreshProcess.Metadata(".NET 8"));

    public static TheoryData<string> DesktopFiles => [.. Directory.GetFiles(Library("Desktop"), "*.dll", SearchOption.AllDirectories).Select(static file => Path.GetFileNameWithoutExtension(file))];

    public static TheoryData<string> CoreFiles => [.. Directory.GetFiles(Library("Core"), "*.dll", SearchOption.AllDirectories).Select(static file => Path.GetFileNameWithoutExtension(file))];

    private static string[] AllOfCore => [Library("Core"), Path.Combine(Library("Core"), "Dependencies"), FreshProcess.Metadata("PowerShell"), FreshProcess.Metadata(".NET 8")];

    private static string[] AllOfDesktop =>
    [
        Library("Desktop"), Path.Combine(Library("Desktop"), "Dependencies"), FreshProcess.Metadata("Windows PowerShell"),
        FreshProcess.Metadata(".NET Framework"), Path.Combine(FreshProcess.Metadata(".NET Framework"), "Facades"),
    ];

    public void Dispose()
    {
        _core.Dispose();
        _desktop.Dispose();
        _framework.Dispose();
        _dotnet.Dispose();
    }

    /// <remarks>The module's resolver ignores versions, as .NET Framework does for its own: an older assembly would be taken, and lack what is asked of it.</remarks>
    [Fact]
    public void In_Windows_PowerShell_every_assembly_that_is_asked_for_lies_in_the_folder_or_in_NET_Framework_and_is_not_older()
        => Assert.Empty(_desktop.Files.SelectMany(file => file.References.Where(reference => !IsThere(reference)).Select(reference => $"{file.Identity.Name}: {reference}")));

    [Theory]
    [MemberData(nameof(DesktopFiles))]
    public void In_Windows_PowerShell_every_type_and_member_that_is_named_is_there(string name)
    {
        using var all = new AssemblyFolder(AllOfDesktop);

        Assert.Empty(all.Lacks(all.Find(name)!));
    }

    [Fact]
    public void A_member_that_an_older_assembly_lacks_is_found_to_be_missing()
    {
        using var all = new AssemblyFolder([FreshProcess.Metadata("AWSSDK.Core 4.0.3.3 of .NET Framework"), .. AllOfDesktop]);

        Assert.Equal(["Amazon.Runtime.ClientConfig: Void set_MaxStaleConnectionRetries`0(Int32)"], all.Lacks(all.Find("AwsBackupPlan.Engine")!));
    }

    [Fact]
    public void In_PowerShell_7_every_assembly_that_is_asked_for_lies_in_the_folder_or_in_NET_8()
        => Assert.Empty(_core.Files.SelectMany(file => file.References
            .Where(reference => !IsPowerShell(reference) && !IsNotOlder(_core.Find(reference.Name!), reference) && !IsNotOlder(_dotnet.Find(reference.Name!), reference))
            .Select(reference => $"{file.Identity.Name}: {reference}")));

    [Theory]
    [MemberData(nameof(CoreFiles))]
    public void In_PowerShell_7_every_type_and_member_that_is_named_is_there_on_NET_8(string name)
    {
        using var all = new AssemblyFolder(AllOfCore);

        Assert.Empty(all.Lacks(all.Find(name)!));
    }

    /// <remarks>These tests run on a newer one, and ask for what came with .NET 9.</remarks>
    [Fact]
    public void A_member_that_NET_8_lacks_is_found_to_be_missing()
    {
        using var all = new AssemblyFolder([typeof(ReferenceTests).Assembly.Location, .. AllOfCore]);

        Assert.Contains(all.Lacks(all.Find("AwsBackupPlan.Module.Tests")!), static member => member.StartsWith("System.Convert: static String ToHexStringLower", StringComparison.Ordinal));
    }

    [Fact]
    public void The_cmdlets_alone_ask_for_PowerShell_and_want_no_newer_one_than_the_oldest()
    {
        Assert.All([_core, _desktop], static folder =>
        {
            var (file, asked) = Assert.Single(folder.Files.SelectMany(static file => file.References.Where(static reference => reference.Name!.StartsWith("System.Management.Automation", StringComparison.Ordinal)).Select(reference => (file, reference))));
            Assert.Equal("AwsBackupPlan.Cmdlets", file.Identity.Name);
            Assert.True(IsPowerShell(asked), asked.ToString());
        });
    }

    /// <remarks>The SDK loads two of its assemblies by name.</remarks>
    [Theory]
    [InlineData("Core")]
    [InlineData("Desktop")]
    public void Nothing_lies_there_that_nothing_asks_for(string edition)
    {
        var folder = edition is "Core" ? _core : _desktop;
        var asked = folder.Files.SelectMany(static file => file.References).Select(static reference => reference.Name!).Concat(["AwsBackupPlan.Cmdlets", "AWSSDK.SSO", "AWSSDK.SSOOIDC"]).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(folder.Files, file => Assert.Contains(file.Identity.Name!, asked));
    }

    private static AssemblyFolder Folder(string edition) => new(Library(edition), Path.Combine(Library(edition), "Dependencies"));

    private static string Library(string edition) => Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", edition);

    private static bool IsPowerShell(AssemblyName reference) => reference.Name is "System.Management.Automation" && reference.Version == WindowsPowerShell;

    private bool IsThere(AssemblyName reference) => IsPowerShell(reference) || IsNotOlder(_desktop.Find(reference.Name!), reference) || IsNotOlder(_framework.Find(reference.Name!), reference);

    private static bool IsNotOlder(AssemblyFile? file, AssemblyName reference)
        => file is not null && file.Identity.Version >= reference.Version && (reference.GetPublicKeyToken() ?? []).AsSpan().SequenceEqual(file.Identity.GetPublicKeyToken() ?? []);
}
