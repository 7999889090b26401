using System.Linq.Expressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>通知到岗: a short word of a command body to everybody who works on site in some areas or
/// units, each of whom says that it arrived. It asks for nothing else: what is to be done and
/// answered is a <see cref="Directive"/>.</summary>
public sealed record Broadcast
{
    public const int TitleMax = 60;

    /// <summary>What fits on a phone without scrolling far.</summary>
    public const int WordsMax = 500;

    public const int ReasonMax = 300;

    public const int AreasMax = 40;

    public const int UnitsMax = 30;

    /// <summary>A city of ten million has about 30,000 people on its grids.</summary>
    public const int PeopleMax = 50_000;

    /// <summary>What holds longer is a directive, or belongs into the catalogue.</summary>
    public static readonly TimeSpan LongestAhead = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    /// <summary>The command body that says it.</summary>
    public required string BodyCode { get; init; }

    public required string Title { get; init; }

    public required string Words { get; init; }

    public required bool IsUrgent { get; init; }

    /// <summary>It is shown until then.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Codes of the areas it was sent to, with blanks between; empty for all.</summary>
    public required string Areas { get; init; }

    /// <summary>Codes of the units it was sent to, with those below them; empty for all.</summary>
    public required string Units { get; init; }

    /// <summary>How many people it was sent to; who comes later is not among them.</summary>
    public required int People { get; init; }

    /// <summary>Of how many units they were.</summary>
    public required int UnitCount { get; init; }

    /// <summary>As the journal names them.</summary>
    public required string SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When those without a receipt were told once more; null where they were not.
    /// </summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>How many people that were.</summary>
    public int Reminded { get; init; }

    /// <summary>When it was withdrawn; null where it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why; empty where it was not.</summary>
    public string EndedWords { get; init; } = "";

    public long Version { get; init; } = 1;

    public IReadOnlyList<string> AreaCodes => CodeList.Read(Areas);

    public IReadOnlyList<string> UnitCodes => CodeList.Read(Units);

    /// <summary>Whether it is shown at an instant.</summary>
    public bool IsOn(DateTimeOffset at) => EndedAt is null && at < ValidUntil;

    /// <summary>The same as a database asks it.</summary>
    public static Expression<Func<Broadcast, bool>> IsOnAt(DateTimeOffset now) =>
        one => one.EndedAt == null && one.ValidUntil > now;

    /// <summary>Why it cannot be sent as wished; null where it can. Errors: title or words are
    /// missing or too long; no area and no unit is named, or too many; its end is over or too far
    /// away.</summary>
    public static Problem? RefuseNew(
        string? title, string? words, DateTimeOffset validUntil, BroadcastTarget target,
        DateTimeOffset now) =>
        TextRule.Needed(title, "headline", TitleMax)
        ?? TextRule.Needed(words, "text", WordsMax)
        ?? (validUntil <= now || validUntil - now > LongestAhead
            ? new Problem(ProblemCode.BroadcastEndUnfit, "until", LongestAhead.Days) : null)
        ?? (target.Areas.Count + target.Units.Count == 0
            ? new Problem(ProblemCode.FieldRequired, "areas")
            : target.Areas.Count > AreasMax
                ? new Problem(ProblemCode.LimitTooLarge, "areas", AreasMax)
            : target.Units.Count > UnitsMax
                ? new Problem(ProblemCode.LimitTooLarge, "units", UnitsMax)
            : null);

    /// <summary>After those without a receipt were told once more. Errors: it is over; they were
    /// told before; nobody is missing.</summary>
    public Outcome<Broadcast> Remind(int missing, DateTimeOffset now) =>
        RefuseOver(now) is { } over ? over
        : RemindedAt is not null
            ? new Problem(ProblemCode.BroadcastReminded, null, Title)
        : missing == 0 ? new Problem(ProblemCode.BroadcastReachesNobody, null)
        : this with { RemindedAt = now, Reminded = missing, Version = Version + 1 };

    /// <summary>After it was withdrawn. Errors: it is over; no reason is given.</summary>
    public Outcome<Broadcast> End(string? words, DateTimeOffset now) =>
        (RefuseOver(now) ?? TextRule.Needed(words, "words", ReasonMax)) is { } refused
            ? refused
            : this with
            {
                EndedAt = now, EndedWords = TextRule.Lines(words), Version = Version + 1,
            };

    private Problem? RefuseOver(DateTimeOffset now) =>
        IsOn(now) ? null : new Problem(ProblemCode.BroadcastOver, null, Title);
}

/// <summary>Somebody a broadcast was sent to, and when they said that it arrived. Nothing else is
/// kept of them: not where they were, nor when they opened it.</summary>
public sealed record BroadcastRecipient
{
    public required Guid Id { get; init; }

    public required Guid BroadcastId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The unit they worked for when it was sent.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Null until they said so.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}
