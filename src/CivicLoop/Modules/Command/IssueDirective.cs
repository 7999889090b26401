using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

/// <summary>A directive as a form or a program says it.</summary>
/// <param name="Units">Codes or whole names of the units that are to act.</param>
/// <param name="Copies">Of those that are told.</param>
/// <param name="Cases">Numbers of cases it is about.</param>
/// <param name="Due">When the result is due, with zone or in the city's own time.</param>
/// <param name="Hours">Working hours until it is due, in place of an instant.</param>
internal sealed record DirectiveInput(
    string? Headline, string? Text, string? BasisName, IReadOnlyList<string>? Units,
    IReadOnlyList<string>? Copies, IReadOnlyList<string>? Cases, string? Due, int? Hours);

/// <summary>Issues a directive of the caller's command body to units.</summary>
internal sealed class IssueDirective(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, ShowCase cases,
    WriteDirective write, CountAsk count, TimeProvider time)
{
    // Reading an order, having it done and writing what came of it.
    private const int MinutesAsked = 60;

    /// <summary>Errors: the caller may not, or acts for no command body; a unit or case is not
    /// there; as <see cref="DirectiveWorkflow.RefuseNew"/> and <see cref="DirectiveDue.Read"/>.
    /// </summary>
    public async Task<Outcome<Directive>> RunAsync(
        DirectiveInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue)) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (bodies.Find(caller.OrganizationCode) is not { } issuer)
        {
            return new Problem(ProblemCode.NotCommandBody, null, caller.OrganizationCode!);
        }

        var chart = city.Current.Organizations;
        if (!MeantUnits.Read(chart, input.Units, "units").Try(out var units, out var wrong)
            || !MeantUnits.Read(chart, input.Copies, "copies").Try(out var copies, out wrong)
            || !DirectiveDue.Read(city.Current, input.Due, input.Hours, now)
                .Try(out var due, out wrong))
        {
            return wrong;
        }

        var wanted = new Directive
        {
            Id = Ids.New(now), IssuerCode = issuer.Code,
            Title = input.Headline?.Trim() ?? "",
            Words = TextRule.Lines(input.Text),
            BasisName = input.BasisName?.Trim() ?? "", DueAt = due, WorkingHours = input.Hours,
            IssuedBy = caller.Actor, IssuedAt = now,
        };
        if (DirectiveWorkflow.RefuseNew(wanted, units, copies, issuer) is { } refused)
        {
            return refused;
        }

        return !(await CasesAsync(input.Cases, caller, stop)).Try(out var numbers, out wrong)
            ? wrong
            : await database.WriteAsync(
                IdempotencyKeys.Guard<Directive>(
                    session => StoreAsync(session, wanted, units, copies, numbers, caller),
                    row => row.Id),
                stop);
    }

    private async Task<Outcome<Directive>> StoreAsync(
        WriteSession session, Directive wanted, IReadOnlyList<Organization> units,
        IReadOnlyList<Organization> copies, IReadOnlyList<string> numbers, Caller caller)
    {
        var now = wanted.IssuedAt;
        var issued = wanted with { Number = await NumberAsync(session, city.Current.DayOf(now)) };
        await session.InsertAsync(issued);
        foreach (var number in numbers)
        {
            await session.InsertAsync(new DirectiveCase(issued.Id, number));
        }

        // Ids a millisecond apart keep the order in which the units were named.
        foreach (var (n, unit) in units.Index())
        {
            var order = new DirectiveOrder
            {
                Id = Ids.New(now.AddMilliseconds(n)), DirectiveId = issued.Id,
                IssuerCode = issued.IssuerCode, UnitCode = unit.Code, HolderCode = unit.Code,
                State = DirectiveState.Issued, DueAt = issued.DueAt,
            };
            await session.InsertAsync(order);
            await write.NoteAsync(
                session, issued, order,
                new DirectiveStep(
                    order.Id, order.Version, now, DirectiveCommand.Issue, caller.Actor,
                    issued.IssuerCode, null, ""));
            await count.AddAsync(session, new AskInput(
                AskKind.Task, DirectiveAsks.Source, order.Id, unit.Code, issued.IssuerCode,
                city.Current.DayOf(issued.DueAt), now, MinutesAsked, issued.Title));
        }

        foreach (var copy in copies.Except(units))
        {
            await session.InsertAsync(new DirectiveCopy(issued.Id, copy.Code));
            await write.TellAsync(session, issued, issued.DueAt, copy.Code, "directive-copy", now);
        }

        return issued;
    }

    // A case nobody of the body may see cannot be named to others.
    private async Task<Outcome<IReadOnlyList<string>>> CasesAsync(
        IReadOnlyList<string>? typed, Caller caller, CancellationToken stop)
    {
        List<string> numbers =
        [
            .. (typed ?? []).Select(number => number.Trim()).Where(number => number.Length > 0)
                .Distinct(),
        ];
        if (numbers.Count > Directive.CasesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "cases", Directive.CasesMax);
        }

        foreach (var number in numbers)
        {
            if ((await cases.ForStaffAsync(number, caller, stop)).Problem is not null)
            {
                return new Problem(ProblemCode.NotFound, "cases", number);
            }
        }

        return numbers;
    }

    private static async Task<string> NumberAsync(WriteSession session, DateOnly day)
    {
        var last = await session.ScalarAsync(
            """
            INSERT INTO directive_counts (year, last) VALUES (@year, 1)
            ON CONFLICT (year) DO UPDATE SET last = directive_counts.last + 1
            RETURNING last
            """,
            ("@year", day.Year));
        var n = Convert.ToInt32(last, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year}-{n}");
    }
}
