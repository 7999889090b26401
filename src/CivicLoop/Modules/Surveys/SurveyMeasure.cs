using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Surveys;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Surveys;

/// <summary>问卷 as figures of scores: what residents said at the item of a measure, weighted to the
/// residents and held against the ratio the edition asks for, of the newest closed survey that
/// holds. A district too few answered in is missing.</summary>
internal sealed class SurveyMeasure(
    CityDatabase database, SurveyLists lists, EditionLists editions, CityHolder city)
    : IMeasureSource, IMeasurePage
{
    // More rounds than two years of monthly surveys have.
    private const int RoundsMax = 60;

    public string Name => "survey";

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        if (!(await editions.BodyAsync(ask.EditionCode, stop)).Try(out var body, out _))
        {
            return [];
        }

        var needs = body.Measures.ToDictionary(one => one.Code, one => one.NeedMilli);
        var rounds = await HoldingAsync(ask.Period, ask.To, ask.EditionCode, stop);
        var counts = new Dictionary<Guid, IReadOnlyList<SurveyCount>>();
        var readings = new List<UnitReading>();
        foreach (var leaf in ask.Leaves)
        {
            if (Asking(rounds, leaf.Argument) is not var (survey, item))
            {
                continue;
            }

            if (!counts.TryGetValue(survey.Id, out var counted))
            {
                counted = ask.FromRaw
                    ? await lists.RecountAsync(survey, stop)
                    : await lists.CountsAsync(survey, stop);
                counts[survey.Id] = counted;
            }

            readings.AddRange(SurveyResult.Sample(survey.Asked, item, counted)
                .GroupBy(one => UnitOf(ask, leaf, one))
                .Where(group => group.Key is not null
                    && group.Sum(one => one.Visits) >= survey.Asked.LeastShown)
                .Select(group => new UnitReading(
                    group.Key!, MeasureReading.Sampled(
                        leaf.Code, [.. group],
                        needs.GetValueOrDefault(leaf.Argument, Shares.WholeMilli)))));
        }

        return readings;
    }

    public async Task<string?> AddressAsync(
        ScorePeriod period, DateTimeOffset asOf, string edition, ScoreNode leaf,
        CancellationToken stop) =>
        Asking(
            await HoldingAsync(
                period, Earlier(asOf, city.Current.BeginOf(period.LastDay.AddDays(1))), edition,
                stop),
            leaf.Argument) is var (survey, item)
            ? $"{SurveyResultsPage.AddressOf(survey)}?item={Uri.EscapeDataString(item.Code)}"
            : null;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) =>
        one < other ? one : other;

    // The newest first.
    private async Task<List<Survey>> HoldingAsync(
        ScorePeriod period, DateTimeOffset before, string edition, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var closed = await context.Set<Survey>()
            .Where(row => row.ClosedAt != null && row.ClosedAt < before)
            .OrderByDescending(row => row.ClosedAt).Take(RoundsMax).ToListAsync(stop);
        return
        [
            .. closed.Where(one => one.Asked.Edition == edition
                && one.HoldsIn(city.Current.DayOf(one.ClosedAt!.Value), period.LastDay)),
        ];
    }

    private static (Survey Survey, SurveyItem Item)? Asking(
        IEnumerable<Survey> rounds, string measure)
    {
        foreach (var survey in rounds)
        {
            if (survey.Asked.Items.FirstOrDefault(one => one.Measure == measure) is { } item)
            {
                return (survey, item);
            }
        }

        return null;
    }

    private static string? UnitOf(MeasureAsk ask, ScoreNode leaf, StratumSum one) =>
        ask.Kind switch
        {
            UnitKind.City => "",
            UnitKind.Territory => one.District,
            UnitKind.Line => ask.LeadOf(leaf.CriterionCode, one.District),
        };
}
