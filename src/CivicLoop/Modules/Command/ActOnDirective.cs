using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

/// <summary>A step on an order as a form or a program says it.</summary>
/// <param name="Unit">Code or whole name of the unit it is handed on to.</param>
/// <param name="Due">The new instant, of one that is returned or extended, or so many working
/// <paramref name="Hours"/> from now.</param>
internal sealed record DirectiveStepInput(
    DirectiveCommand? Command, string? Text, string? Unit, string? Due, int? Hours);

/// <summary>Acknowledges an order, hands it on, reports; judges the result, extends or withdraws.
/// </summary>
internal sealed class ActOnDirective(
    CityDatabase database, CityHolder city, WriteDirective write, TimeProvider time)
{
    /// <summary>Errors: there is none of this directive; the unit or the time cannot be read; as
    /// <see cref="DirectiveWorkflow.Decide"/>.</summary>
    public async Task<Outcome<DirectiveOrder>> RunAsync(
        Guid directive, Guid order, DirectiveStepInput input, Caller caller,
        CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return !Read(input, now).Try(out var action, out var wrong)
            ? wrong
            : await database.WriteAsync(
                IdempotencyKeys.Guard<DirectiveOrder>(
                    async session =>
                        await WriteDirective.FindAsync(session.Reads, order, stop)
                            is var (found, row) && found.Id == directive
                            ? await write.StepAsync(
                                session, found, row, action, caller,
                                DirectiveWorkflow.SideOf(
                                    row,
                                    await WriteDirective.StepsAsync(
                                        session.Reads, row.Id, stop),
                                    caller, city.Current.Organizations),
                                now)
                            : new Problem(ProblemCode.NotFound, "order", $"{order}"),
                    row => row.Id),
                stop);
    }

    private Outcome<DirectiveAction> Read(DirectiveStepInput input, DateTimeOffset now)
    {
        if (input.Command is not { } command)
        {
            return new Problem(ProblemCode.FieldRequired, "command");
        }

        var action = new DirectiveAction(command, input.Text);
        if (command == DirectiveCommand.Forward && !string.IsNullOrWhiteSpace(input.Unit))
        {
            return city.Current.Organizations.Meant(input.Unit) is { RetiredAt: null } unit
                ? action with { ToUnit = unit }
                : new Problem(ProblemCode.UnitNotKnown, "unit", input.Unit.Trim());
        }

        if (command is DirectiveCommand.Return or DirectiveCommand.Extend)
        {
            return DirectiveDue.Read(city.Current, input.Due, input.Hours, now)
                .Try(out var due, out var wrong)
                ? action with { DueAt = due }
                : wrong;
        }

        return action;
    }
}
