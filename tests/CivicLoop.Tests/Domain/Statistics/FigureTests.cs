using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Statistics;

namespace CivicLoop.Tests.Domain.Statistics;

/// <summary>Rules of figures: when they are taken, when they count, how they add up.</summary>
public sealed class FigureTests
{
    private const string West = "990101000000";
    private const string East = "990102000000";
    private const string Lead = "d-lead";

    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_figure_that_fits_is_taken() =>
        Assert.Null(FigureRules.Refuse(Figure(UnitKind.City, "", 9, 10), Today));

    [Fact]
    public void More_in_order_than_there_were_is_refused() => Assert.Equal(
        ProblemCode.StatisticPartUnfit,
        FigureRules.Refuse(Figure(UnitKind.City, "", 11, 10), Today)?.Code);

    [Theory]
    [InlineData(-1, 10, "part")]
    [InlineData(0, -1, "whole")]
    [InlineData(1, StatisticFigure.WholeMax + 1, "whole")]
    public void A_count_is_neither_less_than_nothing_nor_beyond_any_city(
        long part, long whole, string field) => Assert.Equal(
        (ProblemCode.FieldInvalid, field),
        Said(FigureRules.Refuse(Figure(UnitKind.City, "", part, whole), Today)));

    [Theory]
    [InlineData("2026-12", ProblemCode.StatisticMonthAhead)]
    [InlineData("2026-Q4", ProblemCode.FieldInvalid)]
    [InlineData("2026-13", ProblemCode.FieldInvalid)]
    public void A_month_is_one_that_has_begun(string month, ProblemCode refused) =>
        Assert.Equal(
            (refused, "month"),
            Said(FigureRules.Refuse(
                Figure(UnitKind.City, "", 9, 10) with { Month = month }, Today)));

    [Fact]
    public void Every_figure_names_its_source_of_a_day_that_has_come()
    {
        var figure = Figure(UnitKind.City, "", 9, 10);
        Assert.Equal(
            (ProblemCode.FieldRequired, "sourceName"),
            Said(FigureRules.Refuse(figure with { SourceName = " " }, Today)));
        Assert.Equal(
            (ProblemCode.FieldInvalid, "sourceDay"),
            Said(FigureRules.Refuse(figure with { SourceDay = Today.AddDays(1) }, Today)));
    }

    [Fact]
    public void Neither_who_entered_it_nor_their_body_confirms_it()
    {
        var figure = Figure(UnitKind.City, "", 9, 10);
        foreach (var (actor, organization) in new[]
        {
            ("account:colleague", "c-office"), ("account:clerk", "c-other"),
        })
        {
            Assert.Equal(
                ProblemCode.StatisticConfirmedByParty,
                FigureRules.Confirm(figure, actor, organization, Now).Problem?.Code);
            Assert.Equal(
                ProblemCode.StatisticConfirmedByParty,
                FigureRules.Return(figure, "不符", actor, organization, Now).Problem?.Code);
        }

        var confirmed = FigureRules.Confirm(figure, "account:leader", "c-hq", Now).Value;
        Assert.Equal(FigureState.Confirmed, confirmed.State);
        Assert.Equal(
            ProblemCode.StatisticDecided,
            FigureRules.Return(confirmed, "不符", "account:leader", "c-hq", Now).Problem?.Code);
    }

    [Fact]
    public void Who_sends_a_figure_back_says_why()
    {
        var figure = Figure(UnitKind.City, "", 9, 10);
        Assert.Equal(
            (ProblemCode.FieldRequired, "words"),
            Said(FigureRules.Return(figure, " ", "account:leader", "c-hq", Now).Problem));
        Assert.Equal(
            FigureState.Refused,
            FigureRules.Return(figure, "不符", "account:leader", "c-hq", Now).Value.State);
    }

    [Fact]
    public void Beside_a_confirmed_figure_another_needs_a_reason_and_beside_a_waiting_one_none_may()
    {
        var wanted = Figure(UnitKind.City, "", 8, 10);
        var counted = Counted(UnitKind.City, "", 9, 10);
        Assert.Equal(
            ProblemCode.StatisticKnown, FigureRules.Beside(wanted, [counted]).Problem?.Code);
        Assert.Equal(
            counted.Id,
            FigureRules.Beside(wanted with { Reason = "漏计" }, [counted]).Value.ReplacesId);
        Assert.Equal(
            ProblemCode.StatisticWaiting,
            FigureRules.Beside(
                wanted with { Reason = "漏计" }, [counted, Figure(UnitKind.City, "", 7, 10)])
                .Problem?.Code);
        // What was sent back or replaced is in nobody's way.
        Assert.Null(FigureRules.Beside(
            wanted, [counted with { State = FigureState.Replaced }]).Value.ReplacesId);
    }

