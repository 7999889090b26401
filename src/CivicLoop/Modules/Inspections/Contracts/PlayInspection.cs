using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>What a played inspection came to.</summary>
internal sealed record PlayedInspectionReport(string? Plan, int Visits, int Findings);

/// <summary>Plays a mock assessment of a demonstration city through the domain: plan, commitment,
/// draw, visits and what they find. Some visits are left for whoever looks at the city.</summary>
internal sealed class PlayInspection(
    CityDatabase database, KeepPlans plans, DrawPlan draw, PlanLists lists, VisitLists visits,
    RecordVisit record, EditionLists editions)
{
    private const int DaysLong = 13;
    private const double LeftShare = 0.1;
    private const double FaultShare = 0.06;
    private const double OtherEyes = 0.05;
    private const int RatioOf = 40;

    private static readonly string[] Notes =
        ["东侧入口", "西侧墙边", "北段约 50 米处", "主通道旁", "背面一侧"];

    /// <summary>Plays one, unless a plan of the city is not over yet or there is nothing to
    /// inspect.</summary>
    /// <param name="picture">Draws a picture of a class of problems and answers the id it is kept
    /// under; null plays without pictures.</param>
    public async Task<Outcome<PlayedInspectionReport>> RunAsync(
        long seed, Func<string, long, CancellationToken, Task<string?>>? picture = null,
        CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var holding = await editions.HoldingAsync(EditionSubject.City, stop);
        if (holding is null || await context.Set<InspectionPlan>().AnyAsync(
                row => row.State != PlanState.Revealed && row.State != PlanState.Dropped, stop))
        {
            return new PlayedInspectionReport(null, 0, 0);
        }

        var planner = By(
            "simulation:planner", Permission.InspectionPlan, Permission.InspectionDraw);
        var wish = PlanRules.Usual with
        {
            Name = "季度模拟测评（演示）", BasisName = "年度测评工作方案（样例，非官方）",
            Edition = holding.Code, StratumMin = 0, FromDay = editions.Today,
            ToDay = editions.Today.AddDays(DaysLong),
        };
        if (!(await plans.SaveAsync(null, wish, planner, stop)).Try(out var plan, out var refused))
        {
            return refused;
        }

        // A city without sites or inspectors has nothing to play.
        if ((await draw.CommitAsync(plan.Code, null, planner, stop)).Problem is not null)
        {
            return new PlayedInspectionReport(plan.Code, 0, 0);
        }

        return (await draw.DrawAsync(plan.Code, null, planner, stop)).Problem is { } unfit
            ? unfit
            : await VisitAllAsync(plan, seed, LeftShare, picture, stop);
    }

    /// <summary>Plays one visit on an inspector's own way to a site; answers its findings.
    /// </summary>
    public async Task<Outcome<int>> SiteAsync(
        string site, long seed, CancellationToken stop = default)
    {
        var draws = new SeededDraws(seed, SeededDraws.Number(site));
        var caller = By("simulation:inspector", Permission.InspectionVisit);
        var at = new DateTimeOffset(editions.Today.ToDateTime(default), TimeSpan.Zero);
        return (await record.BeginAsync(draws.Id(at), site, caller, stop))
            .Try(out var begun, out var wrong)
            ? await VisitAsync(begun, caller, seed, draws, picture: null, stop)
            : wrong;
    }

    /// <summary>Plays the visits of a plan that was drawn.</summary>
    /// <param name="leftShare">Share of the visits that nobody makes.</param>
    public async Task<Outcome<PlayedInspectionReport>> VisitAllAsync(
        InspectionPlan plan, long seed, double leftShare,
        Func<string, long, CancellationToken, Task<string?>>? picture, CancellationToken stop)
    {
        var (done, findings) = (0, 0);
        string? after = null;
        do
        {
            var page = await lists.VisitsAsync(plan.Id, after, PlanLists.PageMax, stop);
            foreach (var (visit, _) in page.Items)
            {
                var draws = new SeededDraws(seed, visit.N + (visit.Turn * 1_000_000L));
                if (visit.Inspector is not { } who || draws.Chance(leftShare))
                {
                    continue;
                }

                var caller = By(who, Permission.InspectionVisit);
                if (!(await VisitAsync(visit, caller, seed, draws, picture, stop))
                    .Try(out var found, out var wrong))
                {
                    return wrong;
                }

                done++;
                findings += found;
            }

            after = page.Next;
        }
        while (after is not null);

        return new PlayedInspectionReport(plan.Code, done, findings);
    }

    private async Task<Outcome<int>> VisitAsync(
        Visit visit, Caller who, long seed, SeededDraws draws,
        Func<string, long, CancellationToken, Task<string?>>? picture, CancellationToken stop)
    {
        if (!(await record.BeginAsync(visit.Id, null, who, stop)).Try(out var begun, out var wrong)
            || !(await visits.OpenAsync(begun.Id, who, stop)).Try(out var file, out wrong))
        {
            return wrong;
        }

        // What is there is the same for both who look; what they see of it is nearly so.
        var there = new SeededDraws(seed, SeededDraws.Number(visit.SiteCode));
        var answers = new Dictionary<string, AnswerWish>();
        var seen = new List<Observation>();
        foreach (var item in file.Sheet.Items)
        {
            var protocol = file.Sheet.Of(item.Code);
            var isWrong = there.Chance(FaultShare) != draws.Chance(OtherEyes)
                && protocol?.PhotoReasonZh is null;
            if (protocol is { Kind: ProtocolKind.Crossing })
            {
                seen.Add(Lane(visit, item, protocol, begun.BegunAt!.Value, seen.Count, isWrong));
                continue;
            }

            answers[item.Code] = Wish(item, isWrong, draws) with
            {
                PictureId = isWrong && picture is not null && protocol?.ClassCode is { } seenAs
                    ? await picture(seenAs, (visit.N * 100L) + answers.Count, stop)
                    : null,
            };
        }

        var entry = new VisitEntry
        {
            Answers = answers, Seen = seen, WalkedM = file.Sheet.WalkOf(visit)?.Metres,
        };
        var refused = (await record.SayAsync(visit.Id, entry, who, stop)).Problem
            ?? (await record.HandInAsync(visit.Id, who, stop)).Problem;
        return refused is not null
            ? refused
            : answers.Count(one => one.Value.Note is { Length: > 0 });
    }

    private static AnswerWish Wish(CheckItem item, bool isWrong, SeededDraws draws) => new()
    {
        Found = item.Rule.Kind switch
        {
            CountRuleKind.Instances => isWrong ? 1 + draws.Below(3) : 0,
            CountRuleKind.YesNo => isWrong ? 0 : 1,
            CountRuleKind.Count => isWrong ? item.Rule.Need - 1 : item.Rule.Need,
            CountRuleKind.Ratio => isWrong ? RatioOf * 8 / 10 : RatioOf,
            CountRuleKind.State => 0,
        },
        Of = RatioOf,
        State = item.Rule.Kind != CountRuleKind.State ? null : isWrong ? Grade.B : Grade.A,
        Note = isWrong ? draws.Pick(Notes) : "",
    };

    private static Observation Lane(
        Visit visit, CheckItem item, CheckProtocol protocol, DateTimeOffset begun, int n,
        bool isWrong)
    {
        var passed = 18 + (n * 3);
        return new Observation
        {
            VisitId = visit.Id, N = n + 1, ItemCode = item.Code,
            Lane = string.Create(CultureInfo.InvariantCulture, $"{n + 1}"),
            Yielded = isWrong ? passed - 1 : passed, Passed = passed, FromAt = begun,
            ToAt = begun.AddMinutes(protocol.Minutes), Note = "",
        };
    }

    /// <summary>Somebody of the play who may do these things anywhere.</summary>
    public static Caller By(string actor, params Permission[] permissions) => new(
        actor, null, null,
        [.. permissions.Select(permission => new Grant(permission, Scope.City))]);
}
