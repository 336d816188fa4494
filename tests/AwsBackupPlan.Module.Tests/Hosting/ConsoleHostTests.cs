using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using AwsBackupPlan.PowerShellHost.Hosting;
using AwsBackupPlan.PowerShellHost.Terminal;

namespace AwsBackupPlan.Module.Tests.Hosting;

[Collection("Colours")]
public sealed class ConsoleHostTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _progress.Dispose();
    }

    [Fact]
    public void Text_and_errors_go_their_ways_without_colours_when_there_is_no_terminal()
    {
        var ui = Host().UI;

        ui.WriteLine("\u001b[31mred\u001b[0m");
        ui.Write(ConsoleColor.Red, ConsoleColor.Black, "colour\n");
        ui.WriteWarningLine("careful");
        ui.WriteVerboseLine("detail");
        ui.WriteDebugLine("inner");
        ui.WriteErrorLine("bad");

        Assert.Equal("red\ncolour\nWARNING: careful\nVERBOSE: detail\nDEBUG: inner\n", Text(_output));
        Assert.Equal("bad\n", Text(_error));
    }

    [Fact]
    public void A_terminal_shows_colours()
    {
        var ui = Host(colours: true).UI;

        ui.Write(ConsoleColor.Red, ConsoleColor.Black, "colour");
        ui.WriteErrorLine("bad");

        Assert.Equal("\u001b[91mcolour\u001b[0m", Text(_output));
        Assert.StartsWith("\u001b[", Text(_error), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_lines_where_it_cannot_be_drawn_and_each_is_told_once()
    {
        var ui = Host().UI;
        var record = new ProgressRecord(1, "Fleet", "1 of 2") { PercentComplete = 50, CurrentOperation = "vaults" };

        ui.WriteProgress(1, record);
        ui.WriteProgress(1, new ProgressRecord(2, "An account below it", "at work") { ParentActivityId = 1 });
        ui.WriteProgress(1, record);
        record.RecordType = ProgressRecordType.Completed;
        ui.WriteProgress(1, record);

        Assert.Equal("[Fleet] 50% 1 of 2 - vaults\n", Text(_progress));
        Assert.Empty(Text(_output));
    }

    [Fact]
    public void Progress_is_drawn_below_the_text_and_makes_way_for_it()
    {
        var host = Host(canDraw: true);

        host.UI.WriteProgress(1, new ProgressRecord(1, "Fleet", "one"));
        host.UI.WriteLine("text");
        host.UI.WriteProgress(1, new ProgressRecord(1, "Fleet", "two"));
        host.Console.EndProgress();

        const string erase = "\u001b[1F\u001b[0J";
        Assert.Equal($"Fleet one\n{erase}text\nFleet one\n{erase}Fleet two\n{erase}", Text(_output));
    }

    [Fact]
    public void Progress_is_not_drawn_into_an_unfinished_line()
    {
        var ui = Host(canDraw: true).UI;

        ui.Write("unfinished");
        ui.WriteProgress(1, new ProgressRecord(1, "Fleet", "one"));
        Assert.Equal("unfinished", Text(_output));

        ui.WriteLine(" line");
        Assert.Equal("unfinished line\nFleet one\n", Text(_output));
    }

    [Fact]
    public void Tables_are_laid_out_for_the_terminals_width()
    {
        var host = Host(width: 30);
        using var runspace = HostedEngine.OpenRunspace(host, HostedEngine.CreateSessionState());
        using var shell = PowerShell.Create(runspace);

        shell.AddScript("[pscustomobject]@{ A = 'x' * 40; B = 'y' * 40 } | Format-Table | Out-Default").Invoke();

        Assert.All(Text(_output).Split('\n'), static line => Assert.True(line.Length <= 30, line));
        Assert.Contains("xxx…", Text(_output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("yes to all\n", 1)]
    [InlineData("N\n", 2)]
    [InlineData("\n", 0)]
    [InlineData("nonsense\nn\n", 2)]
    public void A_choice_is_made_by_key_by_label_or_by_default(string typed, int choice)
    {
        var ui = Host(input: typed).UI;

        Assert.Equal(choice, ui.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0));
        Assert.StartsWith("Confirm\nSure?\n[Y] Yes  [A] Yes to All  [N] No  [?] Help (default is \"Y\"): ", Text(_output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_mark_explains_the_choices()
    {
        Host(input: "?\nn\n").UI.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0);

        Assert.Contains("A - help for all\n", Text(_output), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_mandatory_parameters_are_asked_for_lists_item_by_item()
    {
        using var runspace = HostedEngine.OpenRunspace(Host(input: "one\ntwo\nthree\n\n"), HostedEngine.CreateSessionState());
        using var shell = PowerShell.Create(runspace);

        var result = shell.AddScript("""
            function Test-It { param([Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][string[]]$Item) "$Name=$($Item -join '+')" }
            Test-It
            """).Invoke();

        Assert.Equal("one=two+three", result.Single().ToString());
        Assert.Contains("Name: Item[0]: Item[1]: Item[2]: ", Text(_output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_fails_with_the_remedy_where_nobody_can_answer()
    {
        var ui = Host().UI;

        var exception = Assert.Throws<HostException>(() => ui.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0));

        Assert.Contains("-Confirm:$false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_fails_when_the_input_ends()
    {
        var ui = Host(input: string.Empty).UI;

        Assert.Throws<HostException>(() => ui.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0));
    }

    [Fact]
    public void Ctrl_C_ends_a_question_and_what_is_typed_then_answers_the_next()
    {
        using var answers = new HeldReader();
        using var reader = new LineReader(answers);
        var host = new ConsoleHost(Streams() with { Input = reader });
        answers.Asked = host.Console.Interrupt;

        Assert.Throws<PipelineStoppedException>(() => host.UI.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0));

        answers.Release("n");
        Assert.Equal(2, host.UI.PromptForChoice("Confirm", "Sure?", Choices(), defaultChoice: 0));
    }

    private static Collection<ChoiceDescription> Choices() =>
        [new("&Yes", "help for yes"), new("Yes to &All", "help for all"), new("&No", "help for no")];

    private static string Text(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");

    private ConsoleHost Host(bool canDraw = false, bool colours = false, int width = 80, string? input = null) => new(Streams() with
    {
        CanDraw = canDraw,
        HasColours = colours,
        Size = () => new Size(width, 30),
        Input = input is null ? null : new LineReader(new StringReader(input)),
    });

    private TerminalStreams Streams() => new() { Output = _output, Error = _error, ProgressLines = _progress };

    /// <summary>A reader whose line comes when the test says so, as a person's does.</summary>
    private sealed class HeldReader : TextReader
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;
        private string? _line;

        public Action? Asked { get; set; }

        public void Release(string line)
        {
            _line = line;
            _released.Set();
        }

        public override string? ReadLine()
        {
            Asked?.Invoke();
            _released.Wait(_cancelled);
            return _line;
        }

        protected override void Dispose(bool disposing)
        {
            _released.Dispose();
            base.Dispose(disposing);
        }
    }
}
