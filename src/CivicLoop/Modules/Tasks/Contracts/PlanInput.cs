using System.Globalization;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Tasks.Contracts;

/// <summary>A plan as a form or a program says it.</summary>
internal sealed record PlanInput
{
    public string? Title { get; init; }

    public string? Words { get; init; }

    public string? Kind { get; init; }

    public string? Edition { get; init; }

    /// <summary>Codes with blanks, commas or new lines between.</summary>
    public string? Criteria { get; init; }

    public string? Target { get; init; }

    public string? Level { get; init; }

    public string? Area { get; init; }

    public string? SiteKind { get; init; }

    /// <summary>Codes, or whole names each on a line of its own.</summary>
    public string? Units { get; init; }

    /// <summary>A name on each line.</summary>
    public string? Facts { get; init; }

    public string? Minutes { get; init; }

    public string? FirstDue { get; init; }

    public string? Repeat { get; init; }

    public string? LastDue { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    private static readonly char[] Between = [' ', '\n', '\r', '\t', ',', '，', '、', ';', '；'];

    private static readonly char[] Lines = ['\n', '\r', ',', '，', '、', ';', '；'];

    /// <summary>The draft it says. Errors: a word, area, unit or day nobody knows. What it must say
    /// besides is <see cref="PlanRules.Fault"/>'s.</summary>
    public Outcome<TaskPlan> Read(CityModel city, Guid id, Caller caller, DateTimeOffset now)
    {
        if (!Value<AskKind>(Kind, "kind").Try(out var kind, out var fault)
            || !Value<PlanTarget>(Target, "target").Try(out var target, out fault)
            || !Value<PlanRepeat>(Repeat ?? nameof(PlanRepeat.Once), "repeat")
                .Try(out var repeat, out fault)
            || !TypedDay.Read(FirstDue, "firstDue").Try(out var first, out fault)
            || !TypedDay.Read(LastDue, "lastDue").Try(out var last, out fault)
            || !UnitCodes(city).Try(out var units, out fault))
        {
            return fault;
        }

        var level = default(Read<AreaKind>);
        if (target.Value == PlanTarget.Territory
            && !Value<AreaKind>(Level, "level").Try(out level, out fault))
        {
            return fault;
        }

        if (TextRule.Blank(Area) is { } area && city.Areas.Find(area) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "area", area);
        }

        return first.Value is not { } due
            ? new Problem(ProblemCode.FieldRequired, "firstDue")
            : Plan(id, caller, now) with
            {
                Kind = kind.Value,
                Target = target.Value,
                // What belongs to another target is not kept: the form does not show it either.
                Level = target.Value == PlanTarget.Territory ? level.Value : null,
                AreaCode = target.Value == PlanTarget.Units ? null : TextRule.Blank(Area),
                SiteKindCode = target.Value == PlanTarget.SiteKind
                    ? TextRule.Blank(SiteKind) : null,
                Units = target.Value == PlanTarget.Units ? string.Join(' ', units) : "",
                Facts = kind.Value == AskKind.Form
                    ? string.Join('\n', Parts(Facts, Lines))
                    : "",
                FirstDue = due,
                Repeat = repeat.Value,
                LastDue = last.Value,
                NextDue = due,
            };
    }

    private TaskPlan Plan(Guid id, Caller caller, DateTimeOffset now) => new()
    {
        Id = id,
        Title = TextRule.Blank(Title) ?? "",
        Words = TextRule.Blank(Words) ?? "",
        Kind = AskKind.Task,
        EditionCode = TextRule.Blank(Edition) ?? "",
        Criteria = string.Join(' ', Parts(Criteria, Between).Order(StringComparer.Ordinal)),
        Target = PlanTarget.Territory,
        Units = "",
        Facts = "",
        Minutes = int.TryParse(Minutes, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : 0,
        FirstDue = default,
        Repeat = PlanRepeat.Once,
        IssuerCode = caller.OrganizationCode ?? "",
        BasisName = TextRule.Blank(BasisName) ?? "",
        BasisNumber = TextRule.Blank(BasisNumber) ?? "",
        State = PlanState.Draft,
        Rounds = 0,
        MadeBy = caller.Actor,
        MadeAt = now,
    };

    // A name may hold a blank, a code never does.
    private Outcome<List<string>> UnitCodes(CityModel city)
    {
        var codes = new List<string>();
        foreach (var line in Parts(Units, Lines))
        {
            var words = city.Organizations.All.Where(one => one.NameZh == line
                || one.NameEn == line).Take(2).ToList() is [var only]
                ? [only.Code]
                : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                if (city.Organizations.Find(word) is not { RetiredAt: null })
                {
                    return new Problem(ProblemCode.UnitNotKnown, "units", word);
                }

                codes.Add(word);
            }
        }

        return codes.Distinct().ToList();
    }

    // Numbers are no words: "1" would otherwise pass for the second value.
    private static Outcome<Read<T>> Value<T>(string? text, string field)
        where T : struct, Enum =>
        TextRule.Blank(text) is not { } word ? new Problem(ProblemCode.FieldRequired, field)
        : char.IsAsciiLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value)
            && Enum.IsDefined(value)
            ? new Read<T>(value)
            : new Problem(ProblemCode.UnknownValue, field, word);

    private static IEnumerable<string> Parts(string? text, char[] between) =>
        (text ?? "").Split(
            between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct();
}

/// <summary>A value read of a text, inside an outcome.</summary>
internal readonly record struct Read<T>(T Value);
