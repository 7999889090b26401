using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Standards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Appraisal;

public sealed class FinalListTests
{
    [Fact]
    public void Units_of_the_same_score_share_a_place_and_the_next_place_is_left_out()
    {
        var rows = FinalList.Of(
            Appraised.Year,
            [
                Appraised.Reached("c", 70_000), Appraised.Reached("b", 92_000),
                Appraised.Reached("a", 92_000),
            ]);
        Assert.Equal(["a", "b", "c"], rows.Select(one => one.UnitCode));
        Assert.Equal([1, 1, 3], rows.Select(one => one.Rank!.Value));
        Assert.Equal(
            [SheetGrade.Excellent, SheetGrade.Excellent, SheetGrade.Fit],
            rows.Select(one => one.Grade!.Value));
    }

    [Theory]
    [InlineData(StandingStatus.Suspended)]
    [InlineData(StandingStatus.Revoked)]
    public void A_suspended_or_revoked_unit_stands_below_with_its_figure_and_is_not_excellent(
        StandingStatus standing)
    {
        var rows = FinalList.Of(
            Appraised.Year,
            [Appraised.Reached("a", 99_000, standing), Appraised.Reached("b", 50_000)]);
        Assert.Equal(["b", "a"], rows.Select(one => one.UnitCode));
        Assert.Equal(1, rows[0].Rank);
        Assert.Null(rows[1].Rank);
        Assert.Equal(99_000, rows[1].ScoreMilli);
        Assert.Equal(SheetGrade.Good, rows[1].Grade);
    }

    [Fact]
    public void A_warning_is_told_and_costs_no_place()
    {
        var rows = FinalList.Of(
            Appraised.Year,
            [
                Appraised.Reached("a", 95_000, StandingStatus.Warning),
                Appraised.Reached("b", 94_000),
            ]);
        Assert.Equal(1, rows[0].Rank);
        Assert.Equal(SheetGrade.Excellent, rows[0].Grade);
        Assert.Equal(StandingStatus.Warning, rows[0].Standing);
    }

    [Fact]
    public void Commendations_add_up_to_the_years_limit_and_what_was_withdrawn_counts_nothing()
    {
        var row = Assert.Single(FinalList.Of(
            Appraised.Year,
            [
                Appraised.Reached(
                    "a", 80_000, StandingStatus.Clear,
                    Appraised.Entry(EntryKind.Commendation, 4_000),
                    Appraised.Entry(EntryKind.Commendation, 4_000),
                    Appraised.Entry(EntryKind.Deduction, 1_500),
                    Appraised.Entry(EntryKind.Deduction, 9_000) with
                    {
                        State = EntryState.Withdrawn,
                    }),
            ]));
        Assert.Equal(5_000, row.CommendedMilli);
        Assert.Equal(1_500, row.DeductedMilli);
        Assert.Equal(83_500, row.ScoreMilli);
    }

    [Fact]
    public void What_has_no_figure_counts_neither_as_full_nor_as_nothing()
    {
        var input = Appraised.Reached("a", 60_000);
        var row = Assert.Single(FinalList.Of(
            Appraised.Year,
            [
                input with
                {
                    Parts =
                    [
                        .. input.Parts,
                        new FinalPart("a", Appraised.NewId(), "T2", 50_000, null, null),
                    ],
                },
            ]));
        Assert.Equal(60_000, row.BaseMilli);
        Assert.False(row.IsWhole);
        Assert.Null(Assert.Single(
            FinalList.Of(Appraised.Year, [Appraised.Reached("b", null)])).ScoreMilli);
    }

    [Fact]
    public void Two_bad_years_in_a_row_revoke_and_the_year_after_is_passed_over()
    {
        var input = Appraised.Reached("a", 95_000, StandingStatus.Warning);
        var second = Assert.Single(FinalList.Of(
            Appraised.Year, [input with { Before = [new YearBefore(2025, true, false)] }]));
        Assert.Equal(StandingStatus.Revoked, second.Standing);
        Assert.Equal(StandingSource.TwoYears, second.StandingSource);
        Assert.Equal(SheetGrade.Good, second.Grade);

        var after = Assert.Single(FinalList.Of(
            Appraised.Year,
            [
                Appraised.Reached("a", 95_000) with
                {
                    Before = [new YearBefore(2025, true, true)],
                },
            ]));
        Assert.Equal(StandingSource.Carried, after.StandingSource);
        Assert.Null(after.Grade);
        Assert.Null(after.Rank);
        Assert.False(TwoYearRule.IsBad(after.Standing, after.StandingSource, after.Grade));
    }

    [Fact]
    public void A_bad_year_two_years_ago_alone_does_not_revoke() => Assert.Multiple(
        () => Assert.False(TwoYearRule.Revokes(
            2026, true, [new YearBefore(2024, true, false)], 2, 3)),
        () => Assert.False(TwoYearRule.Revokes(
            2026, false, [new YearBefore(2025, true, false)], 2, 3)),
        () => Assert.True(TwoYearRule.Revokes(
            2026, false,
            [new YearBefore(2024, true, false), new YearBefore(2025, true, false)], 2, 3)));

    [Fact]
    public void Whoever_reached_more_never_stands_behind() =>
        Gen.Int[0, 100_000].Array[2, 12].Sample(reached =>
        {
            var rows = FinalList.Of(
                Appraised.Year,
                reached.Select((milli, n) => Appraised.Reached($"u{n:D2}", milli)));
            return rows.Zip(rows.Skip(1)).All(pair =>
                pair.First.ScoreMilli >= pair.Second.ScoreMilli
                && pair.First.Rank <= pair.Second.Rank
                && (pair.First.Rank == pair.Second.Rank)
                    == (pair.First.ScoreMilli == pair.Second.ScoreMilli));
        });
}
