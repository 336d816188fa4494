using System.Management.Automation.Language;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Scripts;

/// <summary>The scripts of the repository that a PowerShell elsewhere runs: they parse, in Windows PowerShell too, and tell how they are used.</summary>
public sealed class ScriptTests
{
    private static readonly TokenKind[] UnknownToWindowsPowerShell =
        [TokenKind.QuestionMark, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot, TokenKind.QuestionLBracket, TokenKind.AndAnd, TokenKind.OrOr];

    private static readonly string[] Tasks = ["Clean", "Build", "Test", "Pester", "Analyze", "Lambda", "Sign", "Pack", "Sandbox"];

    public static TheoryData<string> Scripts =>
    [
        "build.ps1", "AwsBackupPlan.psd1", "tests/PSScriptAnalyzerSettings.psd1",
        .. ((string[])[Path.Combine("tests", "Pester"), Path.Combine("docs", "recipes")]).SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.ps1"))
            .Select(static file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses_and_uses_nothing_that_Windows_PowerShell_lacks(string script)
    {
        Parser.ParseFile(Path.Combine(Repository.Root, script), out var tokens, out var errors);

        Assert.Empty(errors);
        Assert.NotEmpty(tokens);
        Assert.DoesNotContain(tokens, static token => UnknownToWindowsPowerShell.Contains(token.Kind));
    }

    // Windows PowerShell reads a file without a byte order mark in the code page of the machine.
    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_the_same_in_every_code_page(string script) =>
        Assert.DoesNotContain(File.ReadAllText(Path.Combine(Repository.Root, script)), static letter => letter > '~');

    [Fact]
    public void Manifest_views_and_topics_of_the_package_are_the_same_in_every_code_page()
    {
        var package = Path.GetDirectoryName(PackagedModule.Find())!;
        var files = ((string[])["*.psd1", "*.ps1xml", "*.help.txt"]).SelectMany(pattern => Directory.GetFiles(package, pattern, SearchOption.AllDirectories)).ToList();

        Assert.Equal(5, files.Count);
        Assert.All(files, static file => Assert.DoesNotContain(File.ReadAllText(file), static letter => letter > '~'));
    }

    [Fact]
    public void The_scripts_of_the_recipes_tell_how_they_are_used()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "recipes"), "*.ps1");

        Assert.Equal(3, scripts.Length);
        Assert.All(scripts, static script => Assert.NotEmpty(Parser.ParseFile(script, out _, out _).GetHelpContent().Synopsis));
    }

    [Fact]
    public void Every_task_of_the_build_script_has_its_function()
    {
        var script = Parser.ParseFile(Path.Combine(Repository.Root, "build.ps1"), out _, out _);
        var tasks = script.ParamBlock.Parameters.Single(static parameter => parameter.Name.VariablePath.UserPath is "Task")
            .Attributes.OfType<AttributeAst>().Single(static attribute => attribute.TypeName.Name is "ValidateSet")
            .PositionalArguments.Cast<StringConstantExpressionAst>().Select(static name => name.Value).ToList();
        var functions = script.FindAll(static node => node is FunctionDefinitionAst, searchNestedScriptBlocks: false)
            .Cast<FunctionDefinitionAst>().Select(static function => function.Name).ToList();

        Assert.Equal(Tasks, tasks);
        Assert.All(tasks, task => Assert.Contains($"Invoke-{task}Task", functions));
    }

    [Fact]
    public async Task The_build_script_tells_by_Get_Help_what_its_tasks_do()
    {
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync($"$help = Get-Help '{Path.Combine(Repository.Root, "build.ps1")}'; $help.Synopsis; foreach ($part in $help.description) {{ $part.Text }}");

        Assert.Empty(run.Errors);
        var text = string.Join('\n', run.OutputOf<string>());
        Assert.StartsWith("Builds, tests, signs and packs", text, StringComparison.Ordinal);
        Assert.All(Tasks, task => Assert.Contains(task, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_certificate_the_build_script_says_so_and_signs_nothing()
    {
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync($"& '{Path.Combine(Repository.Root, "build.ps1")}' -Task Sign");

        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
        Assert.StartsWith("Nothing is signed: no certificate. -CertificateThumbprint or", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("-CertificatePath release.pfx")]
    public async Task With_a_certificate_the_build_script_wants_a_system_that_can_sign_before_it_builds_anything(string certificate)
    {
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync($"& '{Path.Combine(Repository.Root, "build.ps1")}' -Task Sign, Pack {certificate}");

        // The engine alone has no Set-AuthenticodeSignature on any system.
        Assert.Empty(run.Output);
        Assert.StartsWith("Only Windows can sign", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
