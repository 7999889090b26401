using CivicLoop.Domain.Cases;

namespace CivicLoop.Modules.Participation;

/// <summary>One mark on the map: a case, or a heap of cases standing near each other.</summary>
/// <param name="Number">Null for a heap.</param>
/// <param name="State">Null for a heap.</param>
internal sealed record MapSpot(
    double Lon, double Lat, long Count, string? Number, CaseState? State);

/// <summary>What a map shows of a box.</summary>
/// <param name="IsCut">True where a filtered map shows only the newest of what fits.</param>
internal sealed record MapSpots(IReadOnlyList<MapSpot> Spots, bool IsCut);
