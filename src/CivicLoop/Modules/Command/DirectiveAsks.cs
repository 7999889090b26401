using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Orders as objections see them. A granted one withdraws the order or gives more time;
/// another unit gets a directive of its own.</summary>
internal sealed class DirectiveAsks(CityHolder city, WriteDirective write) : AskSource
{
    public const string Source = "directive";

    private const int OthersMax = 50;

    public override string Name => Source;

    public override async Task<AskedThing?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        await WriteDirective.FindAsync(context, id, stop) is var (directive, order)
            ? Thing(directive, order)
            : null;

    public override async Task<IReadOnlyList<AskedThing>> OthersAsync(
        CityContext context, Guid id, CancellationToken stop)
    {
        if (await WriteDirective.FindAsync(context, id, stop) is not var (_, order))
        {
            return [];
        }

        var rows = await context.Set<DirectiveOrder>()
            .Where(row => row.HolderCode == order.HolderCode && row.Id != id
                && row.EndedAt == null)
            .Join(
                context.Set<Directive>(), row => row.DirectiveId, row => row.Id,
                (row, of) => new { Directive = of, Order = row })
            .OrderByDescending(row => row.Order.Id).Take(OthersMax).ToListAsync(stop);
        return [.. rows.Select(row => Thing(row.Directive, row.Order))];
    }

    public override async Task<Problem?> RemedyAsync(
        WriteSession session, Guid id, RemedyInput remedy, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        if (await WriteDirective.FindAsync(session.Reads, id, stop) is not
            var (directive, order))
        {
            return new Problem(ProblemCode.NotFound, "id", $"{id}");
        }

        if (remedy.Remedy == Remedy.Reassign)
        {
            return new Problem(ProblemCode.UnknownValue, "remedy", $"{remedy.Remedy}");
        }

        // Whoever may answer an objection may do what it grants.
        var granted = caller.AlsoMay(Permission.DirectiveIssue);
        return (await write.StepAsync(
            session, directive, order,
            remedy.Remedy == Remedy.Extend
                ? new DirectiveAction(
                    DirectiveCommand.Extend, remedy.Words,
                    DueAt: remedy.Due is { } day ? city.Current.BeginOf(day.AddDays(1)) : null)
                : new DirectiveAction(DirectiveCommand.Withdraw, remedy.Words),
            granted, DirectiveSide.Issuer, now)).Problem;
    }

    private static AskedThing Thing(Directive directive, DirectiveOrder order) => new(
        order.Id, directive.Title, order.HolderCode, order.IssuerCode,
        WriteDirective.AddressOf(directive.Id), order.EndedAt is null);
}
