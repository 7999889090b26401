using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Scores;

/// <summary>How far an appeal has come.</summary>
public enum AppealState
{
    Open,

    /// <summary>The score is computed again without what was struck out.</summary>
    Upheld,

    Dismissed,

    Withdrawn,
}

/// <summary>申诉: a unit says that a published score of its own is wrong, with evidence.</summary>
public sealed record ScoreAppeal
{
    public const int WordsMax = 2000;
    public const int EvidenceMax = 500;

    public required Guid Id { get; init; }

    public required Guid PublicationId { get; init; }

    public required UnitKind UnitKind { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>The node it is about.</summary>
    public required string NodeCode { get; init; }

    /// <summary>The visit it is about; null where it is about something else.</summary>
    public Guid? VisitId { get; init; }

    /// <summary>The check item of that visit; empty for the whole visit.</summary>
    public required string ItemCode { get; init; }

    public required string Words { get; init; }

    /// <summary>Where the evidence stands: the number of a case, a document, a picture.</summary>
    public required string Evidence { get; init; }

    /// <summary>Pictures that came with it, by their ids; kept in rows of their own.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    public required string MadeBy { get; init; }

    public required string MadeOrg { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required AppealState State { get; init; }

    public string Ruling { get; init; } = "";

    public string? RuledBy { get; init; }

    public string? RuledOrg { get; init; }

    public DateTimeOffset? RuledAt { get; init; }

    /// <summary>The publication that came out of the ruling.</summary>
    public Guid? RevisedId { get; init; }

    public long Version { get; init; } = 1;
}

/// <summary>A picture that stands as evidence with an appeal.</summary>
/// <param name="N">1 for the first.</param>
public sealed record AppealPicture(Guid AppealId, int N, string PictureId);

/// <summary>An answer, or a whole visit, that a ruling struck out of the scores. What was seen
/// stays as it was handed in.</summary>
/// <param name="ItemCode">Empty for the whole visit.</param>
public sealed record ScoreStrike(Guid VisitId, string ItemCode, Guid AppealId, DateTimeOffset At);

/// <summary>Rules of appeals.</summary>
public static class AppealRules
{
    /// <summary>Days after a publication in which units may appeal.</summary>
    public const int DaysMax = 30;

    /// <summary>Errors: no words, or no evidence; the time is over.</summary>
    public static Outcome<ScoreAppeal> Make(
        ScoreAppeal wanted, DateTimeOffset publishedAt) =>
        (TextRule.Needed(wanted.Words, "claim", ScoreAppeal.WordsMax)
            ?? TextRule.Needed(wanted.Evidence, "evidence", ScoreAppeal.EvidenceMax))
            is { } missing ? missing
        : wanted.MadeAt > publishedAt.AddDays(DaysMax)
            ? new Problem(ProblemCode.AppealTooLate, null, DaysMax)
        : wanted;

    /// <summary>Upholds or dismisses. Errors: it was ruled on; no reason; the ruling body appealed
    /// itself, or the person published the score.</summary>
    /// <param name="publishedBy">Who published the score that is contested.</param>
    public static Outcome<ScoreAppeal> Rule(
        ScoreAppeal appeal, bool upheld, string? ruling, string actor, string org,
        string publishedBy, DateTimeOffset now) =>
        appeal.State != AppealState.Open
            ? new Problem(ProblemCode.AppealDecided, null, appeal.State)
        : org == appeal.MadeOrg || actor == publishedBy
            ? new Problem(ProblemCode.AppealJudgedByParty, null)
        : TextRule.Needed(ruling, "ruling", ScoreAppeal.WordsMax) is { } missing ? missing
        : appeal with
        {
            State = upheld ? AppealState.Upheld : AppealState.Dismissed,
            Ruling = ruling!.Trim(), RuledBy = actor, RuledOrg = org, RuledAt = now,
            Version = appeal.Version + 1,
        };

    /// <summary>The unit takes its appeal back. Errors: it was ruled on; another unit's.</summary>
    public static Outcome<ScoreAppeal> Withdraw(ScoreAppeal appeal, string org) =>
        appeal.State != AppealState.Open
            ? new Problem(ProblemCode.AppealDecided, null, appeal.State)
        : org != appeal.MadeOrg ? new Problem(ProblemCode.NotPermitted, null)
        : appeal with { State = AppealState.Withdrawn, Version = appeal.Version + 1 };
}
