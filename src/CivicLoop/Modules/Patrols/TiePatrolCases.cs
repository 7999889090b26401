using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Patrols;

/// <summary>Leads from a case to the place where a patrol saw it.</summary>
internal sealed class TiePatrolCases(PatrolLists lists, CityHolder city) : ICaseTie
{
    public async Task<IReadOnlyList<CaseTie>> OfAsync(
        Guid caseId, string language, CancellationToken stop)
    {
        if (await lists.OfCaseAsync(caseId, stop) is not { } check)
        {
            return [];
        }

        var unit = city.Current.Organizations.Find(check.UnitCode)?.Name.In(language)
            ?? check.UnitCode;
        return
        [
            new CaseTie(
                language == "zh" ? "巡查发现" : "Found on patrol", unit,
                $"{PlacePage.Here}?id={check.PlaceId}"),
        ];
    }
}
