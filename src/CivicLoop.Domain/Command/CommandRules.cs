using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>How memberships and watches of command bodies begin and end.</summary>
public static class CommandRules
{
    public const int TitleMax = 60;
    public const int BasisMax = 300;

    /// <summary>What is wrong with a membership as it stands alone; null when it is well.</summary>
    public static Problem? Fault(CommandMember wanted)
    {
        var texts = new[]
        {
            ("title", wanted.Title, TitleMax), ("basisName", wanted.BasisName, BasisMax),
        };
        foreach (var (field, text, max) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (text.Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, text.Length);
            }
        }

        return wanted.OrganizationCode is null && wanted.SignIn is null
            ? new Problem(ProblemCode.FieldRequired, "organization")
            : wanted.ToDay < wanted.FromDay ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : null;
    }

    /// <summary>Whether the same membership is known for a common day.</summary>
    public static bool Repeats(CommandMember wanted, CommandMember known) =>
        wanted.BodyCode == known.BodyCode && wanted.OrganizationCode == known.OrganizationCode
        && wanted.SignIn == known.SignIn && wanted.Title == known.Title
        && Meet(wanted.FromDay, wanted.ToDay, known.FromDay, known.ToDay);

    /// <summary>Whether the same watch is known for a common day.</summary>
    public static bool Repeats(CommandWatch wanted, CommandWatch known) =>
        wanted.BodyCode == known.BodyCode && wanted.EditionCode == known.EditionCode
        && wanted.CriterionCode == known.CriterionCode
        && Meet(wanted.FromDay, wanted.ToDay, known.FromDay, known.ToDay);

    /// <summary>Why something cannot end on a day: it is before its first one, or it ended before;
    /// null when it can.</summary>
    public static Problem? RefuseEnd(DateOnly from, DateOnly? to, DateOnly lastDay) =>
        lastDay < from ? new Problem(ProblemCode.DateRangeInvalid, "to")
        : to <= lastDay ? new Problem(
            ProblemCode.DutyEnded, "to",
            to.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        : null;

    private static bool Meet(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        (to is not { } end || otherFrom <= end) && (otherTo is not { } last || from <= last);
}
