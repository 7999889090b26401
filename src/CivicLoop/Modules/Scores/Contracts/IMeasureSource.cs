using CivicLoop.Domain.Scores;

namespace CivicLoop.Modules.Scores.Contracts;

/// <summary>What a source is asked for: all figures of some measures for all units of a kind in a
/// period.</summary>
/// <param name="From">The period's first instant.</param>
/// <param name="To">The instant after its last, or the one as of which it is scored.</param>
/// <param name="LeadOf">Who leads a criterion in an area (null for the whole city) at the period's
/// end; null where nobody does.</param>
/// <param name="AsOf">The instant as of which it is scored, which may lie after the period: what is
/// only known later, such as a month's statistics, counts by it. Null for now.</param>
/// <param name="Once">What was read for another kind of unit in this computation.</param>
internal sealed record MeasureAsk(
    ScorePeriod Period, DateTimeOffset From, DateTimeOffset To, UnitKind Kind,
    string EditionCode, IReadOnlyList<ScoreNode> Leaves, Func<string, string?, string?> LeadOf,
    DateTimeOffset? AsOf, ReadOnce Once)
{
    /// <summary>True to add up what was seen itself, not what was added up before.</summary>
    public bool FromRaw => AsOf is not null;
}

/// <summary>A figure of one unit.</summary>
/// <param name="Unit">Code of the area or organisation; empty for the city.</param>
internal sealed record UnitReading(string Unit, MeasureReading Reading);

/// <summary>A module that gives figures for scores. A measure whose source nobody is stays missing,
/// and a unit the source says nothing of too.</summary>
internal interface IMeasureSource
{
    /// <summary>As the nodes of scorecards name it, for example <c>field</c>.</summary>
    string Name { get; }

    Task<IReadOnlyList<UnitReading>> ReadAsync(MeasureAsk ask, CancellationToken stop);
}

/// <summary>A source whose figures have a page of their own, to which the score leads.</summary>
internal interface IMeasurePage
{
    /// <summary>The source's name.</summary>
    string Name { get; }

    /// <summary>Where the figures of a measure are shown; null where there is nothing to show.
    /// </summary>
    /// <param name="asOf">When the score was published.</param>
    Task<string?> AddressAsync(
        ScorePeriod period, DateTimeOffset asOf, string edition, ScoreNode leaf,
        CancellationToken stop);
}
