using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Open cases of one stage that wait for somebody, as parts that may overlap and together
/// are what <see cref="CaseFilter.Visible"/> leaves of them. Each part is found by an index,
/// however much others have to do.</summary>
internal static class WaitingCases
{
    // A case may wait for a body as its unit, as its line and as its territory.
    private static readonly string[] Holders = ["unit_org", "line_org", "territory_org"];

    public static IReadOnlyList<IQueryable<Case>> Parts(
        CityContext context, CaseState state, Permission permission, Caller caller, CityModel city)
    {
        var scopes = caller.ScopesOf(permission);
        var parts = scopes.Any(scope => scope == Scope.City)
            ? [context.Set<Case>()]
            : scopes.SelectMany(scope => PartsOf(context, state, scope, city));
        return [.. parts.Select(part => part.Where(row => row.IsOpen && row.State == state))];
    }

    private static IEnumerable<IQueryable<Case>> PartsOf(
        CityContext context, CaseState state, Scope scope, CityModel city)
    {
        var parts = scope.OrganizationPath is { } path
            ? Holders.Select(
                holder => HeldBy(context, state, holder, city.OrganizationsWithin(path)))
            : [context.Set<Case>()];
        return scope.AreaCode is { } area
            ? parts.Select(part => part.Where(CaseFilter.InArea(city, area)))
            : parts;
    }

    // Body by body, each a step into the index of its work: asked in the usual way, a database
    // reads all that waits in the stage and throws away what others have. CROSS JOIN keeps SQLite
    // to this order, and OFFSET 0 PostgreSQL.
    private static IQueryable<Case> HeldBy(
        CityContext context, CaseState state, string holder, IReadOnlyList<string> organizations)
    {
        var held = $"c.{holder} = o.value AND c.is_open AND c.state = {{1}}";
        var sql = context.IsSqlite
            ? $"SELECT c.* FROM json_each({{0}}) AS o CROSS JOIN cases AS c WHERE {held}"
            : $"""
                SELECT c.* FROM json_array_elements_text({"{0}"}::json) AS o (value)
                CROSS JOIN LATERAL (SELECT * FROM cases AS c WHERE {held} OFFSET 0) AS c
                """;
        return context.Set<Case>().FromSqlRaw(
            sql, JsonSerializer.Serialize(organizations), state.ToString());
    }
}
