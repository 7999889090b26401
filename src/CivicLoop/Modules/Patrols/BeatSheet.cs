using CivicLoop.Domain.Patrols;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Patrols;

/// <summary>Beats as a table, a row for each of their places, read and written alike.</summary>
internal static class BeatSheet
{
    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["beat"] = ["片区编号"],
            ["name_zh"] = ["片区名称"],
            ["name_en"] = ["片区英文名称"],
            ["units"] = ["巡查单位"],
            ["wants"] = ["巡查频次"],
            ["site"] = ["点位编号"],
            ["street_zh"] = ["街巷名称"],
            ["street_en"] = ["街巷英文名称"],
            ["course"] = ["走向"],
            ["lon"] = ["经度"],
            ["lat"] = ["纬度"],
            ["system"] = ["坐标系"],
        };

    public static string[] Needed { get; } = ["beat"];

    /// <summary>What a row says of its beat; where it says nothing, what was said before holds.
    /// </summary>
    public static BeatInput Beat(SheetRow row, PatrolBeat? before) => new()
    {
        Beat = row["beat"],
        NameZh = row["name_zh"] ?? before?.NameZh,
        NameEn = row["name_en"] ?? (row["name_zh"] is null ? before?.NameEn : null),
        Units = row["units"] ?? (before is null ? null : string.Join(", ", before.UnitCodes)),
        Wants = row["wants"] ?? before?.Wants,
    };

    /// <summary>Null where a row is of the beat alone.</summary>
    public static PlaceToAdd? Place(SheetRow row) =>
        row["site"] is null && row["street_zh"] is null && row["course"] is null
            && row["lon"] is null && row["lat"] is null
            ? null
            : new PlaceToAdd
            {
                Site = row["site"],
                NameZh = row["street_zh"],
                NameEn = row["street_en"],
                Course = row["course"],
                Lon = row["lon"],
                Lat = row["lat"],
                System = row["system"],
            };

    /// <summary>Rows of a beat as it is.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Rows(BeatView view)
    {
        object?[] beat =
        [
            view.Beat.Code, view.Beat.NameZh, view.Beat.NameEn,
            string.Join(", ", view.Beat.UnitCodes), view.Beat.Wants,
        ];
        return view.Places.Count == 0
            ? [[.. beat, .. new object?[Known.Count - beat.Length]]]
            : view.Places.Select(place => (IReadOnlyList<object?>)[.. beat, .. Cells(place)]);
    }

    private static object?[] Cells(PatrolPlace place) => place.Kind == PatrolPlaceKind.Site
        ? [place.Code, null, null, null, null, null, null]
        : [null, place.NameZh, place.NameEn, place.Course, place.Lon, place.Lat, null];
}
