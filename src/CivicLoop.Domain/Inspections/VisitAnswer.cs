using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Inspections;

/// <summary>Whether an item could be looked at.</summary>
public enum AnswerKind
{
    Seen,

    /// <summary>There is no such thing at this site: no dogs in a hall, no lift in a low house.
    /// </summary>
    NotApplicable,
}

/// <summary>What was seen of one item at one visit. Rule and points are those of that day, so that
/// an old visit is computed again as it was.</summary>
public sealed record VisitAnswer
{
    public required Guid VisitId { get; init; }

    public required string ItemCode { get; init; }

    public required CountRule Rule { get; init; }

    public required int PointsMilli { get; init; }

    public required AnswerKind Kind { get; init; }

    /// <summary>Instances, things found, 1 for yes, or the part of a ratio.</summary>
    public required int Found { get; init; }

    /// <summary>The whole of a ratio; 1 for all other rules.</summary>
    public required int Whole { get; init; }

    /// <summary>The state said, where the rule is described by states.</summary>
    public Grade? State { get; init; }

    /// <summary>Share of the points in thousandths; 0 where it does not apply.</summary>
    public required int ShareMilli { get; init; }

    public required string Note { get; init; }

    /// <summary>A picture, where the item asks for one.</summary>
    public string? PictureId { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    public Seen Seen => new(Found, Whole, State);

    /// <summary>The grade it makes: the one of its share, where counts and ratios reach between two
    /// of them the lower. Null where it does not apply.</summary>
    public Grade? Grade => Kind == AnswerKind.NotApplicable ? null : GradeOf(ShareMilli);

    /// <summary>Whether something is wrong that somebody has to mend.</summary>
    public bool IsFinding => Kind == AnswerKind.Seen && IsWrong(ShareMilli);

    /// <summary>Whether this is what an inspector says again.</summary>
    /// <param name="isWatched">True where the numbers follow from what was observed.</param>
    public bool IsSaidBy(AnswerWish wish, bool isWatched = false) =>
        (Kind == AnswerKind.NotApplicable) == wish.IsNotApplicable
        && (wish.IsNotApplicable || isWatched || (State == wish.State
            && (State is not null || Found == wish.Found)
            && (Rule.Kind != CountRuleKind.Ratio || Whole == wish.Of)))
        && Note == (wish.Note?.Trim() ?? "") && PictureId == wish.PictureId;

    /// <summary>Less than the whole share is something to mend.</summary>
    public static bool IsWrong(int shareMilli) => shareMilli < Grades.WholeMilli;

    /// <summary>The best grade a share reaches.</summary>
    public static Grade GradeOf(int shareMilli) =>
        Enum.GetValues<Grade>().First(grade => shareMilli >= grade.ShareMilli());
}

/// <summary>What an inspector says of an item.</summary>
public sealed record AnswerWish
{
    public bool IsNotApplicable { get; init; }

    public int? Found { get; init; }

    public int? Of { get; init; }

    public Grade? State { get; init; }

    public string? Note { get; init; }

    public string? PictureId { get; init; }
}

/// <summary>观察记录: one thing seen at a visit, numbered under it: a lane of a crossing in a timed
/// window, or one instance with a note.</summary>
public sealed record Observation
{
    public required Guid VisitId { get; init; }

    /// <summary>Given by whoever records it, from 1.</summary>
    public required int N { get; init; }

    public required string ItemCode { get; init; }

    /// <summary>Which lane, as the inspector names it; empty where there is none.</summary>
    public required string Lane { get; init; }

    public required int Yielded { get; init; }

    /// <summary>All that passed while somebody waited to cross, those that yielded too.</summary>
    public required int Passed { get; init; }

    public DateTimeOffset? FromAt { get; init; }

    public DateTimeOffset? ToAt { get; init; }

    public required string Note { get; init; }
}
