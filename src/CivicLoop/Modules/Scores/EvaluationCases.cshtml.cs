using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>The cases one number of an evaluation counts.</summary>
[Needs(Permission.EvaluationSee)]
internal sealed class EvaluationCasesPage(
    Evaluate evaluate, CityDatabase database, CityHolder city, TimeProvider time) : PageModel
{
    public Measure Measure { get; private set; }

    public EvaluationQuery Query { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public Page<Case> Cases { get; private set; } = new([], null);

    public async Task OnGetAsync([FromQuery] EvaluationQuery query)
    {
        Query = query;
        if (!query.ReadMeasure().Try(out var measure, out var problem)
            || !query.Period(city.Current, time.GetUtcNow()).Try(out var period, out problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        Measure = measure;
        await using var context = database.OpenContext();
        var rows = evaluate.Behind(context, measure, query.Grouping, query.Key, period);
        Cases = await CaseLists.NewestAsync(
            rows, query.After, CaseLists.LimitDefault, HttpContext.RequestAborted);
    }
}
