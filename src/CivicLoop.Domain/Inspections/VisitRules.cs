using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Inspections;

/// <summary>What a visit must hold when it is handed in.</summary>
/// <param name="Items">What is looked at there.</param>
/// <param name="Protocols">By item and site kind; whoever has none is looked at.</param>
public sealed record VisitSheet(
    IReadOnlyList<CheckItem> Items, IReadOnlyDictionary<string, CheckProtocol> Protocols)
{
    public CheckProtocol? Of(string code) => Protocols.GetValueOrDefault(code);

    /// <summary>The walk its kind asks for; null for none.</summary>
    public CheckProtocol? WalkOf(Visit visit) =>
        Of(visit.SiteKindCode) is { Kind: ProtocolKind.Walk } walk ? walk : null;
}

/// <summary>Rules of visits: who may do what with one, and when it is whole.</summary>
public static class VisitRules
{
    public const int NoteMax = 500;
    public const int LaneMax = 40;

    /// <summary>Nobody counts more at one place in one visit.</summary>
    public const int CountMax = 10_000;

    /// <summary>A phone's clock may be so far ahead.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>A phone may be without a network for so long.</summary>
    public static readonly TimeSpan SentWithin = TimeSpan.FromDays(14);

    /// <summary>A crossing has few lanes, a visit few windows.</summary>
    public const int ObservationsMax = 500;

    /// <summary>Who was sent begins. Doing it again changes nothing. Errors: another was sent; it
    /// is over.</summary>
    public static Outcome<Visit> Begin(Visit visit, string actor, DateTimeOffset now) =>
        RefuseActor(visit, actor) is { } refused ? refused
        : visit.State == VisitState.Begun ? visit
        : visit with
        {
            State = VisitState.Begun, BegunAt = now, Version = visit.Version + 1,
        };

    /// <summary>Null where a visit may have begun then. A phone sends it when it has a network
    /// again: not before it was made, and not weeks later. Error: the time cannot be.</summary>
    public static Problem? RefuseBegun(DateTimeOffset at, DateTimeOffset now) =>
        at > now + ClockSkew || at < now - SentWithin
            ? new Problem(ProblemCode.FieldInvalid, "begunAt", at)
            : null;

    /// <summary>Null where this person may write in the visit.</summary>
    public static Problem? RefuseActor(Visit visit, string actor) =>
        visit.Inspector != actor ? new Problem(ProblemCode.VisitNotYours, null)
        : visit.IsOver ? new Problem(ProblemCode.VisitOver, "state", visit.State)
        : null;

    /// <summary>What was seen of an item. Errors: the visit has not begun; a number the rule needs
    /// is missing or does not fit it; a note that is too long.</summary>
    /// <param name="seen">What was observed of it; decides for crossings.</param>
    public static Outcome<VisitAnswer> Answer(
        Visit visit, CheckItem item, CheckProtocol? protocol, AnswerWish wish,
        IReadOnlyList<Observation> seen, DateTimeOffset now)
    {
        if ((RefuseUnbegun(visit) ?? TextRule.Short(wish.Note, "note", NoteMax)) is { } refused)
        {
            return refused;
        }

        var isCrossing = protocol is { Kind: ProtocolKind.Crossing };
        if (!wish.IsNotApplicable && isCrossing && seen.Count == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "passed");
        }

        var counted = isCrossing ? OfCrossing(item.Rule, seen) : Typed(item.Rule, wish);
        if (!wish.IsNotApplicable && Misfit(item.Rule, counted) is { } wrong)
        {
            return wrong;
        }

        var share = 0;
        if (!wish.IsNotApplicable
            && !item.Rule.ShareMilli(Whole(counted)).Try(out share, out var unfit))
        {
            return unfit;
        }

