using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Changes classes and their conditions. A code never changes, because cases name it; what
/// a running case was promised stays, because its clocks hold their own limit.</summary>
internal sealed class KeepCatalogue(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int NameMax = 80;
    private const int WordsMax = 500;

    // Ten years of working days: more is a typing error.
    private const decimal AmountMax = 2_500;

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000003");

    /// <summary>Stores a class. Errors: not found; a name missing or too long; an unknown lead
    /// department; a reason in one language only.</summary>
    public Task<Outcome<CaseClass>> ChangeAsync(
        CaseClass wanted, string actor, CancellationToken stop = default) =>
        WriteAsync(
            async (session, now) =>
            {
                if (Fault(wanted) is { } fault)
                {
                    return fault;
                }

                var before = await session.Reads.Set<CaseClass>()
                    .FirstOrDefaultAsync(row => row.Code == wanted.Code);
                if (before is null)
                {
                    return new Problem(ProblemCode.UnknownClass, "class", wanted.Code);
                }

                var after = before with
                {
                    NameZh = wanted.NameZh.Trim(),
                    NameEn = wanted.NameEn.Trim(),
                    Keywords = wanted.Keywords.Trim(),
                    LeadDepartment = wanted.LeadDepartment,
                    IsPrivate = wanted.IsPrivate,
                    IsSafety = wanted.IsSafety,
                    PhotoReasonZh = wanted.PhotoReasonZh,
                    PhotoReasonEn = wanted.PhotoReasonEn,
                    IsActive = wanted.IsActive,
                };
                await session.UpdateAsync(after);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "catalogue.ClassChanged",
                    new { before, after }, now);
                return (Outcome<CaseClass>)after;
            },
            stop);

    /// <summary>Stores a condition of a class. Errors: not found; words missing or too long; a
    /// limit out of range.</summary>
    public Task<Outcome<CaseCondition>> ChangeAsync(
        CaseCondition wanted, string actor, CancellationToken stop = default) =>
        WriteAsync(
            async (session, now) =>
            {
                if (Fault(wanted) is { } fault)
                {
                    return fault;
                }

                var before = await session.Reads.Set<CaseCondition>().FirstOrDefaultAsync(
                    row => row.ClassCode == wanted.ClassCode && row.N == wanted.N);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "condition", wanted.N);
                }

                await session.UpdateAsync(wanted);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "catalogue.ConditionChanged",
                    new { before, after = wanted }, now);
                return (Outcome<CaseCondition>)wanted;
            },
            stop);

    private async Task<Outcome<T>> WriteAsync<T>(
        Func<WriteSession, DateTimeOffset, Task<Outcome<T>>> change, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(session => change(session, now), stop);
        if (outcome.Problem is null)
        {
            await city.ReloadAsync(database, stop);
        }

        return outcome;
    }

    private Problem? Fault(CaseClass wanted)
    {
        var missing = string.IsNullOrWhiteSpace(wanted.NameZh) ? "nameZh"
            : string.IsNullOrWhiteSpace(wanted.NameEn) ? "nameEn"
            : null;
        if (missing is not null)
        {
            return new Problem(ProblemCode.FieldRequired, missing);
        }

        if (wanted.NameZh.Length > NameMax || wanted.NameEn.Length > NameMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, wanted.NameZh.Length > NameMax ? "nameZh" : "nameEn",
                NameMax, Math.Max(wanted.NameZh.Length, wanted.NameEn.Length));
        }

        if (wanted.Keywords.Length > WordsMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "keywords", WordsMax, wanted.Keywords.Length);
        }

        if (wanted.LeadDepartment is { } lead && city.Current.Organizations.Find(lead) is null)
        {
            return new Problem(ProblemCode.UnitNotKnown, "lead", lead);
        }

        return wanted.PhotoReasonZh is null == wanted.PhotoReasonEn is null
            ? null
            : new Problem(
                ProblemCode.FieldRequired,
                wanted.PhotoReasonZh is null ? "photoReasonZh" : "photoReasonEn");
    }

    private static Problem? Fault(CaseCondition wanted)
    {
        var words = new[]
        {
            ("openingZh", wanted.OpeningZh), ("openingEn", wanted.OpeningEn),
            ("closingZh", wanted.ClosingZh), ("closingEn", wanted.ClosingEn),
        };
        foreach (var (field, text) in words)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (text.Length > WordsMax)
            {
                return new Problem(ProblemCode.FieldTooLong, field, WordsMax, text.Length);
            }
        }

        return wanted.LimitMilli is <= 0 or > (long)(AmountMax * 1000)
            ? new Problem(ProblemCode.LimitTooLarge, "amount", AmountMax)
            : null;
    }
}
