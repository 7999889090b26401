using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
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

/// <summary>Routing rules in the order they are tried, found by words, and the form that keeps
/// them.</summary>
[Needs(Permission.RoutingEdit)]
internal sealed class RoutingPage(KeepRouting keep, CityHolder city, Callers callers) : PageModel
{
    private const int RulesOfPage = 50;

    /// <summary>A page of the rules that were looked for.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; private set; } = [];

    /// <summary>Code of the last rule shown where there are more; null on the last page.</summary>
    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public string? Search { get; private set; }

    /// <summary>Areas a rule is usually for: each rule of a community would be one too many to
    /// choose from, and its code can be typed.</summary>
    public IEnumerable<Area> Areas => city.Current.Areas.All.Where(area => area.Kind
        is AreaKind.District or AreaKind.Subdistrict or AreaKind.DevelopmentZone);

    public RuleInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public void OnGet(string? edit, string? q, string? after)
    {
        Look(q, after);
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
            TextRule.Blank(typed.AreaCode), TextRule.Blank(typed.LeadOrg), typed.Unit?.Trim() ?? "",
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

    private void Look(string? search, string? after)
    {
        Search = search?.Trim();
        var found = city.Current.Router.Rules.Where(IsMeant).ToList();
        var from = after is null ? 0 : found.FindIndex(rule => rule.Id == after) + 1;
        Rules = [.. found.Skip(from).Take(RulesOfPage)];
        Next = from + Rules.Count < found.Count ? Rules[^1].Id : null;
        IsFirst = from == 0;
    }

    // By what the table shows of a rule, in either language, and by codes.
    private bool IsMeant(RoutingRule rule)
    {
        var model = city.Current;
        string?[] words =
        [
            rule.Id, rule.ClassPrefix, rule.AreaCode, rule.LeadOrg, rule.Unit,
            rule.Basis.Zh, rule.Basis.En,
            .. NamesOf(model.Catalogue.Find(rule.ClassPrefix)?.Name),
            .. NamesOf(rule.AreaCode is { } area ? model.Areas.Find(area)?.Name : null),
            .. NamesOf(model.Organizations.Find(rule.Unit)?.Name),
            .. NamesOf(rule.LeadOrg is { } lead ? model.Organizations.Find(lead)?.Name : null),
        ];
        return string.IsNullOrEmpty(Search) || words.Any(word =>
            word?.Contains(Search, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static string?[] NamesOf(LocalText? name) => [name?.Zh, name?.En];

    private PageResult Refuse(Problem problem)
    {
        Look(null, null);
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
