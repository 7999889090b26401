using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden.Contracts;

/// <summary>A fact, and at how many places it is used.</summary>
internal sealed record FactUsed(Fact Fact, int Uses);

/// <summary>一次填报，多处使用: facts are entered once and used wherever they are asked again; tasks,
/// materials and bulletins read them here.</summary>
internal sealed class KnownFacts(TimeProvider time)
{
    /// <summary>Facts that still hold, by unit and name, the newest of each: one query.</summary>
    /// <param name="units">Null for all units.</param>
    public async Task<IReadOnlyDictionary<(string Unit, string Name), Fact>> HoldingAsync(
        CityContext context, IReadOnlyCollection<string> names, IReadOnlyCollection<string>? units,
        CancellationToken stop)
    {
        if (names.Count == 0)
        {
            return new Dictionary<(string, string), Fact>();
        }

        var caps = await KeepCaps.ReadAsync(context, stop);
        var since = Instants.Storable(time.GetUtcNow().AddDays(-caps.FactDays));
        var rows = await context.Set<Fact>()
            .Where(row => names.Contains(row.Name) && row.EnteredAt >= since
                && (units == null || units.Contains(row.UnitCode)))
            .OrderBy(row => row.EnteredAt).ToListAsync(stop);
        var found = new Dictionary<(string, string), Fact>();
        foreach (var row in rows)
        {
            found[(row.UnitCode, row.Name)] = row;
        }

        return found;
    }

    /// <summary>Enters a fact. Errors: it is empty or too long.</summary>
    public static async Task<Outcome<Fact>> EnterAsync(
        WriteSession session, string unit, string name, string value, string actor,
        DateTimeOffset now)
    {
        var said = value.Trim();
        if (said.Length is 0 or > Fact.ValueMax)
        {
            return said.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "facts", name)
                : new Problem(ProblemCode.FieldTooLong, "facts", Fact.ValueMax, said.Length);
        }

        var fact = new Fact
        {
            Id = Ids.New(now), UnitCode = unit, Name = name, Value = said, EnteredBy = actor,
            EnteredAt = now,
        };
        await session.InsertAsync(fact);
        return fact;
    }

    /// <summary>Notes a place where a fact is used; the same place counts once.</summary>
    public static Task UseAsync(
        WriteSession session, Fact fact, string source, Guid sourceId, string title,
        DateTimeOffset now) =>
        session.RunLaterAsync(
            """
            INSERT INTO fact_uses (fact_id, source, source_id, title, used_at)
            VALUES (@fact, @source, @id, @title, @now)
            ON CONFLICT (fact_id, source, source_id) DO NOTHING
            """,
            ("@fact", fact.Id), ("@source", source), ("@id", sourceId), ("@title", title),
            ("@now", now));

    /// <summary>Facts of a unit with their uses, the newest first.</summary>
    public static async Task<IReadOnlyList<FactUsed>> OfUnitAsync(
        CityContext context, string unit, int limit, CancellationToken stop)
    {
        var rows = await context.Set<Fact>().Where(row => row.UnitCode == unit)
            .OrderByDescending(row => row.Id).Take(limit)
            .Select(row => new
            {
                Fact = row,
                Uses = context.Set<FactUse>().Count(use => use.FactId == row.Id),
            })
            .ToListAsync(stop);
        return [.. rows.Select(row => new FactUsed(row.Fact, row.Uses))];
    }
}
