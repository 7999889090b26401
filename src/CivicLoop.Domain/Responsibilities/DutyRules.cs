using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Responsibilities;

/// <summary>A duty that passes from one to another on a day.</summary>
/// <param name="Ended">The one that ends the day before.</param>
public sealed record DutyHandOver(DutyRecord Ended, DutyRecord Next);

/// <summary>How duties are set, ended and handed over. What held on a day that has passed is never
/// unsaid.</summary>
public static class DutyRules
{
    public const int CodeMax = 60;
    public const int NameMax = 120;
    public const int BasisMax = 300;

    private static readonly Dictionary<DutySubject, DutyRole[]> Allowed = new()
    {
        [DutySubject.Criterion] =
            [DutyRole.LeadDepartment, DutyRole.ResponsibleUnit, DutyRole.SupportingUnit],
        [DutySubject.SiteKind] =
            [DutyRole.LeadDepartment, DutyRole.ResponsibleUnit, DutyRole.SupportingUnit],
        [DutySubject.Category] =
            [DutyRole.LeadDepartment, DutyRole.ResponsibleUnit, DutyRole.SupportingUnit],
        [DutySubject.Area] = [DutyRole.TerritorialOwner],
        [DutySubject.Site] =
            [DutyRole.SiteKeeper, DutyRole.ResponsibleUnit, DutyRole.SupportingUnit],
    };

    /// <summary>The roles somebody can have for a kind of subject, the first one first.</summary>
    public static IReadOnlyList<DutyRole> RolesOf(DutySubject kind) => Allowed[kind];

    /// <summary>What is wrong with a duty as it stands alone; null when it is well.</summary>
    public static Problem? Fault(DutyRecord wanted)
    {
        var texts = new (string Field, string Text, int Max, bool Needed)[]
        {
            ("edition", wanted.EditionCode, CodeMax, wanted.SubjectKind == DutySubject.Criterion),
            ("subject", wanted.SubjectCode, CodeMax, true),
            ("basisName", wanted.BasisName, BasisMax, true),
            ("basisNumber", wanted.BasisNumber, NameMax, false),
            ("holderName", wanted.HolderName, NameMax, IsNamedKeeper(wanted)),
            ("holderTitle", wanted.HolderTitle, NameMax, IsNamedKeeper(wanted)),
        };
        foreach (var (field, text, max, needed) in texts)
        {
            if (needed && string.IsNullOrWhiteSpace(text))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (text.Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, text.Length);
            }
        }

        if (!Allowed[wanted.SubjectKind].Contains(wanted.Role))
        {
            return new Problem(
                ProblemCode.DutyRoleMisfit, "role", wanted.Role, wanted.SubjectKind);
        }

        if (wanted.SubjectKind != DutySubject.Criterion && wanted.EditionCode.Length > 0)
        {
            return new Problem(ProblemCode.FieldInvalid, "edition", wanted.EditionCode);
        }

        if (wanted.HolderCode is null && wanted.Role != DutyRole.SiteKeeper)
        {
            return new Problem(ProblemCode.FieldRequired, "holder");
        }

        // A private number is nobody's business here: the post answers, not the person.
        if (Digits(wanted.HolderTitle) >= PhoneDigits || Digits(wanted.HolderName) >= PhoneDigits)
        {
            return new Problem(ProblemCode.FieldInvalid, "holderTitle", wanted.HolderTitle);
        }

        return wanted.ToDay < wanted.FromDay
            ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : null;
    }

    /// <summary>Whether the very same is said already on a common day.</summary>
    public static bool Repeats(DutyRecord wanted, DutyRecord known) =>
        wanted.Id != known.Id && wanted.Topic == known.Topic && wanted.Role == known.Role
        && wanted.AreaCode == known.AreaCode && wanted.HolderCode == known.HolderCode
        && wanted.HolderName == known.HolderName && wanted.Meets(known);

    /// <summary>Ends a duty after a day. Errors: that day is before its first one, or it ended
    /// before.</summary>
    public static Outcome<DutyRecord> End(DutyRecord duty, DateOnly lastDay)
    {
        if (lastDay < duty.FromDay)
        {
            return new Problem(ProblemCode.DateRangeInvalid, "to");
        }

        return duty.ToDay <= lastDay
            ? new Problem(ProblemCode.DutyEnded, "to", Day(duty.ToDay.Value))
            : duty with { ToDay = lastDay, Version = duty.Version + 1 };
    }

    /// <summary>Hands a duty over: it ends the day before, and the same with another holder begins.
    /// Errors: as <see cref="End"/>, and what the next one lacks.</summary>
    public static Outcome<DutyHandOver> HandOver(DutyRecord duty, DutyRecord next)
    {
        if (!End(duty, next.FromDay.AddDays(-1)).Try(out var ended, out var fault))
        {
            return fault.Code == ProblemCode.DutyEnded
                ? fault
                : new Problem(ProblemCode.DateRangeInvalid, "from");
        }

        return Fault(next) is { } wrong ? wrong : new DutyHandOver(ended, next);
    }

    /// <summary>Whether a duty may be taken out again: only one that has not held on any day before
    /// today; what has held is ended instead.</summary>
    public static Problem? RefuseRemoval(DutyRecord duty, DateOnly today) =>
        duty.FromDay < today
            ? new Problem(ProblemCode.DutyHasHeld, null, Day(duty.FromDay))
            : null;

    private const int PhoneDigits = 7;

    private static bool IsNamedKeeper(DutyRecord wanted) =>
        wanted.HolderCode is null && wanted.Role == DutyRole.SiteKeeper;

    private static int Digits(string text) => text.Count(char.IsDigit);

    private static string Day(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
