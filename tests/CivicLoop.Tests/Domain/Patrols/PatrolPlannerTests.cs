using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;
using CsCheck;

namespace CivicLoop.Tests.Domain.Patrols;

/// <summary>Whatever the beats are, a plan asks for what is wanted, cannot be foreseen and favours
/// nobody.</summary>
public sealed class PatrolPlannerTests
{
    private static readonly DateOnly Monday = new(2026, 11, 30);

    private static readonly string[] AllUnits = ["u1", "u2", "u3"];

    private static readonly string[] DayChoices = ["1234567", "12345", "67", "135", "2"];

    private static readonly Gen<PatrolWant> Wants =
        from days in Gen.Int[0, DayChoices.Length - 1]
        from first in Gen.Int[0, 20]
        from hours in Gen.Int[2, 4]
        from times in Gen.Int[1, 5]
        from daily in Gen.Bool
        select new PatrolWant(
            DayChoices[days], first, first + hours, times,
            daily ? WantPeriod.Day : WantPeriod.Week);

    private static readonly Gen<FrameBeat[]> Frames =
        from beats in (
            from places in Gen.Int[1, 9]
            from wants in Wants.Where(one => one.Fault() is null).Array[1, 3]
            // The same wish twice is one wish of twice as many visits.
            select (places, wants: wants.Distinct().ToArray())).Array[1, 4]
        select beats.Select((one, n) => new FrameBeat(
            $"B{n}", AllUnits, one.wants,
            [.. Enumerable.Range(1, one.places).Select(place => $"B{n}-{place:000}")])).ToArray();

    private static readonly Gen<string> Seeds = Gen.Int.Select(seed => $"seed {seed}");

    [Fact]
    public void Every_place_gets_its_wanted_visits_within_the_wanted_hours() =>
        Gen.Select(Seeds, Frames, Gen.Int[1, 3]).Sample((seed, frame, weeks) =>
        {
            var looks = PatrolPlanner.Run(seed, frame, Monday, weeks);
            var wanted = frame.Sum(beat => beat.Places.Count * beat.Wants.Sum(
                want => weeks * want.Times * (want.Per == WantPeriod.Day ? want.Days.Length : 1)));
            Assert.Equal(wanted, looks.Count);
            Assert.All(looks, look =>
            {
                Assert.Contains((char)('0' + Weekday(look.Day)), look.Want.Days);
                Assert.InRange(look.At, look.From, look.To - 1);
                Assert.InRange(look.From, look.Want.FromHour * 60, look.Want.ToHour * 60);
                Assert.InRange(look.To, look.Want.FromHour * 60, look.Want.ToHour * 60);
            });
        }, iter: 60);

    [Fact]
    public void Visits_of_a_place_in_one_band_never_fall_together() =>
        Gen.Select(Seeds, Frames).Sample((seed, frame) =>
        {
            foreach (var same in PatrolPlanner.Run(seed, frame, Monday, 1)
                .GroupBy(look => (look.Place, look.Day, Want: Place(frame, look))))
            {
                var parts = same.OrderBy(look => look.From).ToList();
                for (var n = 1; n < parts.Count; n++)
                {
                    Assert.True(parts[n - 1].To <= parts[n].From);
                }
            }
        }, iter: 60);

    [Fact]
    public void The_places_of_a_beat_are_spread_over_the_whole_band() =>
        Seeds.Sample(seed =>
        {
            var places = Enumerable.Range(1, 12).Select(n => $"B-{n:000}").ToList();
            var want = new PatrolWant("1234567", 8, 12, 1, WantPeriod.Day);
            var looks = PatrolPlanner.Run(
                seed, [new FrameBeat("B", ["u"], [want], places)], Monday, 1);
            // One in each twelfth of the band, but for the rounding to five minutes.
            Assert.All(looks.GroupBy(look => look.Day), day => Assert.All(
                day.OrderBy(look => look.At).Index(),
                one => Assert.InRange(
                    one.Item.At, 480 + (one.Index * 20) - 5, 480 + ((one.Index + 1) * 20))));
        }, iter: 40);

    [Fact]
    public void Over_many_weeks_a_place_is_seen_early_as_often_as_late()
    {
        var want = new PatrolWant("1234567", 8, 12, 1, WantPeriod.Day);
        var frame = new FrameBeat(
            "B", ["u"], [want], [.. Enumerable.Range(1, 8).Select(n => $"B-{n:000}")]);
        var early = Enumerable.Range(0, 40)
            .SelectMany(n => PatrolPlanner.Run($"seed {n}", [frame], Monday, 1))
            .GroupBy(look => look.Place)
            .Select(group => group.Count(look => look.At < 600) / (double)group.Count());
        Assert.All(early, share => Assert.InRange(share, 0.35, 0.65));
    }

