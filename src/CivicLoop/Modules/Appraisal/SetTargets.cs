using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Sets and removes the targets of a draft, one by one or by a list.</summary>
internal sealed class SetTargets(
    CityDatabase database, WriteAppraisal writes, FindScores scores, CityHolder city)
{
    /// <summary>A large city's units with a few dozen targets each.</summary>
    public const int TargetsMax = 20_000;

    /// <summary>Errors: the caller may not; the year is no draft; as
    /// <see cref="TargetRules.Enter"/>.</summary>
    public async Task<Outcome<AppraisalTarget>> SaveAsync(
        int year, TargetWish wish, Caller caller, CancellationToken stop = default)
    {
        var nodes = await NodesAsync(year, stop);
        return await writes.RunAsync<AppraisalTarget>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                var set = await SetAsync(write.Reads, write.Year, stop);
                var plan = TargetPlan.Of(
                    [new TargetLine(1, wish)], set,
                    new TargetSurroundings(write.Year, city.Current.Organizations, nodes),
                    () => Ids.New(write.Now));
                return plan.Refused is [var refused] ? refused.Problem
                    : await StoreAsync(write, plan) is { } problem ? problem
                    : plan.Rows[0].After;
            },
            stop);
    }

    /// <summary>Takes a target out of a draft. Errors: the caller may not; the year is no draft;
    /// there is none.</summary>
    public Task<Outcome<AppraisalTarget>> RemoveAsync(
        int year, string unit, string code, Caller caller, CancellationToken stop = default) =>
        writes.RunAsync<AppraisalTarget>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                if (YearRules.RefuseUnless(write.Year, AppraisalState.Draft) is { } closed)
                {
                    return closed;
                }

                if (await write.Reads.Set<AppraisalTarget>().FirstOrDefaultAsync(
                    row => row.AppraisalId == write.Year.Id && row.UnitCode == unit
                        && row.Code == code, stop) is not { } target)
                {
                    return new Problem(ProblemCode.NotFound, "target", code);
                }

                await write.Session.DeleteAsync(target);
                await write.NoteAsync(
                    write.Year.Id, "appraisal.TargetRemoved", new { unit, code });
                return target;
            },
            stop);

    /// <summary>What a list would do. Error: there is no such year.</summary>
    public async Task<Outcome<TargetPlan>> PlanAsync(
        int year, IReadOnlyList<TargetLine> lines, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await context.Set<AppraisalYear>().FirstOrDefaultAsync(row => row.Year == year, stop)
            is not { } found)
        {
            return new Problem(ProblemCode.NotFound, "year", $"{year}");
        }

        return TargetPlan.Of(
            lines, await SetAsync(context, found, stop),
            new TargetSurroundings(
                found, city.Current.Organizations, await NodesAsync(found, stop)),
            () => Ids.New(writes.Now));
    }

    /// <summary>Takes every row of a list in that can be taken, in one transaction.</summary>
    /// <param name="before">Uses up the file the list came from; null elsewhere.</param>
    public async Task<Outcome<TargetPlan>> TakeAsync(
        int year, IReadOnlyList<TargetLine> lines, Caller caller,
        Func<WriteSession, DateTimeOffset, Task<Problem?>>? before, CancellationToken stop)
    {
        var nodes = await NodesAsync(year, stop);
        return await writes.RunAsync<TargetPlan>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                if (before is not null && await before(write.Session, write.Now) is { } gone)
                {
                    return gone;
                }

                var plan = TargetPlan.Of(
                    lines, await SetAsync(write.Reads, write.Year, stop),
                    new TargetSurroundings(write.Year, city.Current.Organizations, nodes),
                    () => Ids.New(write.Now));
                return await StoreAsync(write, plan) is { } problem ? problem : plan;
            },
            stop);
    }

    private static async Task<Problem?> StoreAsync(AppraisalWrite write, TargetPlan plan)
    {
        if (YearRules.RefuseUnless(write.Year, AppraisalState.Draft) is { } closed)
        {
            return closed;
        }

        foreach (var row in plan.Rows.Where(one => one.Kind != PlanKind.Same))
        {
            if (row.Before is null)
            {
                await write.Session.InsertAsync(row.After);
            }
            else if (!await write.Session.UpdateAsync(row.After, row.Before.Version))
            {
                return new Problem(ProblemCode.ChangedMeanwhile, "version");
            }
        }

        await write.NoteAsync(
            write.Year.Id, "appraisal.TargetsSet",
            new
            {
                Targets = plan.Rows.Where(one => one.Kind != PlanKind.Same)
                    .Select(one => $"{one.After.UnitCode} {one.After.Code}"),
            });
        return null;
    }

    private static Task<Dictionary<(string, string), AppraisalTarget>> SetAsync(
        CityContext context, AppraisalYear year, CancellationToken stop) =>
        context.Set<AppraisalTarget>().Where(row => row.AppraisalId == year.Id)
            .Take(TargetsMax).ToDictionaryAsync(row => (row.UnitCode, row.Code), stop);

    private async Task<IReadOnlySet<string>> NodesAsync(int year, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<AppraisalYear>()
            .FirstOrDefaultAsync(row => row.Year == year, stop) is { } found
            ? await NodesAsync(found, stop)
            : new HashSet<string>();
    }

    private async Task<IReadOnlySet<string>> NodesAsync(
        AppraisalYear year, CancellationToken stop) =>
        (await scores.NodesAsync(year.CardCode, year.Period, stop))
            .Select(one => one.Code).ToHashSet();
}
