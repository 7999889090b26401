using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Places;

/// <summary>How people and programs write a coordinate system: <c>WGS-84</c>, <c>gcj02</c>, …
/// </summary>
public static class CoordinateSystemNames
{
    /// <summary>WGS-84 where nothing was said. Error: a word for no system.</summary>
    public static Outcome<CoordinateSystem> Read(string? word, string field = "coordinateSystem") =>
        string.IsNullOrWhiteSpace(word) ? CoordinateSystem.Wgs84
        : Enum.TryParse<CoordinateSystem>(
            word.Replace("-", "", StringComparison.Ordinal).Trim(), ignoreCase: true,
            out var system) && Enum.IsDefined(system)
            ? system
            : new Problem(ProblemCode.UnknownCoordinateSystem, field, word);
}
