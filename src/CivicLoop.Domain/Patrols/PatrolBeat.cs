using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Patrols;

/// <summary>Whether a beat is walked.</summary>
public enum BeatState
{
    Active,
    Ended,
}

/// <summary>巡查片区: streets and sites that units see again and again.</summary>
public sealed record PatrolBeat
{
    public const int CodeMax = 20;
    public const int NameMax = 60;

    public required Guid Id { get; init; }

    /// <summary>The city's own number of it.</summary>
    public required string Code { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Codes of the organisations that walk it with blanks between: units, never persons.
    /// </summary>
    public required string Units { get; init; }

    /// <summary>As <see cref="PatrolWant.Write"/> writes them.</summary>
    public required string Wants { get; init; }

    public required BeatState State { get; init; }

    /// <summary>Who entered it, as the journal names them.</summary>
    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    public IReadOnlyList<string> UnitCodes => CodeList.Read(Units);
}

/// <summary>What a place of a beat is.</summary>
public enum PatrolPlaceKind
{
    /// <summary>街巷: a street or a part of it.</summary>
    Street,

    /// <summary>点位: a site of the register.</summary>
    Site,
}

/// <summary>巡查点: a street or site of a beat.</summary>
public sealed record PatrolPlace
{
    public required Guid Id { get; init; }

    public required Guid BeatId { get; init; }

    /// <summary>Code of the site, or the street's number on its beat.</summary>
    public required string Code { get; init; }

    public required PatrolPlaceKind Kind { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    public required double Lon { get; init; }

    public required double Lat { get; init; }

    /// <summary>A street's line as <see cref="StreetCourse.Write"/> writes it; null for a site, and
    /// for a street known by a position only.</summary>
    public string? Course { get; init; }

    /// <summary>From this day on it is off the beat; null while it is on it.</summary>
    public DateOnly? RemovedDay { get; init; }

    public LocalText Name => new(NameZh, NameEn);

    public GeoPoint Place => new(Lon, Lat);

    /// <summary>Corners of the line; none without one.</summary>
    public IReadOnlyList<GeoPoint> Corners => StreetCourse.Read(Course).Value;
}
