using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A write in hand: who, when, and the year it is about.</summary>
internal sealed record AppraisalWrite(
    WriteSession Session, AppraisalYear Year, Caller Caller, DateOnly Today,
    DateTimeOffset Now)
{
    public CityContext Reads => Session.Reads;

    /// <summary>Appends to the journal of a subject.</summary>
    public Task NoteAsync(Guid subject, string kind, object facts) =>
        SubjectJournal.AppendAsync(Session, subject, Caller.Actor, kind, facts, Now);
}

/// <summary>What every write of an appraisal shares: permission, the year, one transaction, and how
/// a unit is told.</summary>
internal sealed class WriteAppraisal(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Day in the city's own time.</summary>
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    public DateTimeOffset Now => Instants.Storable(time.GetUtcNow());

    /// <summary>Runs a write on a year. Errors: the caller may not; there is no such year; what the
    /// change refuses.</summary>
    public async Task<Outcome<T>> RunAsync<T>(
        int year, Caller caller, Permission permission,
        Func<AppraisalWrite, Task<Outcome<T>>> change, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(permission)) is { } refused)
        {
            return refused;
        }

        var (today, now) = (Today, Now);
        return await database.WriteAsync(
            async session => await session.Reads.Set<AppraisalYear>()
                    .FirstOrDefaultAsync(row => row.Year == year, stop) is { } found
                ? await change(new AppraisalWrite(session, found, caller, today, now))
                : new Problem(ProblemCode.NotFound, "year", $"{year}"),
            stop);
    }

    /// <summary>Runs a write on one unit's sheet. Error: the unit has none.</summary>
    public Task<Outcome<T>> RunAsync<T>(
        int year, string unit, Caller caller, Permission permission,
        Func<AppraisalWrite, AppraisalSheet, Task<Outcome<T>>> change, CancellationToken stop) =>
        RunAsync(
            year, caller, permission,
            async write => await write.Reads.Set<AppraisalSheet>()
                    .FirstOrDefaultAsync(
                        row => row.AppraisalId == write.Year.Id && row.UnitCode == unit, stop)
                is not { } sheet ? new Problem(ProblemCode.NotFound, "unit", unit)
                : RefuseStranger(caller, permission, unit) is { } stranger ? stranger
                : await change(write, sheet),
            stop);

    /// <summary>Runs a write on one target. Error: the unit has no such target.</summary>
    public Task<Outcome<T>> RunAsync<T>(
        int year, string unit, string code, Caller caller, Permission permission,
        Func<AppraisalWrite, AppraisalSheet, AppraisalTarget, Task<Outcome<T>>> change,
        CancellationToken stop) =>
        RunAsync(
            year, unit, caller, permission,
            async (write, sheet) => await write.Reads.Set<AppraisalTarget>()
                    .FirstOrDefaultAsync(
                        row => row.AppraisalId == write.Year.Id && row.UnitCode == unit
                            && row.Code == code, stop)
                is { } target
                ? await change(write, sheet, target)
                : new Problem(ProblemCode.NotFound, "target", code),
            stop);

    /// <summary>Tells a unit; the notice leads to its sheet.</summary>
    public Task TellAsync(
        AppraisalWrite write, string unit, string template, LocalText what, DateOnly day,
        string? address = null) =>
        Outbox.TellAsync(
            write.Session, $"org:{unit}", template,
            new
            {
                title = what.In(city.Current.Language), day = TypedDay.Show(day),
                address = address ?? AppraisalPages.Sheet(write.Year.Year, unit),
            },
            city.Current.Language, write.Now);

    /// <summary>What the office does, it does not do to its own unit; what a unit does, it does for
    /// itself.</summary>
    public static Problem? RefuseStranger(Caller caller, Permission permission, string unit) =>
        permission == Permission.AppraisalKeep
            ? caller.OrganizationCode == unit
                ? new Problem(ProblemCode.AppraisalJudgedByParty, null, unit)
                : null
            : caller.OrganizationCode == unit
                ? null
                : new Problem(ProblemCode.AppraisalNotYours, null, unit);
}
