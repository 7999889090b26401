using CivicLoop.Domain.Cases;

namespace CivicLoop.Platform.City;

/// <summary>How a city handles cases, beside the catalogue.</summary>
internal sealed record CaseHandling
{
    public required StageLimits Stages { get; init; }

    /// <summary>Sources whose reports are seen on site before they are opened.</summary>
    public required HashSet<CaseSource> SeenFirst { get; init; }
}
