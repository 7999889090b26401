using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols.Contracts;

/// <summary>What was played.</summary>
internal sealed record PlayedPatrols(int Checks, int Cases);

/// <summary>Plays the patrols of a demonstration city through the domain: a plan fixed before last
/// week, and the checks units made since. Some places are left unseen, some show something.
/// </summary>
internal sealed class PlayPatrols(
    CityDatabase database, CityHolder city, PlanPatrols plan, RecordCheck record,
    PatrolLists lists, TimeProvider time)
{
    // Last week, this one, and the next, which the job takes over from.
    private const int Weeks = 3;

    private const double SeenShare = 0.86;

    // One street in the evening is always too far off: a gap worth seeing.
    private const int EveningHour = 17;
    private const double EveningShare = 0.55;

    private const double FoundShare = 0.04;
    private const int CasesMax = 6;

    private static readonly string[] Words =
        ["路口有游商占道", "门前堆放货物", "非机动车停放杂乱", "店外摆放桌椅"];

    /// <summary>Plays, unless the city has a plan already or no beat to walk.</summary>
    public async Task<Outcome<PlayedPatrols>> RunAsync(
        long seed, CancellationToken stop = default)
    {
        var now = time.GetUtcNow();
        var monday = PatrolPlanner.MondayAfter(lists.Today).AddDays(-2 * PatrolPlanner.WeekDays);
        await using var context = database.OpenContext();
        if (await context.Set<PatrolPlan>().AnyAsync(stop))
        {
            return new PlayedPatrols(0, 0);
        }

        var fixedAt = city.Current.BeginOf(monday).AddHours(-9);
        var made = await plan.CommitAsync(
            monday, Weeks, "simulation:planner", "", fixedAt, stop);
        if (!made.Try(out var fixedPlan, out var unfit))
        {
            return unfit.Code == ProblemCode.PatrolNothingToPlan
                ? new PlayedPatrols(0, 0)
                : unfit;
        }

        var visits = await context.Set<PatrolVisit>()
            .Where(row => row.PlanId == fixedPlan.Id)
            .OrderBy(row => row.Day).ThenBy(row => row.AtMinute).ThenBy(row => row.Id)
            .ToListAsync(stop);
        return await WalkAsync(visits, seed, now, stop);
    }

    private async Task<Outcome<PlayedPatrols>> WalkAsync(
        IReadOnlyList<PatrolVisit> visits, long seed, DateTimeOffset now, CancellationToken stop)
    {
        var (checks, cases) = (0, 0);
        foreach (var (n, visit) in visits.Index())
        {
            var draws = new SeededDraws(seed, n);
            var seenAt = city.Current.BeginOf(visit.Day).AddMinutes(
                visit.FromMinute + draws.Below(visit.ToMinute - visit.FromMinute));
            var isLate = visit.FromHour >= EveningHour;
            if (seenAt > now || !draws.Chance(isLate ? EveningShare : SeenShare))
            {
                continue;
            }

            var isFound = cases < CasesMax && draws.Chance(FoundShare);
            var outcome = await record.RunAsync(
                new CheckInput
                {
                    Id = draws.Id(seenAt), Visit = visit.Id, SeenAt = seenAt.ToString("O"),
                    Result = isFound ? CheckResult.Found : CheckResult.Nothing,
                    Class = isFound ? Class(draws) : null,
                    Note = isFound ? draws.Pick(Words) : null,
                },
                Unit(visit.UnitCode), seenAt, stop);
            if (outcome.Problem is { } problem)
            {
                return problem;
            }

            checks++;
            cases += isFound ? 1 : 0;
        }

        return new PlayedPatrols(checks, cases);
    }

    private string Class(SeededDraws draws) => draws.Pick(
        city.Current.Catalogue.All
            .Where(one => PatrolRules.IsStreetOrder(one) && !one.IsPrivate)
            .OrderBy(one => one.Code, StringComparer.Ordinal).ToList()).Code;

    private Caller Unit(string code) => new(
        "simulation:patrol", code, city.Current.Organizations.Find(code)?.Path,
        [new Grant(Permission.PatrolWork, Scope.City)]);
}
