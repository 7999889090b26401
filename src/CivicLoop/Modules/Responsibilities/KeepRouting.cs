using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Adds, changes and removes routing rules. Cases already routed stay where they are: a
/// rule says who gets the next one.</summary>
internal sealed class KeepRouting(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int IdMax = 40;
    private const int BasisMax = 300;

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000005");

    /// <summary>Stores a rule, new or changed. Errors: a field is missing or too long; an area, a
    /// lead department or a unit nobody knows.</summary>
    public async Task<Outcome<RoutingRule>> SaveAsync(
        RoutingRule wanted, string actor, CancellationToken stop = default)
    {
        if (Fault(wanted) is { } fault)
        {
            return fault;
        }

        return await WriteAsync(
            async (session, now) =>
            {
                var before = await session.Reads.Set<RoutingRule>()
                    .FirstOrDefaultAsync(row => row.Id == wanted.Id);
                if (before is null)
                {
                    await session.InsertAsync(wanted);
                }
                else
                {
                    await session.UpdateAsync(wanted);
                }

                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "routing.RuleSaved", new { before, after = wanted },
                    now);
                return (Outcome<RoutingRule>)wanted;
            },
            stop);
    }

    /// <summary>Error: there is no such rule.</summary>
    public Task<Outcome<RoutingRule>> RemoveAsync(
        string id, string actor, CancellationToken stop = default) =>
        WriteAsync(
            async (session, now) =>
            {
                var before = await session.Reads.Set<RoutingRule>()
                    .FirstOrDefaultAsync(row => row.Id == id);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "id", id);
                }

                await session.DeleteAsync(before);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "routing.RuleRemoved", new { before }, now);
                return (Outcome<RoutingRule>)before;
            },
            stop);

    private async Task<Outcome<RoutingRule>> WriteAsync(
        Func<WriteSession, DateTimeOffset, Task<Outcome<RoutingRule>>> change,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(session => change(session, now), stop);
        if (outcome.Problem is null)
        {
            await city.ReloadAsync(database, stop);
        }

        return outcome;
    }

    private Problem? Fault(RoutingRule wanted)
    {
        var texts = new[]
        {
            ("id", wanted.Id, IdMax), ("unit", wanted.Unit, IdMax),
            ("basisZh", wanted.BasisZh, BasisMax), ("basisEn", wanted.BasisEn, BasisMax),
        };
        foreach (var (field, text, max) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (text.Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, text.Length);
            }
        }

        var model = city.Current;
        if (wanted.ClassPrefix.Length > 0 && !model.Catalogue.All.Any(
            one => one.Code.StartsWith(wanted.ClassPrefix, StringComparison.Ordinal)))
        {
            return new Problem(ProblemCode.UnknownClass, "classPrefix", wanted.ClassPrefix);
        }

        if (wanted.AreaCode is { } area && model.Areas.Find(area) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "areaCode", area);
        }

        if (wanted.LeadOrg is { } lead && IsUnknown(lead))
        {
            return new Problem(ProblemCode.UnitNotKnown, "leadOrg", lead);
        }

        return !RoutingRule.UnitWords.Contains(wanted.Unit) && IsUnknown(wanted.Unit)
            ? new Problem(ProblemCode.UnitNotKnown, "unit", wanted.Unit)
            : null;
    }

    private bool IsUnknown(string code) =>
        city.Current.Organizations.Find(code) is not { RetiredAt: null };
}
