using CivicLoop.Domain.Places;

namespace CivicLoop.Modules.Cases;

/// <summary>How callers write a coordinate system: <c>WGS-84</c>, <c>gcj02</c>, …</summary>
internal static class CoordinateSystemNames
{
    public static bool TryRead(string word, out CoordinateSystem system) =>
        Enum.TryParse(word.Replace("-", "", StringComparison.Ordinal).Trim(), true, out system)
        && Enum.IsDefined(system);
}