    [Fact]
    public void A_figure_counts_from_after_its_confirmation_until_another_took_its_place()
    {
        var waiting = Figure(UnitKind.City, "", 9, 10);
        Assert.False(waiting.CountsAt(null));
        Assert.False(waiting.CountsAt(Now));
        var confirmed = FigureRules.Confirm(waiting, "account:leader", "c-hq", Now).Value;
        Assert.True(confirmed.CountsAt(null));
        Assert.False(confirmed.CountsAt(Now));
        Assert.True(confirmed.CountsAt(Now.AddSeconds(1)));
        var replaced = FigureRules.Replace(confirmed, Now.AddDays(1));
        Assert.False(replaced.CountsAt(null));
        Assert.True(replaced.CountsAt(Now.AddDays(1)));
        Assert.False(replaced.CountsAt(Now.AddDays(1).AddSeconds(1)));
    }

    [Fact]
    public void Districts_add_up_to_the_city_where_the_city_has_no_figure_of_its_own()
    {
        StatisticFigure[] districts =
        [
            Counted(UnitKind.Territory, West, 90, 100), Counted(UnitKind.Territory, East, 40, 100),
            Counted(UnitKind.Line, Lead, 1, 1),
        ];
        Assert.Equal([new FigureSum("", 130, 200)], Sum(UnitKind.City, districts));
        Assert.Equal(
            [new FigureSum("", 500, 600)],
            Sum(UnitKind.City, [.. districts, Counted(UnitKind.City, "", 500, 600)]));
        // Another month is another sum.
        Assert.Equal(
            [new FigureSum("", 133, 204)],
            Sum(
                UnitKind.City,
                [
                    .. districts,
                    Counted(UnitKind.City, "", 3, 4) with { Month = "2026-10" },
                ]));
    }

    [Fact]
    public void A_line_takes_the_districts_it_leads_in_but_its_own_figure_first()
    {
        StatisticFigure[] districts =
        [
            Counted(UnitKind.Territory, West, 90, 100), Counted(UnitKind.Territory, East, 40, 100),
        ];
        Assert.Equal([new FigureSum(Lead, 90, 100)], Sum(UnitKind.Line, districts));
        Assert.Equal(
            [new FigureSum(Lead, 7, 8)],
            Sum(UnitKind.Line, [.. districts, Counted(UnitKind.Line, Lead, 7, 8)]));
        Assert.Equal(
            [new FigureSum("d-whole", 5, 6)],
            Sum(UnitKind.Line, [Counted(UnitKind.City, "", 5, 6)]));
        Assert.Equal(
            [new FigureSum(West, 90, 100), new FigureSum(East, 40, 100)],
            Sum(UnitKind.Territory, districts));
    }

    [Fact]
    public void Where_nothing_happened_nothing_is_said() =>
        Assert.Empty(Sum(UnitKind.City, [Counted(UnitKind.City, "", 0, 0)]));

    // One leads in the west, another in the city, nobody in the east.
    private static IReadOnlyList<FigureSum> Sum(
        UnitKind kind, IReadOnlyList<StatisticFigure> figures) =>
        FigureSum.Of(
            kind, figures, area => area switch { null => "d-whole", West => Lead, _ => null });

    private static (ProblemCode?, string?) Said(Problem? problem) =>
        (problem?.Code, problem?.Field);

    private static StatisticFigure Counted(UnitKind kind, string unit, long part, long whole) =>
        FigureRules.Confirm(Figure(kind, unit, part, whole), "account:leader", "c-hq", Now).Value;

    private static StatisticFigure Figure(UnitKind kind, string unit, long part, long whole) =>
        new()
        {
            Id = Ids.New(Now), EditionCode = "e-1", MeasureCode = "C.1.3.2", UnitKind = kind,
            UnitCode = unit, Month = "2026-11", Part = part, Whole = whole,
            SourceName = "12345 系统", SourceNumber = "", SourceDay = Today,
            EnteredBy = "account:clerk", EnteredOrg = "c-office", EnteredAt = Now,
            State = FigureState.Waiting,
        };
}
