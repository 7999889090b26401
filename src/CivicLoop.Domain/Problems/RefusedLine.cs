namespace CivicLoop.Domain.Problems;

/// <summary>A row of a list that cannot be taken, and why.</summary>
/// <param name="Line">Its number in the file.</param>
public sealed record RefusedLine(int Line, Problem Problem);

/// <summary>What a row of a list would do.</summary>
public enum PlanKind
{
    Same,
    Added,
    Changed,
    Retired,
}
