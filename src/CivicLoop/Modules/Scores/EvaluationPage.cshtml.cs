using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>Indicators and ranking of a period; every number leads to its cases.</summary>
[Needs(Permission.EvaluationSee)]
internal sealed class EvaluationPage(Evaluate evaluate, CityHolder city, TimeProvider time)
    : PageModel
{
    public EvaluationQuery Query { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public IReadOnlyList<Placed> Ranked { get; private set; } = [];

    public Tally City { get; private set; } = Evaluate.Sum([]);

    public Grouping Grouping => Query.Grouping;

    public string FirstDay { get; private set; } = "";

    public string LastDay { get; private set; } = "";

    public async Task OnGetAsync([FromQuery] EvaluationQuery query)
    {
        Query = query;
        if (!query.Period(city.Current, time.GetUtcNow()).Try(out var period, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        FirstDay = Day(period.From);
        LastDay = Day(period.To.AddTicks(-1));
        var tallies = await evaluate.RunAsync(
            query.Grouping, period, HttpContext.RequestAborted, query.CaseScope);
        Ranked = Ranking.Of(tallies);
        City = Evaluate.Sum(tallies);
    }

    /// <summary>Address of the cases a number counts.</summary>
    public string Behind(Measure measure, string? key) =>
        ReadEvaluation.CasesAddress(
            measure, Grouping, key, FirstDay, LastDay, Query.CaseScope);

    private string Day(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, city.Current.TimeZone)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
