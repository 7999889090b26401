using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Inspections.Contracts;

namespace CivicLoop.Modules.Inspections;

/// <summary>The form of a visit as it was sent: texts under <c>ITEM-field</c>. What was typed stays
/// when something is refused.</summary>
internal sealed record VisitForm(IReadOnlyDictionary<string, string> Typed)
{
    public const string Yes = "1";
    public const string No = "0";

    public static VisitForm Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>What the visit holds now.</summary>
    public static VisitForm Of(VisitFile file)
    {
        var typed = new Dictionary<string, string>
        {
            ["walkedM"] = Show(file.Visit.WalkedM), ["note"] = file.Visit.Note,
        };
        foreach (var (code, answer) in file.Answers)
        {
            typed[$"{code}-note"] = answer.Note;
            typed[$"{code}-pictureId"] = answer.PictureId ?? "";
            if (answer.Kind == AnswerKind.NotApplicable)
            {
                typed[$"{code}-na"] = "true";
                continue;
            }

            typed[$"{code}-found"] = Show(answer.Found);
            typed[$"{code}-of"] = Show(answer.Whole);
            typed[$"{code}-state"] = answer.State?.ToString() ?? "";
        }

        return new VisitForm(typed);
    }

    public static VisitForm Of(IFormCollection form) => new(
        form.ToDictionary(one => one.Key, one => one.Value.ToString()));

    public string? this[string name] => Typed.GetValueOrDefault(name);

    public bool IsTicked(string name) => this[name] == "true";

    /// <summary>With the number of a tap added, where the page counts without script.</summary>
    public VisitForm Tapped(string? tap)
    {
        if (tap?.Split(' ') is not [var name, var step])
        {
            return this;
        }

        var now = int.TryParse(this[name], out var number) ? number : 0;
        var next = step == "0" ? 0
            : Math.Max(0, now + int.Parse(step, CultureInfo.InvariantCulture));
        return new VisitForm(new Dictionary<string, string>(Typed) { [name] = Show(next) });
    }

    /// <summary>What it says that the visit does not hold yet. Errors: a number or time that is
    /// none, named by item and field.</summary>
    /// <param name="pictures">Ids of pictures that came with it, by item.</param>
    public Outcome<VisitEntry> Read(
        VisitFile file, IReadOnlyDictionary<string, string> pictures, TimeZoneInfo zone,
        DateOnly today)
    {
        if (!Whole("walkedM").Try(out var walked, out var wrong))
        {
            return wrong;
        }

        var answers = new Dictionary<string, AnswerWish>();
        var seen = new List<Observation>();
        var n = file.Seen.Count == 0 ? 0 : file.Seen.Max(one => one.N);
        foreach (var item in file.Sheet.Items)
        {
            if (!Lane(file, item.Code, n + 1, zone, today).Try(out var lane, out wrong)
                || !Wish(file, item, pictures.GetValueOrDefault(item.Code), lane.Seen is not null)
                    .Try(out var wish, out wrong))
            {
                return wrong;
            }

            if (lane.Seen is { } one)
            {
                seen.Add(one);
                n++;
            }

            if (wish.Wish is { } said)
            {
                answers[item.Code] = said;
            }
        }

        return new VisitEntry
        {
            Answers = answers, Seen = seen, WalkedM = walked.Value, Note = this["note"] ?? "",
        };
    }

    // An outcome cannot hold what may be missing, so it is wrapped.
    private sealed record Number(int? Value);

    private sealed record Watched(Observation? Seen);

    private sealed record Said(AnswerWish? Wish);

    // Null where nothing was said of the item, or nothing new.
    private Outcome<Said> Wish(
        VisitFile file, CheckItem item, string? picture, bool isWatched)
    {
        var code = item.Code;
        if (!Whole($"{code}-found").Try(out var found, out var wrong)
            || !Whole($"{code}-of").Try(out var whole, out wrong))
        {
            return wrong;
        }

        Grade? state = Enum.TryParse<Grade>(this[$"{code}-state"], out var said) ? said : null;
        var isOut = IsTicked($"{code}-na");
        var before = file.Answers.GetValueOrDefault(code);
        var isCrossing = file.Sheet.Of(code) is { Kind: ProtocolKind.Crossing };
        var isSaid = isOut || isWatched || (isCrossing
            ? before is not null
            : item.Rule.Kind == CountRuleKind.State ? state is not null : found.Value is not null);
        if (!isSaid)
        {
            return new Said(null);
        }

        var kept = this[$"{code}-pictureId"] is { Length: > 0 } id ? id : null;
        var wish = new AnswerWish
        {
            IsNotApplicable = isOut, Found = found.Value, Of = whole.Value, State = state,
            Note = this[$"{code}-note"] ?? "", PictureId = picture ?? kept,
        };
        return new Said(!isWatched && before is not null && before.IsSaidBy(wish, isCrossing)
            ? null
            : wish);
    }

    private Outcome<Watched> Lane(
        VisitFile file, string code, int n, TimeZoneInfo zone, DateOnly today)
    {
        if (!Whole($"{code}-passed").Try(out var passed, out var wrong)
            || !Whole($"{code}-yielded").Try(out var yielded, out wrong)
            || !Clock($"{code}-from", zone, today).Try(out var from, out wrong)
            || !Clock($"{code}-to", zone, today).Try(out var to, out wrong))
        {
            return wrong;
        }

        return new Watched(passed.Value is not { } all ? null : new Observation
        {
            VisitId = file.Visit.Id, N = n, ItemCode = code,
            Lane = this[$"{code}-lane"]?.Trim() ?? "", Yielded = yielded.Value ?? 0,
            Passed = all, FromAt = from.At, ToAt = to.At, Note = "",
        });
    }

    private sealed record Time(DateTimeOffset? At);

    private Outcome<Time> Clock(string name, TimeZoneInfo zone, DateOnly today)
    {
        if (this[name] is not { Length: > 0 } text)
        {
            return new Time(null);
        }

        return !TimeOnly.TryParseExact(
            text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            ? new Problem(ProblemCode.FieldInvalid, name, text)
            : LocalInstant.Read(today.ToDateTime(clock), zone).Try(out var at, out var skipped)
                ? new Time(at.At)
            : skipped;
    }

    private Outcome<Number> Whole(string name) =>
        this[name] is not { Length: > 0 } text ? new Number(null)
        : int.TryParse(
            text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Number(number)
        : new Problem(ProblemCode.FieldInvalid, name, text);

    private static string Show(int? number) =>
        number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
