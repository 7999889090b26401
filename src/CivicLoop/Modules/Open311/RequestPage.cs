using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Open311;

/// <summary>Which part of a list is asked for; without paging its first 1,000.</summary>
internal sealed record RequestPage(int Skip, int Take)
{
    /// <summary>GeoReport v2: the first 1,000 at most.</summary>
    public const int SizeMax = 1_000;

    private const int SizeWithPages = 100;

    // Counting rows off costs time; whoever needs more narrows the dates.
    private const int RowsMax = 100_000;

    public static RequestPage Read(Parameters given, List<Problem> problems)
    {
        var size = given.Count("page_size", SizeMax, problems)
            ?? (given.Text("page") is null ? SizeMax : SizeWithPages);
        var page = given.Count("page", RowsMax / size, problems) ?? 1;
        return new RequestPage((page - 1) * size, size);
    }
}
