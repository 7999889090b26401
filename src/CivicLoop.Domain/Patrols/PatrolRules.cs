using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Patrols;

/// <summary>A beat as it is wished for.</summary>
public sealed record BeatWish(
    string? Code, string? NameZh, string? NameEn, IReadOnlyList<string> Units, string? Wants);

/// <summary>Why a plan does not fit what was fixed before it.</summary>
public enum PatrolFault
{
    /// <summary>The journal holds no commitment for it.</summary>
    NotCommitted,

    /// <summary>Beats, places, wants or units are not those that were fixed.</summary>
    FrameChanged,

    /// <summary>The secret is not the one that was fixed.</summary>
    SecretChanged,

    /// <summary>The visits are not those that were fixed.</summary>
    VisitsChanged,

    /// <summary>Made again, frame and secret make other visits.</summary>
    VisitsMisfit,
}

/// <summary>What the journal fixed of a plan.</summary>
public sealed record PatrolCommitment(string FrameHash, string SecretHash, string VisitsHash);

/// <summary>Rules of beats, plans and checks.</summary>
public static class PatrolRules
{
    /// <summary>街面秩序, the group of street-order events (GB/T 30428.2, group 05).</summary>
    public const string StreetOrder = "05";

    /// <summary>Weeks of one plan: longer ones hold on to beats that have changed.</summary>
    public const int WeeksMax = 4;

    public const int WantsMax = 8;

    public const int UnitsMax = 20;

    public const int PlacesMax = 200;

    /// <summary>Visits of one plan: 14 beats of 20 places seen six times a day for four weeks are
    /// 47,000.</summary>
    public const int VisitsMax = 60_000;

    /// <summary>A phone without network sends its checks within this time.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromDays(7);

    // Clocks of phones differ a little from the server's.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    /// <summary>A beat as it is after a wish. Errors: a field is missing, too long or wrong; no
    /// unit; no want; it has ended.</summary>
    public static Outcome<PatrolBeat> Enter(
        BeatWish wish, PatrolBeat? before, Guid id, string actor, DateTimeOffset now)
    {
        if (TextRule.Needed(wish.Code, "beat", PatrolBeat.CodeMax) is { } bad)
        {
            return bad;
        }

        var code = wish.Code!.Trim();
        if (code.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '-'))
        {
            return new Problem(ProblemCode.FieldInvalid, "beat", code);
        }

        if (TextRule.Needed(wish.NameZh, "nameZh", PatrolBeat.NameMax) is { } unnamed)
        {
            return unnamed;
        }

        if (wish.NameEn?.Trim().Length > PatrolBeat.NameMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "nameEn", PatrolBeat.NameMax, wish.NameEn.Length);
        }

        if (wish.Units.Count is 0 or > UnitsMax)
        {
            return wish.Units.Count == 0
                ? new Problem(ProblemCode.FieldRequired, "units")
                : new Problem(ProblemCode.LimitTooLarge, "units", UnitsMax);
        }

        if (!PatrolWant.ParseAll(wish.Wants).Try(out var wants, out var unfit))
        {
            return unfit;
        }

        if (wants.Count is 0 or > WantsMax)
        {
            return wants.Count == 0
                ? new Problem(ProblemCode.FieldRequired, "wants")
                : new Problem(ProblemCode.LimitTooLarge, "wants", WantsMax);
        }

        return before?.State == BeatState.Ended
            ? new Problem(ProblemCode.PatrolBeatEnded, "beat", code)
            : new PatrolBeat
            {
                Id = before?.Id ?? id,
                Code = code,
                NameZh = wish.NameZh!.Trim(),
                NameEn = string.IsNullOrWhiteSpace(wish.NameEn)
                    ? wish.NameZh.Trim() : wish.NameEn.Trim(),
                Units = CodeList.Write(wish.Units),
                Wants = PatrolWant.Write(wants),
                State = BeatState.Active,
                EnteredBy = before?.EnteredBy ?? actor,
                EnteredAt = before?.EnteredAt ?? now,
                Version = (before?.Version ?? 0) + 1,
            };
    }

    /// <summary>Why a plan cannot begin then; null where it can.</summary>
    public static Problem? RefusePlan(DateOnly monday, int weeks, DateOnly today) =>
        monday.DayOfWeek != DayOfWeek.Monday || monday <= today
            ? new Problem(ProblemCode.PatrolPlanBegin, "from", monday.ToString("yyyy-MM-dd", null))
            : weeks is < 1 or > WeeksMax
                ? new Problem(ProblemCode.LimitTooLarge, "weeks", WeeksMax)
                : null;

    /// <summary>Why an instant cannot be that of a check that comes in now; null where it can.
    /// </summary>
    public static Problem? RefuseSeenAt(DateTimeOffset seenAt, DateTimeOffset now) =>
        seenAt > now + ClocksDiffer || seenAt < now - LateMax
            ? new Problem(ProblemCode.PatrolSeenAtWrong, "seenAt", LateMax.Days)
            : null;

    /// <summary>Whether a unit may report a class from a beat.</summary>
    public static bool IsStreetOrder(CaseClass one) =>
        one is { IsActive: true, Kind: CaseClassKind.Event, GroupCode: StreetOrder };

    /// <summary>The visit a check counts for: the one of that place and day whose time it falls
    /// into, if no other check counts for it.</summary>
    public static PatrolVisit? VisitOf(IEnumerable<PatrolVisit> ofPlaceAndDay, int minute) =>
        ofPlaceAndDay.Where(one => one.CheckId is null && one.FromMinute <= minute
            && minute < one.ToMinute)
            .OrderBy(one => one.ToMinute).ThenBy(one => one.Id).FirstOrDefault();

    /// <summary>All that does not fit of a plan; before the secret is told only frame and visits
    /// can be proved unchanged.</summary>
    /// <param name="stored">The looks as they are stored, in their order.</param>
    public static IReadOnlyList<PatrolFault> Check(
        PatrolCommitment? fixedBefore, PatrolPlan plan, IReadOnlyList<PlannedLook> stored)
    {
        if (fixedBefore is null)
        {
            return [PatrolFault.NotCommitted];
        }

        var faults = new List<PatrolFault>();
        if (DrawFrame.Hash(plan.Frame) != fixedBefore.FrameHash)
        {
            faults.Add(PatrolFault.FrameChanged);
        }

        if (PatrolPlanner.HashOf(stored) != fixedBefore.VisitsHash)
        {
            faults.Add(PatrolFault.VisitsChanged);
        }

        if (plan.Secret is { } secret)
        {
            if (DrawFrame.Hash(secret) != fixedBefore.SecretHash)
            {
                faults.Add(PatrolFault.SecretChanged);
            }

            if (!PatrolFrame.Read(plan.Frame).Try(out var frame, out _)
                || PatrolPlanner.HashOf(
                    PatrolPlanner.Run(secret, frame, plan.FromDay, plan.Weeks))
                    != fixedBefore.VisitsHash)
            {
                faults.Add(PatrolFault.VisitsMisfit);
            }
        }

        return faults;
    }
}
