using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Stops the reading of a pack at its first fault; never leaves <see cref="PackReader"/>,
/// which answers the problem.</summary>
internal sealed class PackFault(Problem problem) : Exception(problem.ToString())
{
    public Problem Problem { get; } = problem;

    /// <param name="place">File, row and field, for example
    /// <c>kunming/organizations.csv, row 17, parent</c>.</param>
    public static PackFault Of(ProblemCode code, PackPlace place, params object[] arguments) =>
        new(new Problem(code, place.ToString(), arguments));
}

/// <summary>Where in a pack something stands.</summary>
/// <param name="Row">Line of a CSV file, or the code of the entry in a JSON file.</param>
internal readonly record struct PackPlace(string File, string? Row = null, string? Field = null)
{
    public override string ToString() =>
        string.Join(
            ", ", new[] { File, Row is null ? null : $"row {Row}", Field }.OfType<string>());
}
