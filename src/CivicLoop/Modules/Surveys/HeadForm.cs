using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Surveys;

/// <summary>The head of a questionnaire as a form sends it.</summary>
internal sealed record HeadForm
{
    public string? TitleZh { get; init; }

    public string? TitleEn { get; init; }

    public string? IntroZh { get; init; }

    public string? IntroEn { get; init; }

    public string? From { get; init; }

    public string? Until { get; init; }

    public string? LeastShown { get; init; }

    public string? HoldsMonths { get; init; }

    public string? Edition { get; init; }

    public string? Basis { get; init; }

    public bool IsOpen { get; init; }

    public static HeadForm Of(Questionnaire asked) => new()
    {
        TitleZh = asked.Title.Zh, TitleEn = asked.Title.En, IntroZh = asked.Intro.Zh,
        IntroEn = asked.Intro.En, From = TypedDay.Show(asked.From),
        Until = TypedDay.Show(asked.Until),
        LeastShown = asked.LeastShown.ToString(CultureInfo.InvariantCulture),
        HoldsMonths = asked.HoldsMonths.ToString(CultureInfo.InvariantCulture),
        Edition = asked.Edition, Basis = asked.Basis, IsOpen = asked.IsOpen,
    };

    /// <summary>The questionnaire with this head. Errors: a day that is none; a number that is
    /// none.</summary>
    /// <param name="asked">Keeps its items and strata; null for a new one.</param>
    public Outcome<Questionnaire> Read(Questionnaire? asked)
    {
        if (!TypedDay.Need(From, "from").Try(out var from, out var problem)
            || !TypedDay.Need(Until, "until").Try(out var until, out problem)
            || !TypedNumber.Read(LeastShown, "leastShown").Try(out var least, out problem)
            || !TypedNumber.Read(HoldsMonths, "holdsMonths").Try(out var holds, out problem))
        {
            return problem;
        }

        var head = asked ?? new Questionnaire
        {
            Title = new LocalText("", ""), Intro = new LocalText("", ""), From = from,
            Until = until,
        };
        return head with
        {
            Title = new LocalText(TitleZh?.Trim() ?? "", TitleEn?.Trim() ?? ""),
            Intro = new LocalText(TextRule.Lines(IntroZh), TextRule.Lines(IntroEn)),
            From = from, Until = until,
            LeastShown = (int)(least.Value ?? head.LeastShown),
            HoldsMonths = (int)(holds.Value ?? head.HoldsMonths),
            Edition = TextRule.Blank(Edition), Basis = Basis?.Trim() ?? "", IsOpen = IsOpen,
        };
    }
}

/// <summary>The fields of a head (partial <c>_Head</c>).</summary>
internal sealed record HeadView(
    HeadForm Typed, IReadOnlyList<Edition> Editions, Problem? Problem);
