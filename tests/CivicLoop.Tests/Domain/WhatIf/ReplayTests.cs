using System.Text.Json;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.WhatIf;
using CsCheck;

namespace CivicLoop.Tests.Domain.WhatIf;

/// <summary>What holds of every replay, and that one finds the truth where it is known.</summary>
public sealed class ReplayTests
{
    private const double Tiny = 1e-6;

    private static readonly WhatIfMeasure[] Durations =
    [
        WhatIfMeasure.WaitMiddle, WhatIfMeasure.WaitLong, WhatIfMeasure.DoneMiddle,
        WhatIfMeasure.DoneLong, WhatIfMeasure.Left,
    ];

    [Fact]
    public void More_hands_never_raise_waiting_and_never_lower_the_rate() =>
        Gen.Select(Gen.Long[1, 1_000], Gen.Int[1, 4], Gen.Bool).Sample(
            (seed, more, isMixed) =>
            {
                var load = isMixed
                    ? PlayedLoad.Mixed(seed)
                    : PlayedLoad.Of(2, apart: 1, work: 2.2, seed, cases: 100);
                var result = Replay.Compare(load, Staff(more), seed);
                Assert.All(
                    result.Units.Append(result.City),
                    group => Assert.All(Durations, one => Assert.True(
                        group[one].Change is not { } change || change.High <= Tiny,
                        $"{seed} {more} {group.Code} {one}: {group[one]}")));
                Assert.True(result.City[WhatIfMeasure.OnTime].Change!.Value.Low >= -Tiny);
            },
            iter: 40);

    [Fact]
    public void No_change_makes_no_difference_at_all_and_a_seed_decides_everything() =>
        Gen.Long[1, 1_000].Sample(
            seed =>
            {
                var load = PlayedLoad.Mixed(seed);
                var result = Replay.Compare(load, WhatIfChanges.None, seed);
                Assert.All(
                    result.Units.Concat(result.Classes).Append(result.City),
                    group => Assert.All(
                        group.Measures,
                        one => Assert.True(one.Change is null or { Low: 0, High: 0, Mean: 0 })));
                Assert.Equal(Json(result), Json(Replay.Compare(load, Staff(0), seed)));
                var more = Json(Replay.Compare(load, Staff(1), seed));
                Assert.Equal(more, Json(Replay.Compare(load, Staff(1), seed)));
                Assert.NotEqual(more, Json(Replay.Compare(load, Staff(1), seed + 1)));
            },
            iter: 15);

    [Fact]
    public void A_longer_limit_for_the_whole_load_never_lowers_the_rate() =>
        Gen.Select(Gen.Long[1, 1_000], Gen.Int[0, 20]).Sample(
            (seed, more) =>
            {
                var load = PlayedLoad.Of(2, apart: 1, work: 2.1, seed, limit: 4, cases: 120);
                var result = Replay.Compare(load, Limit(4 + more), seed);
                Assert.True(result.City[WhatIfMeasure.OnTime].Change!.Value.Low >= 0);
            },
            iter: 30);

    [Fact]
    public void A_longer_limit_of_one_class_makes_no_case_of_another_later() =>
        Gen.Select(Gen.Long[1, 1_000], Gen.Int[10, 60]).Sample(
            (seed, hours) =>
            {
                var load = PlayedLoad.Mixed(seed);
                var result = Replay.Compare(load, Limit(hours * 100), seed);
                var other = result.Classes.Single(one => one.Code == "E0501");
                Assert.True(other[WhatIfMeasure.OnTime].Change!.Value.Low >= -Tiny);
                Assert.True(other[WhatIfMeasure.DoneLong].Change!.Value.High <= Tiny);
            },
            iter: 20);

    [Fact]
    public void Nothing_is_lost_wherever_cases_are_sent() =>
        Gen.Long[1, 1_000].Sample(
            seed =>
            {
                var load = PlayedLoad.Mixed(seed);
                var route = new RouteChange("E05", "west", "third");
                var result = Replay.Compare(load, WhatIfChanges.None with { Routes = [route] });
                Assert.Equal(load.Cases.Count, result.City.CasesBefore);
                Assert.Equal(load.Cases.Count, result.Units.Sum(one => one.CasesBefore));
                Assert.Equal(load.Cases.Count, result.Units.Sum(one => one.CasesAfter));
                Assert.Equal(
                    load.Cases.Count(one => one.ClassCode == "E0501"),
                    result.Units.Single(one => one.Code == "third").CasesAfter);
                var left = result.Units.Sum(one => one[WhatIfMeasure.Left].After?.Mean ?? 0);
                Assert.Equal(result.City[WhatIfMeasure.Left].After!.Value.Mean, left, Tiny);
                Assert.InRange(left, 0, load.Cases.Count);
            },
            iter: 15);