        return new VisitAnswer
        {
            VisitId = visit.Id, ItemCode = item.Code, Rule = item.Rule,
            PointsMilli = item.PointsMilli,
            Kind = wish.IsNotApplicable ? AnswerKind.NotApplicable : AnswerKind.Seen,
            Found = wish.IsNotApplicable ? 0 : counted.Found ?? 0,
            Whole = wish.IsNotApplicable ? 1 : counted.Of ?? 1,
            State = wish.IsNotApplicable ? null : counted.State,
            ShareMilli = share, Note = wish.Note?.Trim() ?? "", PictureId = wish.PictureId,
            AnsweredAt = now,
        };
    }

    /// <summary>Null where an observation fits. Errors: the visit has not begun; more yielded than
    /// passed; a window that ends before it begins; texts that are too long.</summary>
    public static Problem? Refuse(Visit visit, Observation seen) =>
        RefuseUnbegun(visit)
        ?? TextRule.Short(seen.Note, "note", NoteMax)
        ?? TextRule.Short(seen.Lane, "lane", LaneMax)
        ?? (seen.N is < 1 or > ObservationsMax
            ? new Problem(ProblemCode.FieldInvalid, "n", seen.N)
            : null)
        ?? (seen.Passed is < 0 or > CountMax
            ? new Problem(ProblemCode.FieldInvalid, "passed", seen.Passed)
            : null)
        ?? (seen.Yielded < 0 || seen.Yielded > seen.Passed
            ? new Problem(ProblemCode.FieldInvalid, "yielded", seen.Yielded)
            : null)
        ?? (seen.ToAt <= seen.FromAt ? new Problem(ProblemCode.DateOrder, "toAt") : null);

    /// <summary>The visit handed in, with the site's score. Errors: it has not begun; an item
    /// without an answer; a picture that its item needs; a walk or a window that was too short and
    /// not explained.</summary>
    public static Outcome<Visit> HandIn(
        Visit visit, VisitSheet sheet, IReadOnlyDictionary<string, VisitAnswer> answers,
        IReadOnlyList<Observation> seen, DateTimeOffset now)
    {
        if ((RefuseUnbegun(visit) ?? Unanswered(sheet, answers) ?? Unpictured(sheet, answers)
            ?? Unwalked(visit, sheet) ?? Unwatched(sheet, answers, seen)) is { } missing)
        {
            return missing;
        }

        var counted = sheet.Items
            .Where(item => answers[item.Code].Kind == AnswerKind.Seen)
            .Select(item => (item, answers[item.Code].Seen)).ToList();
        int? score = null;
        if (counted.Count > 0)
        {
            if (!EditionBody.SiteScoreMilli(counted).Try(out var milli, out var unfit))
            {
                return unfit;
            }

            score = milli;
        }

        return visit with
        {
            State = VisitState.Done, DoneAt = now, ScoreMilli = score,
            Version = visit.Version + 1,
        };
    }

    /// <summary>The visit came to nothing. Errors: another was sent; it is over; no reason.
    /// </summary>
    public static Outcome<Visit> Miss(Visit visit, string actor, string? reason) =>
        (RefuseActor(visit, actor) ?? TextRule.Needed(reason, "reason", NoteMax)) is { } refused
            ? refused
            : visit with
            {
                State = VisitState.Missed, Note = reason!.Trim(), Version = visit.Version + 1,
            };

    private static Problem? RefuseUnbegun(Visit visit) =>
        visit.State == VisitState.Begun ? null
            : new Problem(ProblemCode.VisitOver, "state", visit.State);

    private readonly record struct Counted(int? Found, int? Of, Grade? State);

    private static Counted Typed(CountRule rule, AnswerWish wish) => rule.Kind switch
    {
        CountRuleKind.State => new Counted(0, 1, wish.State),
        CountRuleKind.Ratio => new Counted(wish.Found, wish.Of, null),
        CountRuleKind.Instances or CountRuleKind.YesNo or CountRuleKind.Count =>
            new Counted(wish.Found, 1, null),
    };

    // Who did not yield is an instance; a ratio takes both numbers.
    private static Counted OfCrossing(CountRule rule, IReadOnlyList<Observation> seen)
    {
        var (yielded, passed) = (seen.Sum(one => one.Yielded), seen.Sum(one => one.Passed));
        return rule.Kind == CountRuleKind.Ratio
            ? new Counted(yielded, passed, null)
            : new Counted(passed - yielded, 1, null);
    }

    private static Problem? Misfit(CountRule rule, Counted counted) =>
        counted.Found is not { } found
            ? new Problem(ProblemCode.FieldRequired, "found")
        : found is < 0 or > CountMax ? new Problem(ProblemCode.FieldInvalid, "found", found)
        : rule.Kind == CountRuleKind.State && counted.State is null
            ? new Problem(ProblemCode.FieldRequired, "state")
        : rule.Kind == CountRuleKind.Ratio && counted.Of is not { }
            ? new Problem(ProblemCode.FieldRequired, "of")
        : counted.Of > CountMax ? new Problem(ProblemCode.FieldInvalid, "of", counted.Of.Value)
        : null;

    private static Seen Whole(Counted counted) =>
        new(counted.Found ?? 0, counted.Of ?? 1, counted.State);

    private static Problem? Unanswered(
        VisitSheet sheet, IReadOnlyDictionary<string, VisitAnswer> answers)
    {
        var left = sheet.Items.Where(item => !answers.ContainsKey(item.Code)).ToList();
        return left.Count == 0 ? null
            : new Problem(ProblemCode.VisitIncomplete, left[0].Code, left.Count, left[0].Code);
    }

    private static Problem? Unpictured(
        VisitSheet sheet, IReadOnlyDictionary<string, VisitAnswer> answers) =>
        sheet.Items.FirstOrDefault(item => sheet.Of(item.Code)?.PhotoReasonZh is not null
            && answers[item.Code] is { IsFinding: true, PictureId: null }) is { } bare
            ? new Problem(
                ProblemCode.VisitPictureNeeded, bare.Code, bare.Code,
                sheet.Of(bare.Code)!.PhotoReason!)
            : null;

    private static Problem? Unwalked(Visit visit, VisitSheet sheet) =>
        sheet.WalkOf(visit) is { } walk && (visit.WalkedM ?? 0) < walk.Metres
            && visit.Note.Length == 0
            ? new Problem(ProblemCode.VisitTooShort, "walkedM", walk.Metres)
            : null;

    private static Problem? Unwatched(
        VisitSheet sheet, IReadOnlyDictionary<string, VisitAnswer> answers,
        IReadOnlyList<Observation> seen)
    {
        foreach (var item in sheet.Items)
        {
            if (sheet.Of(item.Code) is not { Kind: ProtocolKind.Crossing, Minutes: > 0 } protocol
                || answers[item.Code] is not { Kind: AnswerKind.Seen, Note.Length: 0 })
            {
                continue;
            }

            // Lanes are watched one after the other or at once; the longest window counts.
            var longest = seen.Where(one => one.ItemCode == item.Code)
                .Select(one => one.ToAt - one.FromAt ?? TimeSpan.Zero)
                .DefaultIfEmpty().Max();
            if (longest < TimeSpan.FromMinutes(protocol.Minutes))
            {
                return new Problem(ProblemCode.VisitWindowShort, item.Code, protocol.Minutes);
            }
        }

        return null;
    }
}
