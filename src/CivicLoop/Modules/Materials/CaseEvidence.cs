using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>Closed cases as evidence. Only those another body has seen to be fixed prove anything,
/// and private ones stay private.</summary>
internal sealed class CaseEvidence(CaseLists lists, CityDatabase database, CityHolder city)
    : IEvidenceSource
{
    public const string Name = "case";

    public string Kind => Name;

    public async Task<IReadOnlyList<HeldEvidence>> FindAsync(
        Caller caller, string words, int limit, CancellationToken stop)
    {
        var page = await lists.NewestAsync(
            cases => Narrow(Visible(cases, caller), words), after: null, limit, stop);
        return [.. page.Items.Select(Show)];
    }

    public async Task<bool> MayNameAsync(Caller caller, string key, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await Visible(context.Set<Case>().Where(row => row.Number == key), caller)
            .AnyAsync(stop);
    }

    public async Task<IReadOnlyDictionary<string, HeldEvidence>> NameAsync(
        IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        if (keys.Count == 0)
        {
            return new Dictionary<string, HeldEvidence>();
        }

        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .Where(row => keys.Contains(row.Number) && !row.IsPrivate)
            .ToDictionaryAsync(row => row.Number, Show, stop);
    }

    private IQueryable<Case> Visible(IQueryable<Case> cases, Caller caller) => CaseFilter.Visible(
        cases.Where(row => row.State == CaseState.Closed && row.IndependentlyChecked
            && !row.IsPrivate),
        caller, Permission.CaseSee, city.Current);

    private IQueryable<Case> Narrow(IQueryable<Case> cases, string words)
    {
        if (words.Length == 0)
        {
            return cases;
        }

        var model = city.Current;
        var classes = model.Catalogue.All
            .Where(one => Has(one.Name, words)).Select(one => one.Code).ToList();
        var areas = model.Areas.All.Where(one => Has(one.Name, words))
            .Select(one => one.Code).Take(AreasMax).ToList();
        return cases.Where(row => row.Number.StartsWith(words) || classes.Contains(row.ClassCode)
            || areas.Contains(row.DistrictCode!) || areas.Contains(row.SubdistrictCode!)
            || areas.Contains(row.CommunityCode!));
    }

    // Words that fit more areas than this say too little of a place.
    private const int AreasMax = 100;

    private static bool Has(LocalText name, string words) =>
        name.Zh.Contains(words, StringComparison.OrdinalIgnoreCase)
        || name.En.Contains(words, StringComparison.OrdinalIgnoreCase);

    private HeldEvidence Show(Case row)
    {
        var model = city.Current;
        var name = model.Catalogue.Find(row.ClassCode)?.Name
            ?? new LocalText(row.ClassCode, row.ClassCode);
        var place = model.Areas.Find(row.CommunityCode ?? row.DistrictCode ?? "")?.Name;
        return new HeldEvidence(
            Kind, row.Number,
            place is null
                ? name
                : new LocalText($"{name.Zh} · {place.Zh}", $"{name.En} · {place.En}"),
            row.ClosedAt ?? row.UpdatedAt, $"/console/cases/{row.Number}", row.JournalN,
            row.JournalHash);
    }
}
