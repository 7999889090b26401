namespace CivicLoop.Domain.Scores;

/// <summary>All counts of one area, department or the whole city in a period.</summary>
/// <param name="Key">Code of the area or organisation; empty for the whole city.</param>
public sealed record Tally(string Key, IReadOnlyDictionary<Measure, long> Counts)
{
    public long this[Measure measure] => Counts.GetValueOrDefault(measure);
}
