using System.Management.Automation;
using AwsBackupPlan.PowerShellHost.Terminal;

namespace AwsBackupPlan.Module.Tests.Hosting;

public sealed class ProgressBoardTests
{
    private readonly ProgressBoard _board = new();

    [Fact]
    public void A_bar_shows_activity_percent_status_time_left_and_operation()
    {
        _board.Update(1, new ProgressRecord(0, "Fleet", "3 of 6") { PercentComplete = 50, SecondsRemaining = 61, CurrentOperation = "vaults" });

        Assert.Equal(["Fleet  50% [##########          ] 3 of 6 (0:01:01 left) - vaults"], _board.Render(width: 100, height: 10));
    }

    [Fact]
    public void Bars_stand_under_their_parents_in_the_order_they_came()
    {
        _board.Update(1, new ProgressRecord(1, "Fleet", "s"));
        _board.Update(1, new ProgressRecord(5, "Other", "s"));
        _board.Update(1, new ProgressRecord(2, "Account", "s") { ParentActivityId = 1 });
        _board.Update(1, new ProgressRecord(3, "Region", "s") { ParentActivityId = 2 });
        // The same id of another command is another bar.
        _board.Update(2, new ProgressRecord(1, "Second command", "s"));

        Assert.Equal(["Fleet s", "  Account s", "    Region s", "Other s", "Second command s"], _board.Render(80, 10));
    }

    [Fact]
    public void A_completed_bar_goes_away_with_all_below_it()
    {
        _board.Update(1, new ProgressRecord(1, "Fleet", "s"));
        _board.Update(1, new ProgressRecord(2, "Account", "s") { ParentActivityId = 1 });
        _board.Update(1, new ProgressRecord(3, "Region", "s") { ParentActivityId = 2 });
        _board.Update(1, new ProgressRecord(4, "Other", "s"));

        Assert.True(_board.Update(1, Completed(1)));

        Assert.Equal(["Other s"], _board.Render(80, 10));
    }

    [Fact]
    public void Lines_fit_a_narrow_terminal_and_the_title_gives_way_to_what_is_happening()
    {
        _board.Update(1, new ProgressRecord(1, "New-XacntBackupPlan", "412 of 1,000 accounts done, 32 at work") { PercentComplete = 41 });
        _board.Update(1, new ProgressRecord(2, "200000000001 payroll (us-east-1)", "Reading what is there") { ParentActivityId = 1 });
        _board.Update(1, new ProgressRecord(3, "Another", "s") { ParentActivityId = 1 });

        Assert.Equal(["New-XacntBac…  41% 412 of 1,000 account…", "  200000000001 pa… Reading what is there", "  Another s"], _board.Render(width: 40, height: 10));
    }

    [Fact]
    public void More_bars_than_lines_are_counted()
    {
        for (var id = 0; id < 5; id++)
        {
            _board.Update(1, new ProgressRecord(id, $"Bar {id}", "s"));
        }

        Assert.Equal(["Bar 0 s", "Bar 1 s", "… and 3 more"], _board.Render(80, height: 3));
        Assert.Equal(5, _board.Render(80, height: 5).Count);
    }

    [Fact]
    public void A_record_that_says_nothing_new_is_told_apart()
    {
        var record = new ProgressRecord(1, "Fleet", "s");

        Assert.True(_board.Update(1, record));
        Assert.False(_board.Update(1, record));
        record.StatusDescription = "t";
        Assert.True(_board.Update(1, record));
        Assert.False(_board.Update(1, Completed(7)));
    }

    [Fact]
    public void Bars_that_are_each_others_parents_do_no_harm()
    {
        _board.Update(1, new ProgressRecord(1, "A", "s") { ParentActivityId = 2 });
        _board.Update(1, new ProgressRecord(2, "B", "s") { ParentActivityId = 1 });

        Assert.Empty(_board.Render(80, 10));
        Assert.True(_board.Update(1, Completed(1)));
    }

    private static ProgressRecord Completed(int id) => new(id, "x", "x") { RecordType = ProgressRecordType.Completed };
}
