using System.Globalization;
using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Surveys;

/// <summary>Whether a survey may still change, is asked, or is over.</summary>
public enum SurveyState
{
    Draft,

    /// <summary>Asked from its first to its last day; its questionnaire never changes again.
    /// </summary>
    Running,

    /// <summary>Over: nothing is answered any more, and everybody may read the results.</summary>
    Closed,
}

/// <summary>How an answer came.</summary>
public enum SurveyWay
{
    /// <summary>公开链接: by the open link, which anybody may pass on.</summary>
    Link,

    /// <summary>邀请码: by a code that opens once.</summary>
    Code,

    /// <summary>访问员: to an interviewer.</summary>
    Interview,
}

/// <summary>问卷调查: one round of asking. A questionnaire that was asked is copied to be asked
/// again, so that every round keeps its own words.</summary>
public sealed partial record Survey
{
    public const int CodeMax = 40;

    public required Guid Id { get; init; }

    /// <summary>The same for all rounds, for example <c>satisfaction</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int N { get; init; }

    public required SurveyState State { get; init; }

    public required Questionnaire Asked { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Digest of the counts at the close, which stands in the journal too.</summary>
    public string? Digest { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>As addresses name it, for example <c>satisfaction-1</c>.</summary>
    public string Key => $"{Code}-{N}";

    /// <summary>What an address names; null where it names none.</summary>
    public static (string Code, int N)? ReadKey(string? key) =>
        key?.LastIndexOf('-') is { } at and > 0
            && int.TryParse(
                key[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (key[..at], n)
            : null;

    /// <summary>Whether it may be answered on a day of the city.</summary>
    public bool IsAskedOn(DateOnly day) =>
        State == SurveyState.Running && day >= Asked.From && day <= Asked.Until;

    /// <summary>Whether its last day is over and nobody closed it.</summary>
    public bool IsOver(DateOnly today) => State == SurveyState.Running && today > Asked.Until;

    /// <summary>Why a code names no survey; null where it does.</summary>
    public static Problem? RefuseCode(string? code) =>
        TextRule.Needed(code, "code", CodeMax)
        ?? (Codes().IsMatch(code!.Trim()) ? null
            : new Problem(ProblemCode.FieldInvalid, "code", code.Trim()));

    /// <summary>The survey with another questionnaire. Errors: it is asked already; as
    /// <see cref="Questionnaire.Refuse"/>.</summary>
    public Outcome<Survey> With(Questionnaire asked) =>
        State != SurveyState.Draft ? NotNow()
        : asked.Refuse() is { } wrong ? wrong
        : this with { Asked = asked, Version = Version + 1 };

    /// <summary>The survey as it is asked from now on. Errors: it was started before; it asks
    /// nothing, or nobody; its last day is over.</summary>
    /// <param name="districts">The city's districts.</param>
    public Outcome<Survey> Start(
        IReadOnlyCollection<string> districts, DateOnly today, DateTimeOffset now) =>
        State != SurveyState.Draft ? NotNow()
        : (Asked.Refuse() ?? Asked.RefuseStart(districts, today)) is { } wrong ? wrong
        : this with { State = SurveyState.Running, StartedAt = now, Version = Version + 1 };

    /// <summary>The survey closed. Error: it is not asked.</summary>
    /// <param name="digest">Of its counts.</param>
    public Outcome<Survey> Close(string digest, DateTimeOffset now) =>
        State != SurveyState.Running ? NotNow()
        : this with
        {
            State = SurveyState.Closed, ClosedAt = now, Digest = digest, Version = Version + 1,
        };

    /// <summary>Whether its results hold in a month: from the one it closed in, for as many as its
    /// questionnaire says.</summary>
    /// <param name="closed">The day of the city on which it closed.</param>
    public bool HoldsIn(DateOnly closed, DateOnly day)
    {
        var months = ((day.Year - closed.Year) * 12) + day.Month - closed.Month;
        return State == SurveyState.Closed && months >= 0 && months < Asked.HoldsMonths;
    }

    /// <summary>What is answered where the survey is in another state than is needed.</summary>
    public Problem NotNow() => new(ProblemCode.SurveyNotNow, null, Key);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex Codes();
}
