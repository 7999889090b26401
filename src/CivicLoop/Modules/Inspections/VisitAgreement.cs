using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>How far two inspectors agree on an item, or a pair over all items.</summary>
internal sealed record AgreementLine(string Code, LocalText? Name, Agreement Agreement);

/// <summary>What the repeated visits say of the items. It names pairs in the order of their names,
/// never a single person, and nothing is sorted by how well somebody did.</summary>
internal sealed record AgreementReport(
    IReadOnlyList<AgreementLine> Items, IReadOnlyList<AgreementLine> Pairs);

/// <summary>Holds first and second visits to the same site against each other.</summary>
internal sealed class VisitAgreement(CityDatabase database)
{
    // A tenth of some thousand visits a year is repeated.
    private const int PairsMax = 2_000;

    /// <summary>Over the last repeated visits of all plans.</summary>
    public async Task<AgreementReport> OfAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var visits = context.Set<Visit>().Where(row => row.State == VisitState.Done);
        var pairs = await visits.Where(row => row.Turn == 1)
            .Join(
                visits.Where(row => row.Turn == 2),
                first => new { first.PlanId, first.N },
                second => new { second.PlanId, second.N },
                (first, second) => new
                {
                    First = first.Id, Second = second.Id, second.DoneAt, One = first.Inspector,
                    Other = second.Inspector,
                })
            .OrderByDescending(pair => pair.DoneAt).Take(PairsMax).ToListAsync(stop);
        var ids = pairs.SelectMany(pair => new[] { pair.First, pair.Second }).ToList();
        var answers = (await context.Set<VisitAnswer>()
                .Where(row => ids.Contains(row.VisitId)).ToListAsync(stop))
            .ToLookup(row => row.VisitId);
        var judged = pairs.SelectMany(pair => Judged(answers[pair.First], answers[pair.Second])
            .Select(one => (pair.One, pair.Other, one.Item, one.Said))).ToList();
        var names = await ActorNames.OfAsync(
            context, pairs.SelectMany(pair => new[] { pair.One!, pair.Other! }).Distinct(), stop);
        var items = (await context.Set<CheckItem>().ToListAsync(stop))
            .GroupBy(item => item.Code).ToDictionary(group => group.Key, group => group.Last());
        return new AgreementReport(
            [
                .. judged.GroupBy(one => one.Item)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new AgreementLine(
                        group.Key, items.GetValueOrDefault(group.Key)?.Name,
                        Agreement.Of([.. group.Select(one => one.Said)]))),
            ],
            [
                .. judged.GroupBy(one => Pair(one.One!, one.Other!, names))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new AgreementLine(
                        group.Key, null, Agreement.Of([.. group.Select(one => one.Said)]))),
            ]);
    }

    private static string Pair(
        string one, string other, IReadOnlyDictionary<string, string> names) =>
        string.Join(
            " · ",
            new[] { names.GetValueOrDefault(one, one), names.GetValueOrDefault(other, other) }
                .Order(StringComparer.Ordinal));

    // Numbers are compared by the grade they make: two may count 4 and 5 and mean the same.
    private static IEnumerable<(string Item, (string One, string Other) Said)> Judged(
        IEnumerable<VisitAnswer> first, IEnumerable<VisitAnswer> second) =>
        first.Join(
            second, one => one.ItemCode, other => other.ItemCode,
            (one, other) => (one.ItemCode, (Word(one), Word(other))));

    private static string Word(VisitAnswer answer) => answer.Grade?.Sign() ?? "-";
}
