using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Participation;

/// <summary>What anybody may know of a case; nothing else of it ever goes out.</summary>
internal sealed record PublicCase
{
    public required string Number { get; init; }

    public CaseState State { get; init; }

    public bool IsOpen { get; init; }

    public required Named Class { get; init; }

    /// <summary>Null until somebody at the centre has read them.</summary>
    public string? Description { get; init; }

    public string? Address { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public required IReadOnlyList<Named> Areas { get; init; }

    public Named? Line { get; init; }

    public Named? Unit { get; init; }

    public Named? Territory { get; init; }

    /// <summary>When the responsible unit has promised it; null before it was dispatched.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int Supporters { get; init; }

    /// <param name="row">A case that is not private.</param>
    public static PublicCase Of(Case row, CityModel city)
    {
        var isOut = CasePublic.WordsAreOut(row);
        return new PublicCase
        {
            Number = row.Number,
            State = row.State,
            IsOpen = row.IsOpen,
            Class = new Named(row.ClassCode, city.Catalogue.Find(row.ClassCode)?.Name),
            Description = isOut ? row.Description : null,
            Address = isOut ? row.Address : null,
            Lat = row.Lat,
            Lon = row.Lon,
            Areas = [.. row.AreaCodes.Select(code => new Named(code, city.Areas.Find(code)?.Name))],
            Line = Organization(row.LineOrg, city),
            Unit = Organization(row.UnitOrg, city),
            Territory = Organization(row.TerritoryOrg, city),
            DueAt = row.Line.DueAt,
            ReportedAt = row.ReportedAt,
            ClosedAt = row.ClosedAt,
            UpdatedAt = row.UpdatedAt,
            Supporters = row.Supporters,
        };
    }

    private static Named? Organization(string? code, CityModel city) =>
        code is null ? null : new Named(code, city.Organizations.Find(code)?.Name);
}
