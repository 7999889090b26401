using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Statistics;

/// <summary>When a figure may be entered, confirmed, sent back and replaced.</summary>
public static class FigureRules
{
    /// <summary>Null where a figure can be entered. Errors: less than nothing or too much; more
    /// good than there were; a month that is none or still to come; no source, or one of a day to
    /// come.</summary>
    public static Problem? Refuse(StatisticFigure wanted, DateOnly today) =>
        Number(wanted.Whole, "whole") ?? Number(wanted.Part, "part")
        ?? (wanted.Part > wanted.Whole
            ? new Problem(ProblemCode.StatisticPartUnfit, "part", wanted.Part, wanted.Whole)
            : null)
        ?? Month(wanted.Month, today)
        ?? TextRule.Needed(wanted.SourceName, "sourceName", StatisticFigure.SourceMax)
        ?? TextRule.Short(wanted.SourceNumber, "sourceNumber", StatisticFigure.NumberMax)
        ?? (wanted.SourceDay > today
            ? new Problem(ProblemCode.FieldInvalid, "sourceDay", $"{wanted.SourceDay:O}")
            : null)
        ?? TextRule.Short(wanted.Reason, "reason", StatisticFigure.WordsMax);

    /// <summary>The figure as it can be entered beside what there is of the same key. Errors: one
    /// waits to be confirmed; one is confirmed and no reason is given to replace it.</summary>
    /// <param name="others">Of the same key.</param>
    public static Outcome<StatisticFigure> Beside(
        StatisticFigure wanted, IReadOnlyCollection<StatisticFigure> others) =>
        others.Any(one => one.State == FigureState.Waiting)
            ? new Problem(ProblemCode.StatisticWaiting, "month", wanted.Month)
        : others.FirstOrDefault(one => one.State == FigureState.Confirmed) is not { } counted
            ? wanted with { Reason = "", ReplacesId = null }
        : string.IsNullOrWhiteSpace(wanted.Reason)
            ? new Problem(ProblemCode.StatisticKnown, "reason", counted.Part, counted.Whole)
        : wanted with { ReplacesId = counted.Id };

    /// <summary>It counts from now on. Errors: it does not wait; the body that entered it cannot
    /// confirm it.</summary>
    public static Outcome<StatisticFigure> Confirm(
        StatisticFigure figure, string actor, string organization, DateTimeOffset now) =>
        Decide(figure, actor, organization) is { } refused ? refused
        : figure with
        {
            State = FigureState.Confirmed, DecidedBy = actor, DecidedOrg = organization,
            DecidedAt = now, Version = figure.Version + 1,
        };

    /// <summary>It is sent back. Errors: as <see cref="Confirm"/>; no words.</summary>
    public static Outcome<StatisticFigure> Return(
        StatisticFigure figure, string? words, string actor, string organization,
        DateTimeOffset now) =>
        (Decide(figure, actor, organization)
            ?? TextRule.Needed(words, "words", StatisticFigure.WordsMax)) is { } refused ? refused
        : figure with
        {
            State = FigureState.Refused, DecidedBy = actor, DecidedOrg = organization,
            DecidedAt = now, Words = words!.Trim(), Version = figure.Version + 1,
        };

    /// <summary>Another figure, confirmed at this instant, takes its place.</summary>
    public static StatisticFigure Replace(StatisticFigure counted, DateTimeOffset now) =>
        counted with
        {
            State = FigureState.Replaced, ReplacedAt = now, Version = counted.Version + 1,
        };

    // Four eyes, of two bodies: neither the person nor a colleague.
    private static Problem? Decide(StatisticFigure figure, string actor, string organization) =>
        figure.State != FigureState.Waiting ? new Problem(ProblemCode.StatisticDecided, null)
        : figure.EnteredOrg == organization || figure.EnteredBy == actor
            ? new Problem(ProblemCode.StatisticConfirmedByParty, null)
        : null;

    private static Problem? Number(long count, string field) =>
        count is < 0 or > StatisticFigure.WholeMax
            ? new Problem(ProblemCode.FieldInvalid, field, count)
            : null;

    private static Problem? Month(string month, DateOnly today) =>
        CalendarMonth.Read(month) is not { } read
            ? new Problem(ProblemCode.FieldInvalid, "month", month)
        : read > CalendarMonth.Of(today)
            ? new Problem(ProblemCode.StatisticMonthAhead, "month", month)
        : null;
}
