using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>Keeps the classes whose new cases are held against the zones. Page and API come through
/// here.</summary>
internal sealed class WatchClasses(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const string WatchSql =
        "INSERT INTO planning_classes (class_code) VALUES (@code) ON CONFLICT DO NOTHING";

    private const string UnwatchSql = "DELETE FROM planning_classes WHERE class_code = @code";

    /// <summary>The watched ones, by code; one the catalogue has ended stays among them.</summary>
    public async Task<IReadOnlyList<CaseClass>> ListAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var codes = await context.Set<PlanningClass>().Select(row => row.ClassCode)
            .ToListAsync(stop);
        return
        [
            .. city.Current.Catalogue.All.Where(one => codes.Contains(one.Code))
                .OrderBy(one => one.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Begins or ends watching a class; a second time changes nothing. Errors: the caller
    /// may not; the catalogue has no such class.</summary>
    public async Task<Outcome<CaseClass>> RunAsync(
        string? code, bool isWatched, Caller caller, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningEdit))
            is { } refused)
        {
            return refused;
        }

        if (city.Current.Catalogue.All.FirstOrDefault(one => one.Code == code) is not { } known)
        {
            return string.IsNullOrWhiteSpace(code)
                ? new Problem(ProblemCode.FieldRequired, "class")
                : new Problem(ProblemCode.UnknownValue, "class", code);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    isWatched ? WatchSql : UnwatchSql, ("code", known.Code));
                if (changed == 0)
                {
                    return (Outcome<CaseClass>)known;
                }

                await SubjectJournal.AppendAsync(
                    session, CheckGround.Subject, caller.Actor,
                    isWatched ? "class.Watched" : "class.Unwatched",
                    new { @class = known.Code, byOrg = caller.OrganizationCode }, now);
                return (Outcome<CaseClass>)known;
            },
            stop);
    }
}
