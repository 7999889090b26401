using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Tests.Domain.Bulletins;

/// <summary>Periods, figures and the way of a bulletin.</summary>
public sealed class BulletinRulesTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_week_begins_on_monday_and_is_compared_with_the_one_before()
    {
        var week = Period(BulletinKind.Weekly, Tuesday);
        Assert.Equal(new DateOnly(2026, 11, 23), week.FirstDay);
        Assert.Equal(new DateOnly(2026, 11, 29), week.LastDay);
        Assert.Equal(new DateOnly(2026, 11, 16), week.Before(BulletinKind.Weekly).FirstDay);
        var slices = week.Slices(BulletinKind.Weekly);
        Assert.Equal(6, slices.Count);
        Assert.Equal(week, slices[^1]);
        Assert.All(slices, one => Assert.Equal(7, one.Days));
    }

    [Fact]
    public void A_month_is_compared_with_the_whole_month_before()
    {
        var march = Period(BulletinKind.Monthly, new DateOnly(2026, 3, 31));
        Assert.Equal(31, march.Days);
        Assert.Equal(28, march.Before(BulletinKind.Monthly).Days);
        Assert.Equal(new DateOnly(2025, 10, 1), march.Slices(BulletinKind.Monthly)[0].FirstDay);
    }

    [Fact]
    public void A_special_period_is_cut_into_its_weeks_and_ends_where_it_ends()
    {
        var special = BulletinPeriod.Of(
            BulletinKind.Special, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 10), Tuesday)
            .Value;
        Assert.Equal(10, special.Days);
        var slices = special.Slices(BulletinKind.Special);
        Assert.Equal([7, 3], slices.Select(one => one.Days));
        Assert.Equal(
            ProblemCode.FieldRequired,
            BulletinPeriod.Of(BulletinKind.Special, Tuesday, null, Tuesday).Problem?.Code);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            BulletinPeriod.Of(
                BulletinKind.Special, Tuesday, Tuesday.AddDays(-1), Tuesday).Problem?.Code);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            BulletinPeriod.Of(
                BulletinKind.Weekly, Tuesday.AddDays(9), null, Tuesday).Problem?.Code);
    }

    [Fact]
    public void Figures_change_by_cases_and_shares_by_points()
    {
        var row = BulletinFigures.City(
            Period(BulletinKind.Weekly, Tuesday),
            Of("", (Measure.Reported, 12), (Measure.CloseDue, 10), (Measure.ClosedOnTime, 8)),
            Of("", (Measure.Reported, 15), (Measure.CloseDue, 10), (Measure.ClosedOnTime, 9)));
        Assert.Equal(-3, row.Find("Reported")!.Change);
        Assert.Equal(-10, row.Find("closed-on-time-rate")!.Change!.Value, 6);
        // Nothing was answered: nothing can be said, and nothing has changed.
        Assert.Null(row.Find("satisfied-rate")!.Share);
        Assert.Null(row.Find("satisfied-rate")!.Change);
    }

    [Fact]
    public void A_ranking_keeps_ties_and_leaves_out_who_had_too_little_due()
    {
        var rows = BulletinFigures.Ranked(Period(BulletinKind.Weekly, Tuesday),
        [
            Of("a", (Measure.CloseDue, 40), (Measure.ClosedOnTime, 30)),
            Of("b", (Measure.CloseDue, 40), (Measure.ClosedOnTime, 30)),
            Of("c", (Measure.CloseDue, 1), (Measure.ClosedOnTime, 1)),
            Of("", (Measure.CloseDue, 99), (Measure.ClosedOnTime, 99)),
            Of("idle", (Measure.Reported, 3)),
        ]);
        Assert.Equal([1, 1, null], rows.Select(row => row.Rank));
        Assert.Equal(["a", "b", "c"], rows.Select(row => row.Key));
    }

    [Fact]
    public void Words_and_order_can_be_changed_and_figures_cannot()
    {
        var figures = new BulletinBlock(1, BlockKind.Figures, "总体", "")
        {
            Rows = [new BulletinRow("", Tuesday, Tuesday, [new BulletinFigure("Reported", 7)])],
        };
        var words = new BulletinBlock(2, BlockKind.Words, "", "前言");
        var edited = BulletinEditing.Blocks(
            [figures, words],
            [
                new BlockWish(2, BlockKind.Figures, null, " 新前言\r\n第二行 "),
                new BlockWish(1, null, "总体情况", null),
                new BlockWish(null, BlockKind.Words, "要求", "抓紧"),
            ]).Value;
        Assert.Equal([2, 1, 3], edited.Select(one => one.N));
        Assert.Equal("新前言\n第二行", edited[0].Words);
        Assert.Equal(BlockKind.Words, edited[0].Kind);
        Assert.Equal(figures.Rows, edited[1].Rows);
        Assert.Equal("总体情况", edited[1].Heading);
        Assert.Equal(
            ProblemCode.UnknownValue,
            BulletinEditing.Blocks(
                [figures], [new BlockWish(9, null, null, null)]).Problem?.Code);
        Assert.Equal(
            "words-2",
            BulletinEditing.Blocks(
                [words],
                [new BlockWish(2, null, null, new string('长', BulletinBlock.WordsMax + 1))])
                .Problem?.Field);
    }

    [Fact]
    public void Blocks_are_read_as_they_were_written()
    {
        var block = new BulletinBlock(4, BlockKind.Overdue, "超期", "说明")
        {
            Rows =
            [
                new BulletinRow("u", Tuesday, Tuesday, [new BulletinFigure("OpenOverdue", 3)])
                {
                    Cases = ["1", "2"],
                },
            ],
            Pairs = [new BulletinPair("1", "E0102", null, "aa")],
        };
        var text = BulletinText.Write([block]);
        Assert.Equal(text, BulletinText.Write(BulletinText.Read(text)));
        Assert.Equal(["1", "2"], BulletinText.Read(text)[0].Rows[0].Cases);
    }

    [Fact]
    public void A_figure_that_says_something_else_today_is_named_and_a_gone_line_counts_nothing()
    {
        BulletinBlock Block(long count) => new(1, BlockKind.Overdue, "", "")
        {
            Rows = count == 0
                ? []
                :
                [
                    new BulletinRow(
                        "u", Tuesday, Tuesday, [new BulletinFigure("OpenOverdue", count)]),
                ],
        };
        Assert.Empty(BulletinMoved.Of([Block(3)], [Block(3)]));
        Assert.Equal(5, Assert.Single(BulletinMoved.Of([Block(3)], [Block(5)])).Value.Part);
        Assert.Equal(0, Assert.Single(BulletinMoved.Of([Block(3)], [Block(0)])).Value.Part);
    }

    [Fact]
    public void Who_wrote_on_it_never_approves_it()
    {
        var writer = Caller("writer", Permission.BulletinEdit, Permission.BulletinApprove);
        var other = Caller("other", Permission.BulletinApprove);
        var submitted = Draft("first writer") with { State = BulletinState.Submitted };
        Assert.Equal(
            ProblemCode.BulletinApprovedByEditor,
            Decide(submitted, BulletinCommand.Approve, writer).Problem?.Code);
        Assert.DoesNotContain(
            BulletinWorkflow.Open(submitted, writer),
            edge => edge.Command == BulletinCommand.Approve);
        var approved = Decide(submitted, BulletinCommand.Approve, other).Value;
        Assert.Equal((BulletinState.Approved, "other"), (approved.State, approved.ApprovedBy));
        Assert.True(Decide(Draft("first"), BulletinCommand.Edit, writer).Value
            .WasEditedBy("writer"));
    }

    [Fact]
    public void Every_command_is_allowed_where_the_table_says_and_nowhere_else()
    {
        var everybody = Caller("other", Permission.BulletinEdit, Permission.BulletinApprove);
        foreach (var state in Enum.GetValues<BulletinState>())
        {
            foreach (var command in Enum.GetValues<BulletinCommand>())
            {
                var bulletin = Draft("writer") with { State = state };
                var edge = BulletinWorkflow.Find(state, command);
                Assert.Equal(
                    edge?.To, Decide(bulletin, command, everybody) is { Problem: null } done
                        ? done.Value.State : null);
                Assert.Equal(
                    ProblemCode.NotPermitted,
                    Decide(bulletin, command, Caller("nobody")).Problem?.Code);
                if (edge?.NeedsReason == true)
                {
                    Assert.Equal(
                        "reason",
                        BulletinWorkflow.Decide(bulletin, command, " ", everybody, Now)
                            .Problem?.Field);
                }
            }
        }
    }

    private static Outcome<Bulletin> Decide(
        Bulletin bulletin, BulletinCommand command, Caller caller) =>
        BulletinWorkflow.Decide(bulletin, command, "理由", caller, Now);

    private static BulletinPeriod Period(BulletinKind kind, DateOnly day) =>
        BulletinPeriod.Of(kind, day, null, Tuesday).Value;

    private static Caller Caller(string actor, params Permission[] permissions) => new(
        actor, "c", "/c/", [.. permissions.Select(one => new Grant(one, Scope.City))]);

    private static Bulletin Draft(string editors) => new()
    {
        Id = Guid.Empty, Kind = BulletinKind.Weekly, FirstDay = Tuesday, LastDay = Tuesday,
        Title = "通报", State = BulletinState.Draft, Blocks = "[]", Editors = editors,
        MadeOrg = "c", MadeAt = Now, FilledAt = Now,
    };

    private static Tally Of(string key, params (Measure Measure, long Count)[] counts) =>
        new(key, counts.ToDictionary(one => one.Measure, one => one.Count));
}
