using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>An entry with what was added to it.</summary>
/// <param name="IsOpen">An open point nobody settled yet.</param>
internal sealed record DeskLine(
    DeskEntry Entry, IReadOnlyList<DeskEntry> Supplements, bool IsOpen);

/// <summary>The desk of a body: the watch that is kept, or the last one; what is open.</summary>
/// <param name="Names">Names of those who wrote, by the journal's word.</param>
internal sealed record DeskFile(
    Organization Body, DeskShift? Shift, DeskShift? Before, IReadOnlyList<DeskLine> Open,
    Page<DeskLine> Entries, IReadOnlyDictionary<string, string> Names);

/// <summary>Reads the log of a desk: for the staff of the body and of those above it.</summary>
internal sealed class DeskLists(
    CityDatabase database, CityHolder city, FindCommandBodies bodies)
{
    public const int PageMax = 200;

    // More open points than this are a log nobody reads any more.
    private const int OpenMax = 100;

    private const int SupplementsMax = 1_000;

    /// <summary>Bodies whose log a caller may read, their own first.</summary>
    public IReadOnlyList<Organization> BodiesOf(Caller caller) =>
        caller.OrganizationPath is { } path
            ? [.. bodies.All.Where(
                one => one.Path.StartsWith(path, StringComparison.Ordinal))]
            : [];

    /// <summary>The newest entries first, or those of a day in their order. Error: there is no such
    /// body whose log the caller may read.</summary>
    public async Task<Outcome<DeskFile>> FindAsync(
        string body, Caller caller, DateOnly? day, Guid? after, int limit,
        CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } visitor)
        {
            return visitor;
        }

        if (BodiesOf(caller).FirstOrDefault(one => one.Code == body) is not { } found)
        {
            return new Problem(ProblemCode.NotFound, "body", body);
        }

        await using var context = database.OpenContext();
        var shifts = await context.Set<DeskShift>().Where(row => row.BodyCode == body)
            .OrderByDescending(row => row.Id).Take(2).ToListAsync(stop);
        var open = await OpenPoints(context).Where(row => row.BodyCode == body)
            .OrderBy(row => row.Id).Take(OpenMax).ToListAsync(stop);
        var entries = await PageAsync(context, body, day, after, limit, stop);
        var ids = open.Concat(entries).Select(row => row.Id).ToHashSet();
        var added = (await context.Set<DeskEntry>()
                .Where(row => row.SupplementsId != null && ids.Contains(row.SupplementsId.Value))
                .OrderBy(row => row.Id).Take(SupplementsMax).ToListAsync(stop))
            .ToLookup(row => row.SupplementsId!.Value);
        DeskLine Line(DeskEntry row) => new(
            row, [.. added[row.Id]], row.IsOpen && !added[row.Id].Any(one => one.Settles));
        var shown = entries.Take(limit).ToList();
        var names = await ActorNames.OfAsync(
            context,
            shifts.Select(row => row.Keeper).Concat(open.Select(row => row.Writer))
                .Concat(shown.Select(row => row.Writer))
                .Concat(added.SelectMany(rows => rows.Select(row => row.Writer))),
            stop);
        return new DeskFile(
            found, shifts.ElementAtOrDefault(0), shifts.ElementAtOrDefault(1),
            [.. open.Select(Line)],
            new Page<DeskLine>(
                [.. shown.Select(Line)], Page.NextOf(entries, limit, row => $"{row.Id}")),
            names);
    }

    /// <summary>Points the desks have to go on with: open ones nobody settled yet.</summary>
    public static IQueryable<DeskEntry> OpenPoints(CityContext context) =>
        context.Set<DeskEntry>().Where(row => row.IsOpen && !context.Set<DeskEntry>()
            .Any(other => other.SupplementsId == row.Id && other.Settles));

    private async Task<List<DeskEntry>> PageAsync(
        CityContext context, string body, DateOnly? day, Guid? after, int limit,
        CancellationToken stop)
    {
        var rows = context.Set<DeskEntry>()
            .Where(row => row.BodyCode == body && row.SupplementsId == null);
        if (day is { } on)
        {
            var (begin, end) = (city.Current.BeginOf(on), city.Current.BeginOf(on.AddDays(1)));
            return await rows.Where(row => row.At >= begin && row.At < end)
                .OrderBy(row => row.At).ThenBy(row => row.Id).Take(limit).ToListAsync(stop);
        }

        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        return await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
    }
}
