using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>Directives of a demonstration city, by the rules of any: one of days before that was
/// done by one unit and not by another, and two of today, one handed down the chain.</summary>
internal sealed class PlayDirectives(
    IssueDirective issue, ActOnDirective act, DirectiveLists lists, FindCommandBodies bodies,
    CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int UnitsPlayed = 3;

    private const int HoursEarlier = 8;

    private const int HoursToday = 16;

    /// <summary>One that was due before now. Null where there is nobody to direct. Errors: what the
    /// rules refuse.</summary>
    public async Task<Outcome<Directive?>> EarlierAsync(CancellationToken stop = default)
    {
        if (Issuer() is not { } issuer || await UnitsAsync(stop) is not { Count: > 1 } units)
        {
            return (Directive?)null;
        }

        var issued = await IssueAsync("Earlier", units, [], HoursEarlier, issuer, stop);
        if (!issued.Try(out var directive, out var refused))
        {
            return refused;
        }

        var worker = Worker(units[0]);
        foreach (var (command, caller) in new[]
        {
            (DirectiveCommand.Acknowledge, worker), (DirectiveCommand.Report, worker),
            (DirectiveCommand.Accept, issuer), (DirectiveCommand.Acknowledge, Worker(units[1])),
        })
        {
            if (await StepAsync(directive, command, null, caller, stop) is { } wrong)
            {
                return wrong;
            }
        }

        return directive;
    }

    /// <summary>Those of today. The last one issued, or null where there is nobody to direct.
    /// Errors: what the rules refuse.</summary>
    public async Task<Outcome<Directive?>> TodayAsync(CancellationToken stop = default)
    {
        if (Issuer() is not { } issuer || await UnitsAsync(stop) is not { Count: > 0 } units)
        {
            return (Directive?)null;
        }

        var chart = city.Current.Organizations;
        var lower = units.FirstOrDefault(
            unit => unit.Tree == OrganizationTree.Territory
                && chart.Find(unit.ParentCode) is not null);
        if (lower is not null)
        {
            var upper = chart.Find(lower.ParentCode)!;
            var chain = await IssueAsync("Chain", [upper], [], HoursToday, issuer, stop);
            if (!chain.Try(out var handed, out var refused)
                || (refused = await StepAsync(
                    handed, DirectiveCommand.Forward, lower.Code, Worker(upper), stop)) is not null)
            {
                return refused;
            }
        }

        var today = await IssueAsync(
            "Today", units, lower is null ? [] : [chart.Find(lower.ParentCode)!], HoursToday,
            issuer, stop);
        return !today.Try(out var directive, out var unfit)
            || (unfit = await StepAsync(
                directive, DirectiveCommand.Acknowledge, null, Worker(units[0]), stop)) is not null
            || (unfit = await StepAsync(
                directive, DirectiveCommand.Report, null, Worker(units[0]), stop)) is not null
            ? unfit
            : directive;
    }

    private Task<Outcome<Directive>> IssueAsync(
        string which, IReadOnlyList<Organization> units, IReadOnlyList<Organization> copies,
        int hours, Caller issuer, CancellationToken stop) =>
        issue.RunAsync(
            new DirectiveInput(
                Say($"Play.{which}.Title"), Say($"Play.{which}.Words"), Say("Play.Basis"),
                [.. units.Select(unit => unit.Code)], [.. copies.Select(unit => unit.Code)], [],
                null, hours),
            issuer, stop);

    // A body acts on the first order it may act on, a unit on its own.
    private async Task<Problem?> StepAsync(
        Directive directive, DirectiveCommand command, string? unit, Caller caller,
        CancellationToken stop)
    {
        if (!(await lists.FindAsync(directive.Id, caller, stop)).Try(out var file, out var missing))
        {
            return missing;
        }

        var order = file.Orders.First(one =>
            file.Open(one, caller, city.Current.Organizations).Contains(command));
        return (await act.RunAsync(
            directive.Id, order.Id,
            new DirectiveStepInput(command, Say($"Play.{command}"), unit, null, null), caller,
            stop)).Problem;
    }

    // Units whose people can sign in and go on with it.
    private async Task<IReadOnlyList<Organization>> UnitsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        // Posts of a new city begin with it, and what is played happened before.
        var codes = await (await HeldPosts.WithAsync(
                context, Permission.DirectiveWork, time.GetUtcNow().AddYears(1), stop))
            .Select(post => post.OrganizationCode).Distinct().ToListAsync(stop);
        return
        [
            .. codes.Order(StringComparer.Ordinal).Select(city.Current.Organizations.Find)
                .OfType<Organization>()
                .Where(unit => unit.Tree != OrganizationTree.Command).Take(UnitsPlayed),
        ];
    }

    private Caller? Issuer() =>
        bodies.All.FirstOrDefault(one => one.Kind == "office") is { } body
            ? new Caller(
                "simulation:office", body.Code, body.Path,
                [new Grant(Permission.DirectiveIssue, Scope.City)])
            : null;

    private static Caller Worker(Organization unit) => new(
        "simulation:unit", unit.Code, unit.Path,
        [new Grant(Permission.DirectiveWork, Scope.City)]);

    private string Say(string key) => CommandTexts.In(city.Current.Language, key);
}
