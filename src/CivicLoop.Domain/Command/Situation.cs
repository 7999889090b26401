using System.Linq.Expressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>情景: a package that was switched on, with what it said then; a package that is changed
/// later changes no situation.</summary>
public sealed record Situation
{
    public const int WordsMax = 400;

    /// <summary>Whatever lasts longer is no situation but how the city lives: its limits belong
    /// into the catalogue.</summary>
    public static readonly TimeSpan LongestAhead = TimeSpan.FromDays(15);

    public required Guid Id { get; init; }

    public required string PackageCode { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Codes of case classes with blanks between.</summary>
    public required string Classes { get; init; }

    public required bool IsUrgent { get; init; }

    /// <summary>Codes of command bodies with blanks between.</summary>
    public required string Bodies { get; init; }

    /// <summary>The command body that switched it on.</summary>
    public required string BodyCode { get; init; }

    public required string Reason { get; init; }

    /// <summary>As the journal names them.</summary>
    public required string BegunBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>It ends then by itself where nobody ended or prolonged it.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When it was switched off, or found to be over; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it; empty where it ended by itself.</summary>
    public string EndedWords { get; init; } = "";

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    public IReadOnlyList<string> ClassCodes => CodeList.Read(Classes);

    public IReadOnlyList<string> BodyCodes => CodeList.Read(Bodies);

    /// <summary>Whether it is on at an instant.</summary>
    public bool IsOn(DateTimeOffset at) => BegunAt <= at && at < (EndedAt ?? EndsAt);

    /// <summary>The same of those that are on now, as a database asks it: what ended is no longer
    /// looked at.</summary>
    public static Expression<Func<Situation, bool>> IsOnNow(DateTimeOffset now) =>
        one => one.EndedAt == null && one.EndsAt > now;

    /// <summary>A situation that begins now. Errors: no reason; an end that is over or too far
    /// away; the package is on.</summary>
    /// <param name="last">The package's situation nobody ended yet, also where its end is over.
    /// </param>
    public static Outcome<Situation> Begin(
        Guid id, SituationPackage package, Situation? last, string body, string? reason,
        DateTimeOffset endsAt, string actor, DateTimeOffset now) =>
        (last?.IsOn(now) == true
            ? new Problem(ProblemCode.SituationOn, "package", package.Code)
            : TextRule.Needed(reason, "reason", WordsMax) ?? RefuseEnd(endsAt, now))
            is { } refused
            ? refused
            : new Situation
            {
                Id = id, PackageCode = package.Code, NameZh = package.NameZh,
                NameEn = package.NameEn, Classes = package.Classes, IsUrgent = package.IsUrgent,
                Bodies = package.Bodies, BodyCode = body, Reason = TextRule.Lines(reason),
                BegunBy = actor, BegunAt = now, EndsAt = endsAt,
            };

    /// <summary>The situation with another planned end. Errors: it is over; as at its beginning.
    /// </summary>
    public Outcome<Situation> Move(DateTimeOffset endsAt, DateTimeOffset now) =>
        (RefuseOver(now) ?? RefuseEnd(endsAt, now)) is { } refused
            ? refused
            : this with { EndsAt = endsAt, Version = Version + 1 };

    /// <summary>The situation switched off. Errors: it is over; nothing is said of what came of it.
    /// </summary>
    public Outcome<Situation> End(string? words, DateTimeOffset now) =>
        (RefuseOver(now) ?? TextRule.Needed(words, "words", WordsMax)) is { } refused
            ? refused
            : this with
            {
                EndedAt = now, EndedWords = TextRule.Lines(words), Version = Version + 1,
            };

    /// <summary>The situation after its planned end has passed.</summary>
    public Situation Lapse() => this with { EndedAt = EndsAt, Version = Version + 1 };

    private Problem? RefuseOver(DateTimeOffset now) =>
        IsOn(now) ? null : new Problem(ProblemCode.SituationOver, "situation", PackageCode);

    private static Problem? RefuseEnd(DateTimeOffset endsAt, DateTimeOffset now) =>
        endsAt <= now || endsAt - now > LongestAhead
            ? new Problem(ProblemCode.SituationEndUnfit, "until", LongestAhead.Days)
            : null;
}
