using CivicLoop.Domain.Cases;

namespace CivicLoop.Domain.Dashboards;

/// <summary>重复点位: one class of problem reported again and again in one place, which mending each
/// time does not end (复发 within 30 days, GB/T 30428.4).</summary>
/// <param name="Place">The place as <see cref="SamePlace.Of"/> names it.</param>
/// <param name="Cases">Reported in the last <see cref="RepeatPlaces.Days"/> days.</param>
/// <param name="Open">Of them still open.</param>
public sealed record RepeatPlace(
    long Place, string ClassCode, string? District, string? Subdistrict, string? Community,
    string? Beside, string? Line, int Cases, int Open, DateTimeOffset LastAt);

/// <summary>When a place counts as one that repeats.</summary>
public static class RepeatPlaces
{
    /// <summary>As far back as a recurrence counts against the fix.</summary>
    public const int Days = CaseRules.AnswerDays;

    /// <summary>Twice may be chance, three times in a month is a place to look at.</summary>
    public const int LeastCases = 3;

    /// <summary>Most cases first; equal ones by the last report.</summary>
    public static IReadOnlyList<RepeatPlace> Ranked(IEnumerable<RepeatPlace> places) =>
    [
        .. places.Where(one => one.Cases >= LeastCases)
            .OrderByDescending(one => one.Cases).ThenByDescending(one => one.LastAt)
            .ThenBy(one => one.Place).ThenBy(one => one.ClassCode, StringComparer.Ordinal),
    ];
}
