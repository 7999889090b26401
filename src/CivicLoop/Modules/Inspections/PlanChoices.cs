using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Inspections;

/// <summary>What the form of a plan offers.</summary>
internal sealed record PlanFieldsView(
    PlanForm Typed, IReadOnlyList<Edition> Editions, IReadOnlyList<SiteKind> Kinds,
    IReadOnlyList<Area> Areas, IReadOnlyList<Organization> Organizations, Problem? Problem);

/// <summary>Gathers what can be chosen in a plan.</summary>
internal sealed class PlanChoices(
    CityHolder city, EditionLists editions, SiteKindLists kinds, FindInspectors inspectors)
{
    public async Task<PlanFieldsView> ForAsync(
        PlanForm typed, Problem? problem, CancellationToken stop)
    {
        var published = (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items
            .Where(one => one.State == EditionState.Published).ToList();
        var organizations = (await inspectors.AllAsync([], stop))
            .Select(one => city.Current.Organizations.Find(one.Organization))
            .OfType<Organization>().DistinctBy(one => one.Code)
            .OrderBy(one => one.Path, StringComparer.Ordinal).ToList();
        return new PlanFieldsView(
            typed, published, await kinds.AllAsync(stop), city.Current.Areas.Districts,
            organizations, problem);
    }

    /// <summary>A new plan's form: the rule as usual, the edition that holds, from today.</summary>
    public async Task<PlanForm> UsualAsync(CancellationToken stop)
    {
        var holding = await editions.HoldingAsync(EditionSubject.City, stop);
        return PlanForm.Of(PlanRules.Usual with
        {
            Edition = holding?.Code, FromDay = editions.Today,
            ToDay = editions.Today.AddDays(PlanRules.DaysUsual),
        });
    }
}
