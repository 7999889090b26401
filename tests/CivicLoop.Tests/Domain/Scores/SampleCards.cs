using CivicLoop.Domain.Scores;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Small trees and figures for tests of scores.</summary>
internal static class SampleCards
{
    public static ScoreNode Node(
        string code, string? parent, int weight = 1, string? source = null, int? line = null,
        string criterion = "") => new()
    {
        ScorecardId = Guid.Empty, VersionN = 1, Code = code, ParentCode = parent, Position = 0,
        Source = source, Argument = "", CriterionCode = criterion, NameZh = code, NameEn = code,
        CityWeight = weight, TerritoryWeight = weight, LineWeight = line ?? weight,
    };

    /// <summary>A root with measures right below it.</summary>
    public static IReadOnlyList<ScoreNode> Flat(params (string Code, int Weight)[] leaves) =>
    [
        Node("score", null),
        .. leaves.Select(leaf => Node(leaf.Code, "score", leaf.Weight, "case")),
    ];

    public static UnitScore Add(
        IReadOnlyList<ScoreNode> nodes, UnitKind kind = UnitKind.City, string unit = "",
        IReadOnlyDictionary<string, int>? city = null, int least = 1,
        IReadOnlyCollection<StratumSum>? strata = null, params MeasureReading[] readings) =>
        ScoreTree.Of(
            nodes,
            new ScoreInput(
                kind, unit, readings.ToDictionary(one => one.Leaf), _ => true, city, least),
            new SampleVariance(strata
                ?? [.. readings.SelectMany(one => one.Strata).Distinct()]));

    /// <summary>A stratum whose visits had these scores.</summary>
    public static StratumSum Stratum(
        string district, string kind, int sites, params int[] scores) => new(
        district, kind, sites, scores.Length, scores.Length, scores.Sum(),
        scores.Sum(one => (long)one * one));
}
