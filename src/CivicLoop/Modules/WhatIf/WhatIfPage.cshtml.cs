using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.WhatIf;

/// <summary>What the form sends, a row a change; the address is then written as programs write it.
/// </summary>
internal sealed record WhatIfForm
{
    public string[] Unit { get; init; } = [];

    public string[] Hands { get; init; } = [];

    public string[] LimitClass { get; init; } = [];

    public string[] LimitTo { get; init; } = [];

    public string[] RouteClass { get; init; } = [];

    public string[] RouteArea { get; init; } = [];

    public string[] RouteUnit { get; init; } = [];

    public bool IsSent => Unit.Length + LimitClass.Length + RouteClass.Length > 0;

    public WhatIfQuery With(string? from, string? to) => new(
        from, to,
        Joined(Unit, Hands, (unit, hands, _) => $"{unit}={hands}"),
        Joined(LimitClass, LimitTo, (code, limit, _) => $"{code}={limit}"),
        Joined(
            RouteClass, RouteUnit,
            (code, unit, n) => At(RouteArea, n) is { Length: > 0 } area
                ? $"{code}@{area}={unit}" : $"{code}={unit}"));

    private static List<string> Joined(
        string[] left, string[] right, Func<string, string, int, string> join) =>
        [
            .. left.Select((one, n) => (One: (one ?? "").Trim(), Other: At(right, n), N: n))
                .Where(row => row.One.Length + row.Other.Length > 0)
                .Select(row => join(row.One, row.Other, row.N)),
        ];

    private static string At(string[] all, int n) => n < all.Length ? (all[n] ?? "").Trim() : "";
}

/// <summary>推演: a form of changes, and what they would have done to the last quarter's load.
/// </summary>
[Needs(Permission.EvaluationSee)]
internal sealed class WhatIfPage(
    TryChanges changes, WhatIfFiles files, CityHolder city, Callers callers) : PageModel
{
    public const string Here = "/console/what-if";

    /// <summary>Units listed; the file holds all.</summary>
    public const int UnitsShown = 40;

    /// <summary>Units drawn: more bars could not be read.</summary>
    public const int UnitsDrawn = 8;

    /// <summary>Classes listed.</summary>
    public const int ClassesShown = 20;

    public WhatIfQuery Asked { get; private set; } = WhatIfQuery.Empty;

    public WhatIfAnswer? Answer { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] WhatIfForm form, string? from, string? to, string[]? staff, string[]? limit,
        string[]? route)
    {
        if (form.IsSent)
        {
            return Redirect(Here + form.With(from, to).Text);
        }

        Asked = WhatIfApi.Read(from, to, staff, limit, route);
        var played = await changes.RunAsync(
            Asked, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (played.Try(out var answer, out var problem))
        {
            Answer = answer;
            return Page();
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    /// <summary>The whole comparison as CSV.</summary>
    public async Task<IActionResult> OnGetCsvAsync(
        string? from, string? to, string[]? staff, string[]? limit, string[]? route)
    {
        var played = await changes.RunAsync(
            WhatIfApi.Read(from, to, staff, limit, route), await callers.OfAsync(HttpContext),
            HttpContext.RequestAborted);
        return !played.Try(out var answer, out var problem)
                ? StatusCode(problem.Code.HttpStatus())
            : answer.Result is { } result
                ? File(files.Write(result), "text/csv", "what-if.csv")
            : NotFound();
    }

    public string FileAddress =>
        Here + (Asked.Text.Length == 0 ? "?" : $"{Asked.Text}&") + "handler=Csv";

    /// <summary>Rows of the form: what was typed, and an empty one to go on.</summary>
    public static IEnumerable<(string Left, string Right)> Rows(IReadOnlyList<string> typed) =>
        typed.Select(one => one.LastIndexOf('=') is var at and >= 0
                ? (one[..at], one[(at + 1)..]) : (one, ""))
            .Append(("", "")).Take(ReadAsk.ChangesMax);

    /// <summary>The class and the area of a route.</summary>
    public static (string Class, string Area) Parts(string left) =>
        left.IndexOf('@', StringComparison.Ordinal) is var at and >= 0
            ? (left[..at], left[(at + 1)..]) : (left, "");

    /// <summary>Those a change touches first, then the largest.</summary>
    public static IEnumerable<ComparedGroup> Units(WhatIfResult result) =>
        result.Units.OrderByDescending(one => one.IsAnyClear)
            .ThenByDescending(one => one.CasesBefore != one.CasesAfter
                || HandsOf(result, one) is { } hands && hands.After != hands.Learned.Count)
            .Take(UnitsShown);

    public static ComparedHands? HandsOf(WhatIfResult result, ComparedGroup unit) =>
        result.Hands.FirstOrDefault(one => one.Unit == unit.Code);

    /// <summary>Conditions that have a limit: what a limit can be tried of.</summary>
    public IEnumerable<(CaseClass Class, CaseCondition Condition)> Limits =>
        city.Current.Catalogue.Groups.SelectMany(one => one.Classes)
            .SelectMany(one => city.Current.Catalogue.ConditionsOf(one.Code)
                .Where(condition => condition.Limit is not null)
                .Select(condition => (one, condition)));

    /// <summary>Areas a route is likely to be about; smaller ones by their code.</summary>
    public IEnumerable<Area> Areas => city.Current.Areas.Districts.Concat(
        city.Current.Areas.All.Where(one => one.Kind == AreaKind.Subdistrict)
            .OrderBy(one => one.Code, StringComparer.Ordinal));
}
