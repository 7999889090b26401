using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden;

/// <summary>A limit of a week as the city set it.</summary>
internal sealed record BurdenCap(string Name, int Value);

/// <summary>Limits as a form or a program says them; what is null stays.</summary>
internal sealed record CapsInput(
    int? Tasks, int? Forms, int? Inspections, int? Minutes, int? PerAsker, int? FactDays);

/// <summary>Sets how much a unit may be asked for in a week.</summary>
internal sealed class KeepCaps(CityDatabase database, TimeProvider time)
{
    /// <summary>Whose chain the changes are journaled on; answers to objections too.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000025");

    public static async Task<BurdenCaps> ReadAsync(CityContext context, CancellationToken stop)
    {
        var set = await context.Set<BurdenCap>()
            .ToDictionaryAsync(row => row.Name, row => row.Value, stop);
        var usual = BurdenCaps.Usual;
        return new BurdenCaps(
            Of("tasks", usual.Tasks), Of("forms", usual.Forms),
            Of("inspections", usual.Inspections), Of("minutes", usual.Minutes),
            Of("perAsker", usual.PerAsker), Of("factDays", usual.FactDays));

        int Of(string name, int standard) => set.GetValueOrDefault(name, standard);
    }

    /// <summary>Errors: the caller may not; a number is out of range.</summary>
    public async Task<Outcome<BurdenCaps>> ChangeAsync(
        CapsInput wanted, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.BurdenKeep) is { } denied)
        {
            return denied;
        }

        var changes = new (string Name, int? Value)[]
        {
            ("tasks", wanted.Tasks), ("forms", wanted.Forms),
            ("inspections", wanted.Inspections), ("minutes", wanted.Minutes),
            ("perAsker", wanted.PerAsker), ("factDays", wanted.FactDays),
        };
        foreach (var (name, value) in changes)
        {
            if (value is < 0 or > BurdenCaps.ValueMax)
            {
                return new Problem(ProblemCode.FieldInvalid, name, value);
            }
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                foreach (var (name, value) in changes.Where(one => one.Value is not null))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO burden_caps (name, value) VALUES (@name, @value)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """,
                        ("@name", name), ("@value", value));
                }

                await SubjectJournal.AppendAsync(
                    session, Subject, caller.Actor, "burden.Limits", wanted, now);
                return (Outcome<BurdenCaps>)await ReadAsync(session.Reads, stop);
            },
            stop);
    }
}
