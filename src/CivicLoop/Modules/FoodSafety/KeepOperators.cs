using CivicLoop.Domain;
using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>An operator as a form or a program says it.</summary>
internal sealed record OperatorInput
{
    /// <summary>Code of its site.</summary>
    public string? Site { get; init; }

    public string? Licence { get; init; }

    public string? LicenceUntil { get; init; }

    /// <summary>Empty takes the one of the site.</summary>
    public string? CreditCode { get; init; }
}

/// <summary>A decision against an operator, as it is typed.</summary>
internal sealed record RecordInput
{
    public FoodRecordKind? Kind { get; init; }

    public string? Day { get; init; }

    public string? DocumentName { get; init; }

    public string? DocumentNumber { get; init; }
}

/// <summary>Keeps food operators and their records; each has a chain of its own in the journal.
/// </summary>
internal sealed class KeepOperators(CityDatabase database, TimeProvider time)
{
    private const int WordsMax = 120;

    /// <summary>Enters an operator at a site, or changes its licence. Errors: the caller may not;
    /// no such site in use; the licence, its last day or the credit code is wrong; it has ended.
    /// </summary>
    public async Task<Outcome<FoodOperator>> SaveAsync(
        OperatorInput input, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.FoodKeep) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session => (await ReadAsync(session.Reads, input, caller.Actor, now, stop))
                .Try(out var read, out var fault)
                ? await StoreAsync(session, read.Before, read.After, caller.Actor, now)
                : fault,
            stop);
    }

    /// <summary>Writes an operator as it has become.</summary>
    public static async Task<Outcome<FoodOperator>> StoreAsync(
        WriteSession session, FoodOperator? before, FoodOperator after, string actor,
        DateTimeOffset now)
    {
        if (before is null)
        {
            await session.InsertAsync(after);
        }
        else if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(
            session, after.Id, actor, before is null ? "food.Entered" : "food.Changed",
            new { after.SiteCode, after.Licence, after.LicenceUntil, after.CreditCode }, now);
        return after;
    }

    /// <summary>Ends an operator: no visit is due any more. Errors: the caller may not; there is
    /// none; it has ended.</summary>
    public Task<Outcome<FoodOperator>> EndAsync(
        string site, Caller caller, CancellationToken stop = default) =>
        OnOperatorAsync(
            site, caller,
            async (session, found, now) =>
            {
                var after = found with
                {
                    State = OperatorState.Ended, NextDue = null, Version = found.Version + 1,
                };
                if (!await session.UpdateAsync(after, found.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await session.ExecuteAsync(
                    "DELETE FROM food_visits WHERE operator_id = @id AND visit_id IS NULL",
                    ("@id", found.Id));
                await SubjectJournal.AppendAsync(
                    session, found.Id, caller.Actor, "food.Ended", new { found.SiteCode }, now);
                return (Outcome<FoodOperator>)after;
            },
            stop);

    /// <summary>Enters a decision against an operator. Errors: the caller may not; there is none;
    /// kind, day or document is missing.</summary>
    public async Task<Outcome<FoodRecord>> RecordAsync(
        string site, RecordInput input, Caller caller, CancellationToken stop = default)
    {
        if (!TypedDay.Need(input.Day, "day").Try(out var day, out var fault))
        {
            return fault;
        }

        if (input.Kind is not { } kind)
        {
            return new Problem(ProblemCode.FieldRequired, "kind");
        }

        if ((TextRule.Needed(input.DocumentName, "documentName", WordsMax)
            ?? TextRule.Needed(input.DocumentNumber, "documentNumber", WordsMax)) is { } wrong)
        {
            return wrong;
        }

        return await OnOperatorAsync(
            site, caller,
            async (session, found, now) =>
            {
                var record = new FoodRecord
                {
                    Id = Ids.New(now), OperatorId = found.Id, Kind = kind, Day = day,
                    DocumentName = input.DocumentName!.Trim(),
                    DocumentNumber = input.DocumentNumber!.Trim(), EnteredBy = caller.Actor,
                    EnteredAt = now,
                };
                await session.InsertAsync(record);
                await SubjectJournal.AppendAsync(
                    session, found.Id, caller.Actor, "food.Recorded",
                    new { found.SiteCode, record.Kind, record.Day, record.DocumentNumber }, now);
                return (Outcome<FoodRecord>)record;
            },
            stop);
    }

    public static Task<FoodOperator?> FindAsync(
        CityContext reads, string? site, CancellationToken stop) =>
        reads.Set<FoodOperator>().FirstOrDefaultAsync(row => row.SiteCode == site, stop);

    private Task<Outcome<T>> OnOperatorAsync<T>(
        string site, Caller caller,
        Func<WriteSession, FoodOperator, DateTimeOffset, Task<Outcome<T>>> act,
        CancellationToken stop)
    {
        if (caller.Refuse(Permission.FoodKeep) is { } refused)
        {
            return Task.FromResult((Outcome<T>)refused);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session => await FindAsync(session.Reads, site, stop) switch
            {
                null => new Problem(ProblemCode.NotFound, "site", site),
                { State: OperatorState.Ended } => new Problem(
                    ProblemCode.FoodOperatorEnded, "site", site),
                var found => await act(session, found, now),
            },
            stop);
    }

    private static async Task<Outcome<(FoodOperator? Before, FoodOperator After)>> ReadAsync(
        CityContext reads, OperatorInput input, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        var code = input.Site?.Trim() ?? "";
        if (await reads.Set<Site>().FirstOrDefaultAsync(
            row => row.Code == code && row.State == SiteState.Active, stop) is not { } site)
        {
            return new Problem(ProblemCode.UnknownValue, "site", code);
        }

        var licence = input.Licence?.Trim().ToUpperInvariant() ?? "";
        if (!FoodLicence.IsValid(licence))
        {
            return licence.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "licence")
                : new Problem(ProblemCode.FoodLicenceWrong, "licence", licence);
        }

        if (!TypedDay.Need(input.LicenceUntil, "licenceUntil").Try(out var until, out var fault))
        {
            return fault;
        }

        var credit = string.IsNullOrWhiteSpace(input.CreditCode)
            ? site.OperatorCreditCode ?? ""
            : input.CreditCode.Trim().ToUpperInvariant();
        if (!SocialCreditCode.IsValid(credit))
        {
            return credit.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "creditCode")
                : new Problem(ProblemCode.CreditCodeWrong, "creditCode", credit);
        }

        var before = await FindAsync(reads, code, stop);
        return before?.State == OperatorState.Ended
            ? new Problem(ProblemCode.FoodOperatorEnded, "site", code)
            : (before, (before ?? New(code, actor, now)) with
            {
                Licence = licence, LicenceUntil = until, CreditCode = credit,
                Version = (before?.Version ?? 0) + 1,
            });
    }

    private static FoodOperator New(string site, string actor, DateTimeOffset now) => new()
    {
        Id = Ids.New(now), SiteCode = site, Licence = "", LicenceUntil = default,
        CreditCode = "", State = OperatorState.Active, EnteredBy = actor, EnteredAt = now,
    };
}
