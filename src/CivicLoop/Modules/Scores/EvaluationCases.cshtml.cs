using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>The cases one number of an evaluation counts.</summary>
[Needs(Permission.EvaluationSee)]
internal sealed class EvaluationCasesPage(
    Evaluate evaluate, CityHolder city, TimeProvider time) : PageModel
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
        Cases = await evaluate.BehindAsync(
            measure, query.CaseScope, query.Grouping, query.Key, period, query.After,
            CaseLists.LimitDefault, HttpContext.RequestAborted);
    }
}
