using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Residents of an area as a form or a program says them.</summary>
internal sealed record ResidentsInput(
    string? Area, string? Residents, string? AsOf, string? Source);

/// <summary>An area and its residents; null where nobody entered them.</summary>
internal sealed record ResidentsLine(Area Area, AreaResidents? Known);

/// <summary>Keeps how many people live in an area, for rates by residents.</summary>
internal sealed class KeepResidents(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int SourceMax = 120;

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000043");

    private static readonly AreaKind[] Levels =
    [
        AreaKind.District, AreaKind.Neighborhood, AreaKind.Subdistrict, AreaKind.Community,
    ];

    /// <summary>The areas below one and what is known of them.</summary>
    /// <param name="within">Code of a district or subdistrict; null for the districts.</param>
    public async Task<IReadOnlyList<ResidentsLine>> BelowAsync(
        string? within, CancellationToken stop)
    {
        var areas = city.Current.Areas;
        var below = (within is null
                ? areas.Districts.Where(one => !one.BesideTree)
                : areas.ChildrenOf(within))
            .Where(one => Levels.Contains(one.Kind)).ToList();
        var codes = below.Select(one => one.Code).ToList();
        await using var context = database.OpenContext();
        var known = await context.Set<AreaResidents>()
            .Where(row => codes.Contains(row.AreaCode))
            .ToDictionaryAsync(row => row.AreaCode, stop);
        return [.. below.Select(one => new ResidentsLine(
            one, known.GetValueOrDefault(one.Code)))];
    }

    /// <summary>Enters a figure, or another in its place. Errors: the caller may not; no such area;
    /// a number, day or source that cannot be right.</summary>
    public async Task<Outcome<AreaResidents>> RunAsync(
        ResidentsInput wanted, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.CatalogueEdit) is { } denied)
        {
            return denied;
        }

        if (!Read(wanted).Try(out var entered, out var fault))
        {
            return fault;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await StoreAsync(session, entered);
                await SubjectJournal.AppendAsync(
                    session, Subject, caller.Actor, "residents.Entered", entered, now);
                return (Outcome<AreaResidents>)entered;
            },
            stop);
    }

    public static Task StoreAsync(WriteSession session, AreaResidents entered) =>
        session.ExecuteAsync(
            """
            INSERT INTO area_residents (area_code, residents, as_of, source)
            VALUES (@area, @residents, @day, @source)
            ON CONFLICT (area_code) DO UPDATE SET residents = excluded.residents,
                as_of = excluded.as_of, source = excluded.source
            """,
            ("@area", entered.AreaCode), ("@residents", entered.Residents),
            ("@day", TypedDay.Show(entered.AsOf)), ("@source", entered.Source));

    private Outcome<AreaResidents> Read(ResidentsInput wanted)
    {
        var area = city.Current.Areas.Find(wanted.Area?.Trim() ?? "");
        if (area is null || !Levels.Contains(area.Kind))
        {
            return new Problem(ProblemCode.UnknownValue, "area", wanted.Area ?? "");
        }

        if (!TypedNumber.Read(wanted.Residents, "residents").Try(out var number, out var problem)
            || !TypedDay.Need(wanted.AsOf, "asOf").Try(out var day, out problem))
        {
            return problem;
        }

        return number.Value is not { } residents
            ? new Problem(ProblemCode.FieldRequired, "residents")
            : residents < 1 || residents > AreaResidents.Max
                || !double.IsInteger(residents)
                ? new Problem(ProblemCode.FieldInvalid, "residents", wanted.Residents!)
            : day > city.Current.DayOf(time.GetUtcNow())
                ? new Problem(ProblemCode.FieldInvalid, "asOf", wanted.AsOf!)
            : TextRule.Needed(wanted.Source, "source", SourceMax) is { } missing
                ? missing
            : new AreaResidents(area.Code, (int)residents, day, wanted.Source!.Trim());
    }
}

/// <summary>Gives a new city the residents its pack names.</summary>
internal sealed class InstallResidents : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var one in pack.Residents)
        {
            await KeepResidents.StoreAsync(session, one);
        }
    }
}
