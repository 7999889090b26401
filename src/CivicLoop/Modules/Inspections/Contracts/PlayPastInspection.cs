using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>Plays a spot check that is over: every visit was made, what it found was mended, and
/// the secret of its draw is told, so that anybody can draw its sites again.</summary>
internal sealed class PlayPastInspection(
    CityDatabase database, KeepPlans plans, DrawPlan draw, PlayInspection play, ActOnCase act,
    EditionLists editions)
{
    // A spot check: some ten sites of a hundred.
    private const int MarginMilli = 250;
    private const int Confidence = 90;
    private const int CasesMax = 200;

    private static readonly (CaseCommand Command, string? Words)[] Mending =
    [
        (CaseCommand.Rectify, "已按要求整改。"), (CaseCommand.PassCheck, "现场核查，已整改到位。"),
        (CaseCommand.Close, null),
    ];

    /// <summary>Plays plan, draw and visits of one day, unless the city has a plan already or
    /// nothing to inspect; answers how many visits were made.</summary>
    public async Task<Outcome<int>> RunAsync(
        long seed, Func<string, long, CancellationToken, Task<string?>>? picture = null,
        CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var holding = await editions.HoldingAsync(EditionSubject.City, stop);
        if (holding is null || await context.Set<InspectionPlan>().AnyAsync(stop))
        {
            return 0;
        }

        var wish = PlanRules.Usual with
        {
            Name = "点位抽查（演示）", BasisName = "年度测评工作方案（样例，非官方）",
            Edition = holding.Code, MarginMilli = MarginMilli, Confidence = Confidence,
            StratumMin = 0, FromDay = editions.Today, ToDay = editions.Today,
        };
        if (!(await plans.SaveAsync(null, wish, Planner, stop)).Try(out var plan, out var refused))
        {
            return refused;
        }

        // A city without sites or inspectors has nothing to play.
        if ((await draw.CommitAsync(plan.Code, null, Planner, stop)).Problem is not null)
        {
            return 0;
        }

        return (await draw.DrawAsync(plan.Code, null, Planner, stop)).Try(out _, out refused)
            && (await play.VisitAllAsync(plan, seed, 0, picture, stop))
                .Try(out var made, out refused)
            ? made.Visits
            : refused;
    }

    /// <summary>Some days later: what was found is mended and checked, and the secret of every
    /// draw whose days have passed is told. Answers how many draws were revealed.</summary>
    public async Task<Outcome<int>> EndAsync(CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var today = editions.Today;
        var over = await context.Set<InspectionPlan>()
            .Where(row => row.State == PlanState.Drawn && row.ToDay < today)
            .OrderBy(row => row.Code).ToListAsync(stop);
        foreach (var plan in over)
        {
            await MendAsync(context, plan, stop);
            if ((await draw.RevealAsync(plan.Code, Planner, stop)).Problem is { } refused)
            {
                return refused;
            }
        }

        return over.Count;
    }

    private async Task MendAsync(CityContext context, InspectionPlan plan, CancellationToken stop)
    {
        var found = await context.Set<Finding>()
            .Where(row => row.CaseId != null && context.Set<Visit>()
                .Any(visit => visit.Id == row.VisitId && visit.PlanId == plan.Id))
            .OrderBy(row => row.CaseNumber).Take(CasesMax).ToListAsync(stop);
        foreach (var finding in found)
        {
            foreach (var (command, words) in Mending)
            {
                // What asks for a checker's picture waits for one, as in life.
                var done = await act.RunAsync(
                    finding.CaseId!.Value, command, new ActInput { Words = words }, Mender, stop);
                if (done.Problem is not null)
                {
                    break;
                }
            }
        }
    }

    private static Caller Planner => PlayInspection.By(
        "simulation:planner", Permission.InspectionPlan, Permission.InspectionDraw);

    private static Caller Mender => PlayInspection.By(
        "simulation:unit", Permission.CaseRectify, Permission.CaseCheck, Permission.CaseClose);
}
