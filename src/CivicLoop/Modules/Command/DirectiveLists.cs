using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Which orders a list shows.</summary>
internal enum DirectiveBox
{
    /// <summary>Those one's own unit, or a unit below it, is to act on.</summary>
    Unit,

    /// <summary>Those of one's own command body, or a body below it.</summary>
    Body,

    /// <summary>Those one's own unit was told of.</summary>
    Copies,
}

/// <summary>Which of them.</summary>
internal enum DirectiveShow
{
    Open,

    /// <summary>Open, and past its time.</summary>
    Overdue,

    /// <summary>Nobody acknowledged it yet.</summary>
    Unread,

    /// <summary>The result waits for the body.</summary>
    Reported,

    Ended,
    All,
}

/// <summary>A line of a list.</summary>
internal sealed record DirectiveLine(Directive Directive, DirectiveOrder Order);

/// <summary>How much there is; counted up to <see cref="BoundedCount.Max"/>.</summary>
internal sealed record DirectiveCounts(int Open, int Overdue, int Unread, int Reported);

/// <summary>A directive with what somebody may see of it.</summary>
/// <param name="Orders">All of them for the issuing body and those told of it; for a unit its own.
/// </param>
internal sealed record DirectiveFile(
    Directive Directive, IReadOnlyList<DirectiveOrder> Orders,
    IReadOnlyList<DirectiveStep> Steps, IReadOnlyList<string> Copies,
    IReadOnlyList<string> Cases)
{
    /// <summary>What somebody may do with one of its orders.</summary>
    public IReadOnlyList<DirectiveCommand> Open(
        DirectiveOrder order, Caller caller, OrganizationChart chart) =>
        DirectiveWorkflow.Open(
            order, caller,
            DirectiveWorkflow.SideOf(
                order, Steps.Where(step => step.OrderId == order.Id), caller, chart));
}

/// <summary>Reads directives.</summary>
internal sealed class DirectiveLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    // Thirty units with some steps each; more are a fault of its own.
    public const int StepsMax = 1_000;

    /// <summary>Newest first.</summary>
    public async Task<Page<DirectiveLine>> PageAsync(
        DirectiveBox box, DirectiveShow show, Caller caller, Guid? after, int limit,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = Showing(InBox(context, box, caller), show);
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1)
            .Join(
                context.Set<Directive>(), row => row.DirectiveId, row => row.Id,
                (row, of) => new { Directive = of, Order = row })
            .OrderByDescending(row => row.Order.Id).ToListAsync(stop);
        return Page.Cut(
            page, limit, row => $"{row.Order.Id}",
            row => new DirectiveLine(row.Directive, row.Order));
    }

    /// <summary>What waits in a box.</summary>
    public async Task<DirectiveCounts> CountsAsync(
        DirectiveBox box, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await CountsAsync(InBox(context, box, caller), stop);
    }

    /// <summary>What waits in the whole city.</summary>
    public async Task<DirectiveCounts> CountsOfAllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await CountsAsync(context.Set<DirectiveOrder>(), stop);
    }

    private async Task<DirectiveCounts> CountsAsync(
        IQueryable<DirectiveOrder> rows, CancellationToken stop)
    {
        async Task<int> CountAsync(DirectiveShow show) =>
            await Showing(rows, show).Select(row => row.Id).Take(BoundedCount.Max + 1)
                .CountAsync(stop);
        return new DirectiveCounts(
            await CountAsync(DirectiveShow.Open), await CountAsync(DirectiveShow.Overdue),
            await CountAsync(DirectiveShow.Unread), await CountAsync(DirectiveShow.Reported));
    }

    /// <summary>Error: there is none that the caller may read.</summary>
    public async Task<Outcome<DirectiveFile>> FindAsync(
        Guid id, Caller caller, CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        var missing = new Problem(ProblemCode.NotFound, "directive", $"{id}");
        if (await context.Set<Directive>().FirstOrDefaultAsync(row => row.Id == id, stop)
            is not { } directive)
        {
            return missing;
        }

        var mine = Within(caller);
        var orders = await context.Set<DirectiveOrder>().Where(row => row.DirectiveId == id)
            .OrderBy(row => row.Id).Take(Directive.UnitsMax).ToListAsync(stop);
        var copies = await context.Set<DirectiveCopy>().Where(row => row.DirectiveId == id)
            .OrderBy(row => row.UnitCode).Select(row => row.UnitCode)
            .Take(Directive.UnitsMax).ToListAsync(stop);
        var seen = mine.Contains(directive.IssuerCode) || copies.Exists(mine.Contains)
            ? orders
            // Whoever has it stands below the unit it was addressed to, and so below all between.
            : orders.FindAll(row => mine.Contains(row.HolderCode));
        if (seen.Count == 0)
        {
            return missing;
        }

        var ids = seen.ConvertAll(row => row.Id);
        return new DirectiveFile(
            directive, seen,
            await context.Set<DirectiveStep>().Where(row => ids.Contains(row.OrderId))
                .OrderBy(row => row.OrderId).ThenBy(row => row.N).Take(StepsMax)
                .ToListAsync(stop),
            copies,
            await context.Set<DirectiveCase>().Where(row => row.DirectiveId == id)
                .OrderBy(row => row.CaseNumber).Select(row => row.CaseNumber)
                .Take(Directive.CasesMax).ToListAsync(stop));
    }

    private IReadOnlyList<string> Within(Caller caller) =>
        caller.OrganizationPath is { } path ? city.Current.OrganizationsWithin(path) : [];

    private IQueryable<DirectiveOrder> InBox(
        CityContext context, DirectiveBox box, Caller caller)
    {
        var mine = Within(caller);
        var rows = context.Set<DirectiveOrder>();
        return box switch
        {
            DirectiveBox.Unit => rows.Where(row => mine.Contains(row.HolderCode)),
            DirectiveBox.Body => rows.Where(row => mine.Contains(row.IssuerCode)),
            DirectiveBox.Copies => rows.Where(row => context.Set<DirectiveCopy>().Any(
                copy => copy.DirectiveId == row.DirectiveId && mine.Contains(copy.UnitCode))),
        };
    }

    private IQueryable<DirectiveOrder> Showing(
        IQueryable<DirectiveOrder> rows, DirectiveShow show)
    {
        var now = time.GetUtcNow();
        return show switch
        {
            DirectiveShow.All => rows,
            DirectiveShow.Open => rows.Where(row => row.EndedAt == null),
            DirectiveShow.Ended => rows.Where(row => row.EndedAt != null),
            DirectiveShow.Unread => rows.Where(row => row.State == DirectiveState.Issued),
            DirectiveShow.Reported => rows.Where(row => row.State == DirectiveState.Reported),
            DirectiveShow.Overdue => rows.Where(row => row.DueAt < now
                && DirectiveOrder.Owing.Contains(row.State)),
        };
    }
}
