using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>Numbers about the public cases of a period, each with the list of what it counts.
/// </summary>
internal sealed class StatisticsPage(
    PublicStatistics statistics, BrowseCases browse, CityHolder city, TimeProvider time) : PageModel
{
    private const int DaysShown = 30;

    /// <summary><c>area</c> or <c>class</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public PublicQuery Query { get; private set; } = new();

    public PublicFilter? Filter { get; private set; }

    public Problem? Problem { get; private set; }

    public IReadOnlyList<StatisticsRow> Rows { get; private set; } = [];

    public IReadOnlyList<Area> Districts => browse.Districts();

    public IReadOnlyList<CaseGroup> Groups => city.Current.Catalogue.Groups;

    public bool ByClass => By == "class";

    public async Task OnGetAsync(PublicQuery query, CancellationToken stop)
    {
        var today = city.Current.DayOf(time.GetUtcNow());
        Query = query with
        {
            State = "all",
            From = string.IsNullOrWhiteSpace(query.From)
                ? Write(today.AddDays(1 - DaysShown)) : query.From,
            To = string.IsNullOrWhiteSpace(query.To) ? Write(today) : query.To,
        };
        if (!PublicFilter.Read(Query, city.Current).Try(out var filter, out var problem))
        {
            Refuse(problem);
            return;
        }

        if (filter.To!.Value.DayNumber - filter.From!.Value.DayNumber >= PublicStatistics.DaysMax)
        {
            Refuse(new Problem(ProblemCode.LimitTooLarge, "from", PublicStatistics.DaysMax));
            return;
        }

        Filter = filter;
        Rows = await statistics.RunAsync(filter, ByClass, stop);
    }

    /// <summary>The list of what a number counts; null where no address names just these.
    /// </summary>
    public string? ListOf(StatisticsRow row, string measure)
    {
        if (!ByClass && row.Code is null && Filter!.Area is not null)
        {
            return null;
        }

        var one = Filter! with
        {
            State = measure,
            Class = ByClass ? row.Code : Filter.Class,
            Area = ByClass ? Filter.Area : row.Code ?? PublicFilter.NoArea,
        };
        return "/cases" + one.Query();
    }

    private void Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private static string Write(DateOnly day) =>
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
