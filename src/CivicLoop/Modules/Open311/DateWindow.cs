using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Open311;

/// <summary>The time a list looks at, both ends included; never longer than 90 days.</summary>
internal sealed record DateWindow(DateTimeOffset From, DateTimeOffset To)
{
    // GeoReport v2: 90 days or the first 1,000, whichever is less.
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Without a date the last 90 days; with a start alone the 90 days from it; with an
    /// end alone the 90 days before it; a longer span ends 90 days after its start, so that a
    /// reader who goes on from the last one it got misses none.</summary>
    public static DateWindow? Read(
        Parameters given, string start, string end, DateTimeOffset now, List<Problem> problems)
    {
        var from = given.Instant(start, problems);
        var to = given.Instant(end, problems);
        if (from is { } begin && to is { } last && last < begin)
        {
            problems.Add(new Problem(ProblemCode.DateRangeInvalid, end));
            return null;
        }

        var first = from ?? (to ?? now) - Longest;
        var most = first + Longest;
        return new DateWindow(first, to is { } asked && asked < most ? asked : most);
    }
}
