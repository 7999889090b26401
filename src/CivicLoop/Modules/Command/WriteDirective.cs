using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Stores steps of orders in a transaction already open: the rows, the journal, what the
/// unit is asked for, and whom to tell.</summary>
internal sealed class WriteDirective(CityHolder city)
{
    /// <summary>Where a directive is read and worked on.</summary>
    public static string AddressOf(Guid id) => $"{DirectivesPage.Here}/{id}";

    /// <summary>Does a step. Errors: as <see cref="DirectiveWorkflow.Decide"/>; somebody was
    /// faster.</summary>
    public async Task<Outcome<DirectiveOrder>> StepAsync(
        WriteSession session, Directive directive, DirectiveOrder before, DirectiveAction action,
        Caller caller, DirectiveSide side, DateTimeOffset now)
    {
        var holder = city.Current.Organizations.Find(before.HolderCode);
        if (!DirectiveWorkflow.Decide(before, action, caller, side, holder, now)
            .Try(out var decided, out var wrong))
        {
            return wrong;
        }

        var (after, step) = decided;
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version", directive.Title);
        }

        await NoteAsync(session, directive, after, step);
        if (action.Command == DirectiveCommand.TakeBack)
        {
            await TellAsync(
                session, directive, after.DueAt, before.HolderCode, "directive-taken-back", now);
        }

        if (action.Command == DirectiveCommand.Withdraw)
        {
            await CountAsk.EndAsync(session, after.Id, AskOutcome.Withdrawn);
        }
        else if (after.DueAt != before.DueAt || after.HolderCode != before.HolderCode)
        {
            await CountAsk.MoveAsync(
                session, after.Id, after.HolderCode, city.Current.DayOf(after.DueAt));
        }

        return after;
    }

    /// <summary>Keeps a step, journals it and tells who has to know.</summary>
    public async Task NoteAsync(
        WriteSession session, Directive directive, DirectiveOrder order, DirectiveStep step)
    {
        await session.InsertAsync(step);
        await SubjectJournal.AppendAsync(
            session, order.Id, step.Actor, $"directive.{step.Command}",
            new
            {
                directive = directive.Id, directive.Number, order.State,
                issuer = order.IssuerCode, unit = order.UnitCode, holder = order.HolderCode,
                order.DueAt,
            },
            step.At);
        foreach (var (whom, template) in Told(order, step.Command))
        {
            await TellAsync(session, directive, order.DueAt, whom, template, step.At);
        }
    }

    public Task TellAsync(
        WriteSession session, Directive directive, DateTimeOffset due, string organization,
        string template, DateTimeOffset at) =>
        Outbox.TellAsync(
            session, $"org:{organization}", template,
            new { title = directive.Title, due, address = AddressOf(directive.Id) },
            city.Current.Language, at);

    public static async Task<(Directive Directive, DirectiveOrder Order)?> FindAsync(
        CityContext context, Guid order, CancellationToken stop) =>
        await context.Set<DirectiveOrder>()
            .Where(row => row.Id == order)
            .Join(
                context.Set<Directive>(), row => row.DirectiveId, row => row.Id,
                (row, of) => new { Directive = of, Order = row })
            .FirstOrDefaultAsync(stop) is { } found
            ? (found.Directive, found.Order)
            : null;

    /// <summary>Steps of an order, in their order.</summary>
    public static async Task<IReadOnlyList<DirectiveStep>> StepsAsync(
        CityContext context, Guid order, CancellationToken stop) =>
        await context.Set<DirectiveStep>().Where(row => row.OrderId == order)
            .OrderBy(row => row.N).Take(DirectiveLists.StepsMax).ToListAsync(stop);

    // Acknowledging tells nobody: the body sees it on its list. What is judged concerns the unit it
    // was addressed to as well as the one that has it.
    private static IEnumerable<(string Whom, string Template)> Told(
        DirectiveOrder order, DirectiveCommand command)
    {
        string? template = command switch
        {
            DirectiveCommand.Issue or DirectiveCommand.Forward => "directive-issued",
            DirectiveCommand.Report => "directive-reported",
            DirectiveCommand.Accept => "directive-accepted",
            DirectiveCommand.Return => "directive-returned",
            DirectiveCommand.Extend => "directive-extended",
            DirectiveCommand.Withdraw => "directive-withdrawn",
            // The one it is taken back from no longer has it, and is told apart.
            DirectiveCommand.Acknowledge or DirectiveCommand.TakeBack => null,
        };
        if (template is null)
        {
            yield break;
        }

        yield return (
            command == DirectiveCommand.Report ? order.IssuerCode : order.HolderCode, template);
        if (order.UnitCode != order.HolderCode
            && command is DirectiveCommand.Accept or DirectiveCommand.Return
                or DirectiveCommand.Withdraw)
        {
            yield return (order.UnitCode, template);
        }
    }
}