    [Theory]
    [InlineData(2, 11)]
    [InlineData(3, 7)]
    [InlineData(5, 3)]
    public void The_hands_that_made_a_load_are_learned_from_it(int hands, long seed)
    {
        // Busy nine tenths of the time: piles come and go.
        var load = PlayedLoad.Of(hands, apart: 2.0 / hands / 0.9, work: 2, seed, cases: 900);
        var result = Replay.Compare(load, WhatIfChanges.None);
        var learned = Assert.Single(result.Hands).Learned;
        Assert.False(learned.IsAssumed);
        Assert.True(learned.Low <= hands && hands <= learned.High, $"{learned}");
        Assert.InRange(learned.Count, hands - 1, hands + 2);
        Assert.False(learned.IsNeverShort);
    }

    [Fact]
    public void Where_every_case_has_a_hand_more_of_them_make_no_difference()
    {
        var load = PlayedLoad.Of(60, apart: 0.2, work: 2, seed: 3);
        var result = Replay.Compare(load, Staff(5));
        Assert.True(Assert.Single(result.Hands).Learned.Count > 9);
        Assert.Equal(0, result.City[WhatIfMeasure.WaitMiddle].After!.Value.Mean);
        Assert.False(result.City[WhatIfMeasure.OnTime].IsClear);
    }

    [Fact]
    public void A_replay_comes_near_what_was_and_says_so()
    {
        var result = Replay.Compare(
            PlayedLoad.Of(3, apart: 0.75, work: 2, seed: 5), WhatIfChanges.None);
        Assert.Equal(ReplayFit.Good, result.City.Fit);
        Assert.Equal(
            result.City.Seen[WhatIfMeasure.OnTime],
            result.City[WhatIfMeasure.OnTime].Before!.Value.Mean, 0.1);
        Assert.DoesNotContain(WhatIfMeasure.WaitMiddle, result.City.Seen.Keys);
        var few = Replay.Compare(
            PlayedLoad.Of(3, apart: 0.75, work: 2, seed: 5, cases: 20), WhatIfChanges.None);
        Assert.Equal(ReplayFit.TooFew, few.City.Fit);
    }

    [Fact]
    public void A_replay_far_from_what_was_is_called_poor()
    {
        // Every tenth case was answered at once and all others lay for weeks, whatever waited.
        var begun = new DateTimeOffset(2026, 8, 3, 1, 0, 0, TimeSpan.Zero);
        var limit = new TimeLimit(8, ClockKind.WorkingHours);
        var cases = Enumerable.Range(0, 60).Select(n => PlayedLoad.Case(
            begun.AddHours(n), limit, n < 6 ? begun.AddHours(n + 0.1) : begun.AddDays(30)));
        var result = Replay.Compare(
            PlayedLoad.Load(cases, begun.AddDays(31)), WhatIfChanges.None);
        Assert.Equal(ReplayFit.Poor, result.City.Fit);
    }

    [Fact]
    public void One_hand_less_at_a_busy_unit_is_a_clear_difference_and_one_more_too()
    {
        var load = PlayedLoad.Of(2, apart: 1.1, work: 2, seed: 9, limit: 4);
        var fewer = Replay.Compare(load, Staff(-1)).City;
        Assert.True(fewer[WhatIfMeasure.OnTime].Change!.Value.High < -0.2);
        Assert.True(fewer[WhatIfMeasure.WaitMiddle].IsClear);
        var more = Replay.Compare(load, Staff(2)).City;
        Assert.True(more[WhatIfMeasure.OnTime].Change!.Value.Low > 0);
    }

    [Fact]
    public void Urgent_work_goes_on_by_night_and_other_work_does_not()
    {
        var evening = new DateTimeOffset(2026, 8, 3, 11, 0, 0, TimeSpan.Zero);
        foreach (var (kind, hours) in new[]
        {
            (ClockKind.UrgentHours, 6.0), (ClockKind.WorkingHours, 0.0),
        })
        {
            var one = PlayedLoad.Case(
                evening, new TimeLimit(8, kind), evening.AddHours(6));
            var result = Replay.Compare(
                PlayedLoad.Load([one], evening.AddDays(2)), WhatIfChanges.None);
            Assert.Equal(
                hours, result.City[WhatIfMeasure.DoneMiddle].Before!.Value.Mean, Tiny);
        }
    }

    [Fact]
    public void With_nobody_at_work_everything_waits()
    {
        var load = PlayedLoad.Of(2, apart: 1, work: 2, seed: 4, cases: 50);
        var change = WhatIfChanges.None with { Staff = [new(PlayedLoad.Unit, 0, IsTotal: true)] };
        var result = Replay.Compare(load, change);
        Assert.Equal(0, Assert.Single(result.Hands).After);
        Assert.Equal(
            result.City.CasesAfter, result.City[WhatIfMeasure.Left].After!.Value.Mean);
    }

    private static WhatIfChanges Staff(int more) =>
        WhatIfChanges.None with { Staff = [new(PlayedLoad.Unit, more, IsTotal: false)] };

    private static WhatIfChanges Limit(int hours) => WhatIfChanges.None with
    {
        Limits = [new("E0102", 1, new TimeLimit(hours, ClockKind.WorkingHours))],
    };

    private static string Json(WhatIfResult result) => JsonSerializer.Serialize(result);
}
