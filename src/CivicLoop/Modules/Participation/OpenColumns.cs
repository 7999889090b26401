using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Modules.Cases.Contracts;

namespace CivicLoop.Modules.Participation;

/// <summary>A column of the open data.</summary>
/// <param name="Name">As the first line of the CSV and the properties of the GeoJSON spell
/// it.</param>
internal sealed record OpenColumn(string Name, Func<OpenRow, OpenContext, object?> Value);

/// <summary>What a row is written with.</summary>
internal sealed record OpenContext(string Root, string Language, PortalOptions Options);

/// <summary>The columns of the open data: the one list that downloads and their reference are made
/// from. Nothing in it tells of a person.</summary>
internal static class OpenColumns
{
    public static IReadOnlyList<OpenColumn> All { get; } =
    [
        new("number", (row, _) => row.Case.Number),
        new("state", (row, _) => row.Case.State.ToString()),
        new("is_open", (row, _) => row.Case.IsOpen),
        new("class", (row, _) => row.Case.Class.Code),
        new("class_name", (row, at) => In(row.Case.Class.Name, at)),
        new("description", (row, _) => row.Case.Description),
        new("address", (row, _) => row.Case.Address),
        new("area", (row, _) => Area(row)?.Code),
        new("area_name", (row, at) => In(Area(row)?.Name, at)),
        new("lat", (row, _) => row.Case.Lat),
        new("lon", (row, _) => row.Case.Lon),
        new("unit", (row, _) => row.Case.Unit?.Code),
        new("unit_name", (row, at) => In(row.Case.Unit?.Name, at)),
        new("reported_at", (row, _) => row.Case.ReportedAt),
        new("due_at", (row, _) => row.Case.DueAt),
        new("closed_at", (row, _) => row.Case.ClosedAt),
        new("updated_at", (row, _) => row.Case.UpdatedAt),
        new("supporters", (row, _) => row.Case.Supporters),
        new("pictures", (row, at) => row.Pictures.Count == 0
            ? null
            : string.Join(' ', row.Pictures.Select(id => $"{at.Root}/pictures/{id}/public"))),
        new("url", (row, at) => at.Root + CaseKeys.Address(row.Case.Number)),
        new("licence", (_, at) => at.Options.Licence),
    ];

    /// <summary>As a CSV cell.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // The smallest comes first.
    private static Named? Area(OpenRow row) =>
        row.Case.Areas.Count == 0 ? null : row.Case.Areas[0];

    private static string? In(LocalText? name, OpenContext at) => name?.In(at.Language);
}