    [Fact]
    public void Two_weeks_are_not_alike() =>
        Seeds.Sample(seed =>
        {
            var want = new PatrolWant("12345", 7, 12, 1, WantPeriod.Day);
            var frame = new FrameBeat(
                "B", ["u"], [want], [.. Enumerable.Range(1, 10).Select(n => $"B-{n:000}")]);
            var looks = PatrolPlanner.Run(seed, [frame], Monday, 2);
            var (one, other) = (Week(looks, 0), Week(looks, 1));
            Assert.Equal(one.Count, other.Count);
            Assert.True(one.Count(look => other.Contains(look)) < one.Count / 2);
        }, iter: 40);

    [Fact]
    public void Units_of_the_same_beats_carry_the_same() =>
        Gen.Select(Seeds, Frames).Sample((seed, frame) =>
        {
            var looks = PatrolPlanner.Run(seed, frame, Monday, 1);
            var load = AllUnits.Select(unit => looks.Count(look => look.Unit == unit)).ToList();
            Assert.True(load.Max() - load.Min() <= 1);
        }, iter: 60);

    [Fact]
    public void Visits_wanted_by_the_week_load_its_days_alike() =>
        Gen.Select(Seeds, Gen.Int[1, 12], Gen.Int[1, 6]).Sample((seed, places, times) =>
        {
            var want = new PatrolWant("1234567", 8, 12, times, WantPeriod.Week);
            var looks = PatrolPlanner.Run(
                seed,
                [
                    new FrameBeat(
                        "B", ["u"], [want],
                        [.. Enumerable.Range(1, places).Select(n => $"B-{n:000}")]),
                ],
                Monday, 1);
            var load = Enumerable.Range(0, 7)
                .Select(n => looks.Count(look => look.Day == Monday.AddDays(n))).ToList();
            Assert.True(load.Max() - load.Min() <= 1);
        }, iter: 60);

    [Fact]
    public void Seed_frame_and_days_decide_alone_and_another_seed_makes_another_plan() =>
        Gen.Select(Seeds, Frames).Sample((seed, frame) =>
        {
            var written = PatrolFrame.Write(frame);
            var read = PatrolFrame.Read(written).Value;
            Assert.Equal(written, PatrolFrame.Write(read));
            var hash = PatrolPlanner.HashOf(PatrolPlanner.Run(seed, frame, Monday, 2));
            Assert.Equal(
                hash, PatrolPlanner.HashOf(PatrolPlanner.Run(seed, read, Monday, 2)));
            Assert.NotEqual(
                hash, PatrolPlanner.HashOf(PatrolPlanner.Run(seed + "'", frame, Monday, 2)));
        }, iter: 40);

    [Theory]
    [InlineData("12345 7-9 1/day", null)]
    [InlineData("67 18-24 3/week", null)]
    [InlineData("21 7-9 1/day", ProblemCode.PatrolWantUnfit)]
    [InlineData("8 7-9 1/day", ProblemCode.PatrolWantUnfit)]
    [InlineData("1 9-9 1/day", ProblemCode.PatrolWantUnfit)]
    [InlineData("1 7-8 4/day", ProblemCode.PatrolWantUnfit)]
    [InlineData("1 7-8", ProblemCode.PatrolWantUnfit)]
    [InlineData("1 7-8 1/month", ProblemCode.PatrolWantUnfit)]
    public void A_want_is_read_as_it_is_written_or_refused(string text, ProblemCode? refused)
    {
        var read = PatrolWant.ParseAll(text);
        Assert.Equal(refused, read.Problem?.Code);
        if (refused is null)
        {
            Assert.Equal(
                read.Value, PatrolWant.ParseAll(PatrolWant.Write(read.Value)).Value);
        }
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-30")]
    [InlineData("2026-11-29", "2026-11-30")]
    [InlineData("2026-11-30", "2026-12-07")]
    public void The_next_Monday_is_never_today(string day, string monday) => Assert.Equal(
        DateOnly.Parse(monday, null), PatrolPlanner.MondayAfter(DateOnly.Parse(day, null)));

    private static int Place(FrameBeat[] frame, PlannedLook look) =>
        Array.IndexOf(
            [.. frame.First(beat => beat.Code == look.Beat).Wants], look.Want);

    private static HashSet<(string, int, int)> Week(IReadOnlyList<PlannedLook> looks, int week) =>
        [
            .. looks.Where(look => (look.Day.DayNumber - Monday.DayNumber) / 7 == week)
                .Select(look => (look.Place, Weekday(look.Day), look.At)),
        ];

    private static int Weekday(DateOnly day) =>
        day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
}
