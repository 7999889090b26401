using CivicLoop.Domain;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A letter as a form or a program says it.</summary>
/// <param name="Unit">Code or whole name of the unit.</param>
/// <param name="Case">Number of the case it is about.</param>
/// <param name="Bulletin">The bulletin it is about, and <paramref name="Block"/> of it.</param>
/// <param name="Workdays">Working days until the answer is due.</param>
/// <param name="Escalates">The overdue reminder this order takes the place of.</param>
internal sealed record LetterInput(
    LetterKind? Kind, string? Unit, string? Case, Guid? Bulletin, int? Block, string? Headline,
    string? Text, string? BasisName, string? BasisNumber, int? Workdays, Guid? Escalates);

/// <summary>Sends a reminder letter or a supervision order. An order about a case is the case's own
/// supervision too (督办), in one transaction.</summary>
internal sealed class SendLetter(
    CityDatabase database, CityHolder city, ShowCase cases, CaseWriter writer,
    BulletinLists bulletins, WriteLetter write, TimeProvider time)
{
    /// <summary>Errors: the caller may not; the unit, case, bulletin or block is not there; as
    /// <see cref="LetterWorkflow.RefuseNew"/>; what is escalated is no overdue reminder; the case
    /// cannot be supervised.</summary>
    public async Task<Outcome<Letter>> RunAsync(
        LetterInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.LetterIssue)) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (!Wanted(input, caller, now).Try(out var wanted, out var wrong)
            || (wrong = LetterWorkflow.RefuseNew(wanted, caller)) is not null
            || !(await BlockAsync(wanted, caller, stop)).Try(out _, out wrong))
        {
            return wrong;
        }

        Case? about = null;
        if (wanted.CaseNumber is { } number)
        {
            if (!(await cases.ForStaffAsync(number, caller, stop)).Try(out var file, out wrong))
            {
                return wrong;
            }

            about = file.Case;
        }

        return about is not null && wanted.Kind == LetterKind.SupervisionOrder
            ? await SuperviseAsync(about, wanted, input.Escalates, caller, now, stop)
            : await database.WriteAsync(
                IdempotencyKeys.Guard<Letter>(
                    session => write.SendAsync(
                        session, wanted, input.Escalates, caller, now, stop),
                    row => row.Id),
                stop);
    }

    private async Task<Outcome<Letter>> SuperviseAsync(
        Case about, Letter wanted, Guid? escalates, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        Letter? sent = null;
        var supervised = await writer.ActAsync(
            about.Id,
            new CaseAction(CaseCommand.Supervise, caller)
            {
                Words = wanted.Words, Until = wanted.DueAt,
            },
            along: async (session, _) =>
            {
                var stored = await write.SendAsync(
                    session, wanted, escalates, caller, now, stop);
                sent = stored.Problem is null ? stored.Value : null;
                return stored.Problem;
            },
            stop: stop);
        return supervised.Problem is { } refused ? refused : sent!;
    }

    private Outcome<Letter> Wanted(LetterInput input, Caller caller, DateTimeOffset now)
    {
        if (input.Kind is not { } kind)
        {
            return new Problem(ProblemCode.FieldRequired, "kind");
        }

        if (city.Current.Organizations.Meant(input.Unit) is not { RetiredAt: null } unit)
        {
            return string.IsNullOrWhiteSpace(input.Unit)
                ? new Problem(ProblemCode.FieldRequired, "unit")
                : new Problem(ProblemCode.UnitNotKnown, "unit", input.Unit);
        }

        if (!LetterDue.Read(city.Current, input.Workdays, now).Try(out var due, out var wrong))
        {
            return wrong;
        }

        var number = string.IsNullOrWhiteSpace(input.Case) ? null : input.Case.Trim();
        return new Letter
        {
            Id = Ids.New(now), Kind = kind, State = LetterState.Sent,
            IssuerCode = caller.OrganizationCode!, UnitCode = unit.Code,
            Subject = number is not null ? LetterSubject.Case
                : input.Bulletin is not null ? LetterSubject.Bulletin : LetterSubject.Target,
            CaseNumber = number, BulletinId = number is null ? input.Bulletin : null,
            BlockN = number is null && input.Bulletin is not null ? input.Block : null,
            Title = input.Headline?.Trim() ?? "",
            Words = TextRule.Lines(input.Text),
            BasisName = input.BasisName?.Trim() ?? "",
            BasisNumber = input.BasisNumber?.Trim() ?? "", DueAt = due,
            EscalatedId = input.Escalates, SentBy = caller.Actor, SentAt = now,
        };
    }

    // A letter about a bulletin names one that was published, and a block of it.
    private async Task<Outcome<Letter>> BlockAsync(
        Letter wanted, Caller caller, CancellationToken stop)
    {
        if (wanted.BulletinId is not { } id)
        {
            return wanted;
        }

        return !(await bulletins.FindAsync(id, caller, stop)).Try(out var found, out var missing)
            ? missing
            : found.State != BulletinState.Published
                ? new Problem(ProblemCode.UnknownValue, "bulletin", $"{id}")
            : wanted.BlockN is { } n && BulletinText.Read(found.Blocks).All(one => one.N != n)
                ? new Problem(ProblemCode.UnknownValue, "block", $"{n}")
            : wanted;
    }
}
