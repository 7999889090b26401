using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Intake;

/// <summary>What an exported case says, in the order of the file; packs/import.json reads it back.
/// </summary>
internal static class CaseColumns
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static IReadOnlyList<string> Names { get; } =
    [
        "number", "external_id", "class", "class_zh", "class_en", "condition", "state", "source",
        "reported_at", "accepted_at", "dispatched_at", "rectified_at", "checked_at", "due_at",
        "closed_at", "on_time", "line", "unit", "unit_zh", "unit_en", "territory", "district",
        "subdistrict", "community", "grid", "zone", "address", "description", "lat", "lon",
        "returns", "reworks", "extensions", "suspensions", "reopenings", "supporters",
        "satisfied", "updated_at",
    ];

    /// <summary>Texts, numbers, truths or null, one for each name.</summary>
    public static object?[] Of(Case row, CityModel city, DateTimeOffset now)
    {
        var @class = city.Catalogue.Find(row.ClassCode);
        var unit = city.Organizations.Find(row.UnitOrg);
        return
        [
            row.Number, row.ExternalId, row.ClassCode, @class?.NameZh, @class?.NameEn,
            row.ConditionN, row.State.ToString(), row.Source.ToString(),
            At(row.ReportedAt), At(row.AcceptedAt), At(row.DispatchedAt), At(row.RectifiedAt),
            At(row.CheckedAt), At(row.Territory.DueAt), At(EndOf(row)),
            row.State is CaseState.Merged or CaseState.Rejected or CaseState.Withdrawn
                ? null
                : row.Territory.OnTime(now),
            row.LineOrg, row.UnitOrg, unit?.NameZh, unit?.NameEn, row.TerritoryOrg,
            row.DistrictCode, row.SubdistrictCode, row.CommunityCode, row.GridCode,
            row.BesideCode, row.Address, row.Description, row.Lat, row.Lon, row.Returns,
            row.Reworks, row.Extensions, row.Suspensions, row.Reopenings, row.Supporters,
            row.ReporterSatisfied, At(row.UpdatedAt),
        ];
    }

    // A rejected case has no closing of its own; it ended with its last step.
    private static DateTimeOffset? EndOf(Case row) =>
        row.ClosedAt ?? (row.State == CaseState.Rejected ? row.UpdatedAt : null);

    private static string? At(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString(InstantFormat, null);
}
