using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>An edition that gets its dates, and the one that ends because of it.</summary>
public sealed record Publishing(Edition Published, Edition? Ended);

/// <summary>Which edition holds when. At most one of a subject holds on a day, and a day that has
/// passed keeps the edition it had: what was scored by it can be computed again.</summary>
public static class EditionTimes
{
    /// <summary>The edition of a subject that holds on a day; null where there is none.</summary>
    public static Edition? HoldingOn(
        IEnumerable<Edition> all, EditionSubject subject, DateOnly day) =>
        all.FirstOrDefault(one => one.Subject == subject && one.HoldsOn(day));

    /// <summary>Gives a draft its dates. One that is open-ended ends the day before. Errors: it is
    /// published already, it is incomplete, the end is before the start, another edition holds
    /// on those days.</summary>
    /// <param name="today">In the city's own time.</param>
    public static Outcome<Publishing> Publish(
        IReadOnlyList<Edition> all, EditionBody draft, DateOnly from, DateOnly? to, DateOnly today,
        DateTimeOffset now)
    {
        if (draft.Edition.State != EditionState.Draft)
        {
            return new Problem(ProblemCode.EditionFixed, "code", draft.Edition.Code);
        }

        if (draft.Incomplete() is { } missing)
        {
            return missing;
        }

        if (to < from)
        {
            return new Problem(ProblemCode.DateRangeInvalid, "to");
        }

        var others = all.Where(one => one.State == EditionState.Published
            && one.Subject == draft.Edition.Subject && one.Code != draft.Edition.Code).ToList();
        var ending = others.FirstOrDefault(one =>
            one.EffectiveTo is null && one.EffectiveFrom < from && from >= today);
        var ended = ending is null ? null : ending with { EffectiveTo = from.AddDays(-1) };
        var meets = others.Where(one => one != ending).FirstOrDefault(one =>
            (to is not { } end || one.EffectiveFrom <= end)
            && (one.EffectiveTo is not { } last || last >= from));
        return meets is not null
            ? new Problem(ProblemCode.EditionsOverlap, "from", meets.Code)
            : new Publishing(
                draft.Edition with
                {
                    State = EditionState.Published,
                    EffectiveFrom = from,
                    EffectiveTo = to,
                    PublishedAt = now,
                },
                ended);
    }
}
