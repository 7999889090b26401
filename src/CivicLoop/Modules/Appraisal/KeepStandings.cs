using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A standing as a form or a program says it.</summary>
internal sealed record StandingInput(
    string? Unit, StandingStatus? Status, DateOnly? Since, DateOnly? Until, string? BasisName,
    string? BasisNumber, DateOnly? BasisDay);

/// <summary>Records standings of units: warning, suspended, revoked, or clear again.</summary>
internal sealed class KeepStandings(
    CityDatabase database, WriteAppraisal writes, CityHolder city)
{
    /// <summary>Errors: the caller may not, or is of the unit; no such unit; no status or day; as
    /// <see cref="UnitStanding.Refuse"/>.</summary>
    public async Task<Outcome<UnitStanding>> RecordAsync(
        StandingInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.AppraisalKeep)
            ?? Missing(input)) is { } refused)
        {
            return refused;
        }

        if (city.Current.Organizations.Meant(input.Unit) is not { RetiredAt: null } unit)
        {
            return new Problem(ProblemCode.UnknownValue, "unit", input.Unit!);
        }

        var now = writes.Now;
        var wanted = new UnitStanding(
            Ids.New(now), unit.Code, input.Status!.Value, input.Since!.Value, input.Until,
            input.BasisName?.Trim() ?? "", input.BasisNumber?.Trim() ?? "",
            input.BasisDay!.Value, caller.Actor, now);
        if ((WriteAppraisal.RefuseStranger(caller, Permission.AppraisalKeep, unit.Code)
            ?? UnitStanding.Refuse(wanted, writes.Today)) is { } wrong)
        {
            return wrong;
        }

        return await database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(wanted);
                await SubjectJournal.AppendAsync(
                    session, wanted.Id, caller.Actor, "standing.UnitRecorded",
                    new
                    {
                        wanted.UnitCode, wanted.Status, wanted.Since, wanted.Until,
                        wanted.BasisNumber,
                    },
                    now);
                return (Outcome<UnitStanding>)wanted;
            },
            stop);
    }

    private static Problem? Missing(StandingInput input) =>
        string.IsNullOrWhiteSpace(input.Unit) ? new Problem(ProblemCode.FieldRequired, "unit")
        : input.Status is null ? new Problem(ProblemCode.FieldRequired, "status")
        : input.Since is null ? new Problem(ProblemCode.FieldRequired, "since")
        : TextRule.Needed(input.BasisName, "basisName", BasisDocument.NameMax)
            ?? (input.BasisDay is null
                ? new Problem(ProblemCode.FieldRequired, "basisDay")
                : null);
}
