using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>A rule as the form sends it.</summary>
internal sealed record RuleInput
{
    public string? Id { get; init; }

    public string? Priority { get; init; }

    public string? ClassPrefix { get; init; }

    public string? AreaCode { get; init; }

    public string? LeadOrg { get; init; }

    public string? Unit { get; init; }

    public string? BasisZh { get; init; }

    public string? BasisEn { get; init; }
}

/// <summary>All routing rules in the order they are tried, and the form that keeps them.</summary>
[Needs(Permission.RoutingEdit)]
internal sealed class RoutingPage(KeepRouting keep, CityHolder city, Callers callers) : PageModel
{
    public IReadOnlyList<RoutingRule> Rules => city.Current.Router.Rules;

    public RuleInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public void OnGet(string? edit)
    {
        if (city.Current.Router.Find(edit) is { } rule)
        {
            Typed = new RuleInput
            {
                Id = rule.Id,
                Priority = rule.Priority.ToString(CultureInfo.InvariantCulture),
                ClassPrefix = rule.ClassPrefix,
                AreaCode = rule.AreaCode,
                LeadOrg = rule.LeadOrg,
                Unit = rule.Unit,
                BasisZh = rule.BasisZh,
                BasisEn = rule.BasisEn,
            };
        }
    }

    public async Task<IActionResult> OnPostAsync([FromForm] RuleInput typed)
    {
        Typed = typed;
        if (!int.TryParse(typed.Priority, CultureInfo.InvariantCulture, out var priority))
        {
            return Refuse(new Problem(
                ProblemCode.FieldInvalid, "priority", typed.Priority ?? ""));
        }

        var wanted = new RoutingRule(
            typed.Id?.Trim() ?? "", priority, typed.ClassPrefix?.Trim() ?? "",
            Blank(typed.AreaCode), Blank(typed.LeadOrg), typed.Unit?.Trim() ?? "",
            typed.BasisZh?.Trim() ?? "", typed.BasisEn?.Trim() ?? "");
        return Answer(await keep.SaveAsync(wanted, await ActorAsync(), HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? id) => Answer(
        await keep.RemoveAsync(id ?? "", await ActorAsync(), HttpContext.RequestAborted));

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private IActionResult Answer(Outcome<RoutingRule> outcome) =>
        outcome.Problem is { } problem
            ? Refuse(problem)
            : LocalRedirect("/console/administration/routing?done=true");

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private static string? Blank(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
