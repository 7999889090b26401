using System.Diagnostics;
using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Bench;

/// <summary>Scoring a month of many observations (as many answers as <c>--cases</c> says): the
/// whole computation against the same sums in plain SQL on the same engine, and one visit more by
/// the sums that are kept up. Both ways must come to the same.</summary>
internal static class ScoresBench
{
    private const double FullMax = 2;
    private const double OneVisitMsMax = 10;
    private const int AnswersOfVisit = 20;
    private const int VisitsAtOnce = 2_000;
    private const int Rounds = 3;
    private const int OneByOne = 1_000;

    public static async Task RunAsync(BenchRun run)
    {
        await using var city = await BenchCity.CreateAsync(
            "kunming", await BenchCity.EmptyAsync(run, "scores"));
        var now = TimeProvider.System.GetUtcNow();
        Console.WriteLine($"Scores of {run.Cases:N0} observations");
        var sites = await FillAsync(city, run, now);
        var period = ScorePeriod.MonthAt(city.City.City.Current.DayOf(now));
        var compute = city.Services.GetRequiredService<ComputeScores>();
        var cells = city.Services.GetRequiredService<ScoreCells>();
        await cells.RebuildAsync(period.Months, run.Stop);

        var (plain, full) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            plain = Math.Min(plain, await SecondsAsync(() => PlainAsync(city, period, run.Stop)));
            full = Math.Min(full, await SecondsAsync(() => compute.RunAsync(
                InstallScorecards.Code, period, DateTimeOffset.MaxValue, run.Stop)));
        }

        run.Tell("the sums in plain SQL, s", BenchRun.Number(plain));
        run.Tell("full scoring, s", BenchRun.Number(full));
        run.Hold("full scoring to plain SQL", full / plain, FullMax, atLeast: false);

        var one = await Spread.OfAsync(OneByOne, n => AddAsync(city, cells, sites, n, now));
        run.Tell("one visit more, sums kept up", one.ToString());
        run.Hold("one visit more: p99, ms", one.Most, OneVisitMsMax, atLeast: false);
        var live = await Spread.OfAsync(Rounds * 10, _ => compute.RunAsync(
            InstallScorecards.Code, period, null, run.Stop));
        run.Tell("all scores from the sums kept up", live.ToString());
        await CompareAsync(city, run, compute, cells, period);
    }

    private static async Task CompareAsync(
        BenchCity city, BenchRun run, ComputeScores compute, ScoreCells cells,
        ScorePeriod period)
    {
        // The added visits have no answers of their own; what is compared is what has.
        await cells.RebuildAsync(period.Months, run.Stop);
        var kept = (await compute.RunAsync(
            InstallScorecards.Code, period, null, run.Stop)).Value;
        var raw = (await compute.RunAsync(
            InstallScorecards.Code, period, DateTimeOffset.MaxValue, run.Stop)).Value;
        if (ScoreProof.HashOf(kept.Units, kept.Lost) != ScoreProof.HashOf(raw.Units, raw.Lost))
        {
            run.Fail("scores", "the sums kept up and the answers do not make the same score");
        }
    }

    private static async Task PlainAsync(
        BenchCity city, ScorePeriod period, CancellationToken stop)
    {
        var model = city.City.City.Current;
        await city.Services.GetRequiredService<ReadVisits>().SumAsync(
            $"{period}", model.BeginOf(period.FirstDay),
            model.BeginOf(period.LastDay.AddDays(1)), stop);
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task AddAsync(
        BenchCity city, ScoreCells cells, IReadOnlyList<Site> sites, int n, DateTimeOffset now) =>
        await city.City.Database.WriteAsync(async session =>
        {
            await cells.HandedInAsync(session, Seen(sites, n, now, n % 1000), default);
            return (Outcome<bool>)true;
        });

    // A plan over all sites of the pack, and visits to them by turns.
    private static async Task<IReadOnlyList<Site>> FillAsync(
        BenchCity city, BenchRun run, DateTimeOffset now)
    {
        var database = city.City.Database;
        await using var context = database.OpenContext();
        var sites = await context.Set<Site>().OrderBy(row => row.Code).ToListAsync(run.Stop);
        var today = city.City.City.Current.DayOf(now);
        await database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(Plan(today, now));
                foreach (var site in sites)
                {
                    await session.InsertAsync(new FrameLine
                    {
                        PlanId = PlanId, SiteCode = site.Code, SiteKindCode = site.SiteKindCode,
                        DistrictCode = site.DistrictCode,
                    });
                }

                return (Outcome<bool>)true;
            },
            run.Stop);
        var visits = run.Cases / AnswersOfVisit;
        for (var first = 0; first < visits; first += VisitsAtOnce)
        {
            var count = Math.Min(VisitsAtOnce, visits - first);
            await database.WriteAsync(
                async session =>
                {
                    for (var n = first; n < first + count; n++)
                    {
                        await StoreAsync(session, sites, n, now);
                    }

                    return (Outcome<bool>)true;
                },
                run.Stop);
        }

        return sites;
    }

    private static async Task StoreAsync(
        WriteSession session, IReadOnlyList<Site> sites, int n, DateTimeOffset now)
    {
        var draws = new SeededDraws(1, n);
        var visit = Seen(sites, n, now, 0);
        var answers = Enumerable.Range(0, AnswersOfVisit).Select(item => new VisitAnswer
        {
            VisitId = visit.Id, ItemCode = $"B{item:00}",
            Rule = new CountRule(CountRuleKind.Instances), PointsMilli = 2_000 + (item * 100),
            Kind = draws.Chance(0.1) ? AnswerKind.NotApplicable : AnswerKind.Seen, Found = 0,
            Whole = 1, ShareMilli = ((Grade)draws.Below(4)).ShareMilli(), Note = "",
            AnsweredAt = now,
        }).ToList();
        await session.InsertAsync(visit with { ScoreMilli = VisitScore.Of(answers) });
        foreach (var answer in answers)
        {
            await session.InsertAsync(answer);
        }
    }

    private static readonly Guid PlanId = Ids.New(DateTimeOffset.UnixEpoch);

    private static Visit Seen(
        IReadOnlyList<Site> sites, int n, DateTimeOffset now, int score)
    {
        var site = sites[n % sites.Count];
        return new Visit
        {
            Id = Ids.New(now), Purpose = VisitPurpose.Plan, PlanId = PlanId, N = n, Turn = 1,
            SiteId = site.Id, SiteCode = site.Code, SiteKindCode = site.SiteKindCode,
            DistrictCode = site.DistrictCode, EditionCode = "sample-city", Inspector = "bench",
            State = VisitState.Done, DueDay = DateOnly.FromDateTime(now.Date), BegunAt = now,
            DoneAt = now, ScoreMilli = score,
        };
    }

    private static InspectionPlan Plan(DateOnly today, DateTimeOffset now) => new()
    {
        Id = PlanId, Code = "J0000-0001", Name = "bench", BasisName = "bench",
        EditionCode = "sample-city", Areas = "", SiteKinds = "", InspectorOrgs = "",
        MarginMilli = 50, Confidence = 95, StratumMin = 0, RestDays = 0, RepeatMilli = 0,
        FromDay = today.AddDays(-1), ToDay = today, State = PlanState.Drawn, MadeBy = "bench",
        MadeAt = now,
    };
}
