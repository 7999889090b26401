using CivicLoop.Domain.Cases;

namespace CivicLoop.Modules.Cases;

/// <summary>Told to watchers after a commit: which case, where it stands, and who may
/// care.</summary>
internal sealed record CaseChanged(
    Guid Id, string Number, CaseState State, string Command, bool IsPrivate, string? LineOrg,
    string? UnitOrg, string? TerritoryOrg, string? DistrictCode)
{
    public static CaseChanged Of(Case stored, CaseStep step) => new(
        stored.Id, stored.Number, stored.State, step.Command, stored.IsPrivate, stored.LineOrg,
        stored.UnitOrg, stored.TerritoryOrg, stored.DistrictCode);
}
