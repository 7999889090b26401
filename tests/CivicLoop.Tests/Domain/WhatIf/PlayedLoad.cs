using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.WhatIf;

namespace CivicLoop.Tests.Domain.WhatIf;

/// <summary>Loads whose truth is known, because a queue with so many hands made them.</summary>
internal static class PlayedLoad
{
    public const string Unit = "unit";

    public static readonly WorkCalendar Calendar = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        [
            new(new TimeOnly(9, 0), new TimeOnly(12, 0)),
            new(new TimeOnly(13, 0), new TimeOnly(18, 0)),
        ],
        [DayOfWeek.Saturday, DayOfWeek.Sunday], [], [], 2026);

    // A Monday, midnight in the city.
    private static readonly DateTimeOffset From = new(2026, 8, 2, 16, 0, 0, TimeSpan.Zero);

    /// <summary>First come, first served.</summary>
    /// <param name="apart">Working hours between two cases, on the mean.</param>
    /// <param name="work">Hours of one hand a case takes, on the mean.</param>
    public static WorkedLoad Of(
        int hands, double apart, double work, long seed, decimal limit = 8, int cases = 500,
        ClockKind kind = ClockKind.WorkingHours)
    {
        var free = new double[hands];
        var (at, done) = (0.0, new List<WorkedCase>());
        for (var n = 0; n < cases; n++)
        {
            var draws = new SeededDraws(seed, n);
            at += -Math.Log(1 - draws.Unit()) * apart;
            var hand = Array.IndexOf(free, free.Min());
            free[hand] = Math.Max(at, free[hand]) - (Math.Log(1 - draws.Unit()) * work);
            done.Add(Case(At(at, kind), new TimeLimit(limit, kind), At(free[hand], kind)));
        }

        return Load(done, At(at, kind));
    }

    public static WorkedLoad Load(IEnumerable<WorkedCase> cases, DateTimeOffset to) =>
        new([.. cases], Calendar, From, From, to);

    public static WorkedCase Case(
        DateTimeOffset started, TimeLimit limit, DateTimeOffset? ended, string code = "E0102",
        string unit = Unit) => new(
        code, 1, unit, ["west"], started, Calendar.DueAt(started, limit).At, limit, ended,
        WasSuspended: false);

    /// <summary>Two units, two classes, some of it urgent, some never done.</summary>
    public static WorkedLoad Mixed(long seed, int cases = 160)
    {
        var all = Enumerable.Range(0, cases).Select(n =>
        {
            var draws = new SeededDraws(seed, n);
            var kind = draws.Chance(0.2) ? ClockKind.UrgentHours
                : draws.Chance(0.5) ? ClockKind.WorkingHours : ClockKind.WorkingDays;
            var started = From.AddHours(draws.Between(0, 600));
            var limit = new TimeLimit(
                (decimal)Math.Round(draws.Between(1, 9), 2),
                kind);
            var took = new TimeLimit((decimal)Math.Round(draws.Between(0.1, 40), 2), kind);
            return Case(
                started, limit,
                draws.Chance(0.1)
                    ? null
                    : Calendar.DueAt(started, took.Kind == ClockKind.WorkingDays
                        ? took with { Kind = ClockKind.WorkingHours } : took).At,
                draws.Chance(0.5) ? "E0102" : "E0501", draws.Chance(0.6) ? Unit : "other");
        });
        return Load(all, From.AddHours(700));
    }

    private static DateTimeOffset At(double hours, ClockKind kind) =>
        Calendar.DueAt(From, new TimeLimit((decimal)Math.Round(hours, 4), kind)).At;
}
