using CivicLoop.Domain.People;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities.Contracts;

/// <summary>Who answers for what on a day.</summary>
internal sealed class FindDuties(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    /// <summary>All duties that hold on a day: one query, for whoever asks about more than a few
    /// subjects.</summary>
    public async Task<DutyBook> BookAsync(DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await HoldingOn(context.Set<DutyRecord>(), day).ToListAsync(stop);
        return Book(rows, day);
    }

    /// <summary>The same without the keepers of sites, of which a city has the most.</summary>
    public async Task<DutyBook> LinesAsync(DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await HoldingOn(context.Set<DutyRecord>(), day)
            .Where(row => row.SubjectKind != DutySubject.Site).ToListAsync(stop);
        return Book(rows, day);
    }

    /// <summary>Who leads, must do it and owns the area.</summary>
    /// <param name="areaCode">Null asks for the whole city.</param>
    public async Task<DutyAnswer> AnswerAsync(
        DutyTopic topic, string? areaCode, DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await AnswerAsync(context, topic, areaCode, day, stop);
    }

    /// <inheritdoc cref="AnswerAsync(DutyTopic, string?, DateOnly, CancellationToken)"/>
    public async Task<DutyAnswer> AnswerAsync(
        CityContext context, DutyTopic topic, string? areaCode, DateOnly day,
        CancellationToken stop)
    {
        // A city has thousands of owners of areas: only those around this one can answer.
        string[] around = [.. city.Current.Areas.Around(areaCode)];
        var rows = await HoldingOn(context.Set<DutyRecord>(), day)
            .Where(row => (row.SubjectKind == DutySubject.Area && row.EditionCode == ""
                    && EF.Parameter(around).Contains(row.SubjectCode))
                || (row.SubjectKind == topic.Kind && row.EditionCode == topic.EditionCode
                    && row.SubjectCode == topic.Code))
            .ToListAsync(stop);
        return Book(rows, day).Answer(topic, areaCode);
    }

    /// <summary>Who leads a criterion of an edition; null where nobody does. Where two do, the one
    /// that was named last.</summary>
    public async Task<Organization?> LeadOfAsync(
        string edition, string criterion, string? areaCode, DateOnly day, CancellationToken stop)
    {
        var answer = await AnswerAsync(
            DutyTopic.Criterion(edition, criterion), areaCode, day, stop);
        return city.Current.Organizations.Find(answer.Lead);
    }

    private DutyBook Book(IEnumerable<DutyRecord> rows, DateOnly day) =>
        new(rows, day, city.Current.Organizations, city.Current.Areas);

    private static IQueryable<DutyRecord> HoldingOn(IQueryable<DutyRecord> rows, DateOnly day) =>
        rows.Where(row => row.FromDay <= day && (row.ToDay == null || row.ToDay >= day));
}
