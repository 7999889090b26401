using System.Globalization;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>A class as its form sends it.</summary>
internal sealed record ClassInput
{
    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Keywords { get; init; }

    public string? Lead { get; init; }

    public bool IsActive { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsSafety { get; init; }

    public string? PhotoReasonZh { get; init; }

    public string? PhotoReasonEn { get; init; }
}

/// <summary>A condition as its form sends it.</summary>
internal sealed record ConditionInput
{
    public int N { get; init; }

    public string? OpeningZh { get; init; }

    public string? OpeningEn { get; init; }

    public string? ClosingZh { get; init; }

    public string? ClosingEn { get; init; }

    public string? Amount { get; init; }

    public ClockKind Kind { get; init; }

    public string? Source { get; init; }
}

/// <summary>One class with its conditions, to be changed.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class CatalogueClassPage(KeepCatalogue keep, CityHolder city, Callers callers)
    : PageModel
{
    public CaseClass Class { get; private set; } = null!;

    public IReadOnlyList<CaseCondition> Conditions { get; private set; } = [];

    public Problem? Problem { get; private set; }

    /// <summary>Number of the condition whose form was refused; 0 for the class's own.</summary>
    public int Tried { get; private set; }

    public string? TriedAmount { get; private set; }

    public IActionResult OnGet(string code) => Load(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, [FromForm] ClassInput typed)
    {
        if (!Load(code))
        {
            return NotFound();
        }

        Class = Class with
        {
            NameZh = typed.NameZh ?? "",
            NameEn = typed.NameEn ?? "",
            Keywords = typed.Keywords ?? "",
            LeadDepartment = TextRule.Blank(typed.Lead),
            IsActive = typed.IsActive,
            IsPrivate = typed.IsPrivate,
            IsSafety = typed.IsSafety,
            PhotoReasonZh = TextRule.Blank(typed.PhotoReasonZh),
            PhotoReasonEn = TextRule.Blank(typed.PhotoReasonEn),
        };
        return Answer(
            await keep.ChangeAsync(Class, await ActorAsync(), HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostConditionAsync(
        string code, [FromForm] ConditionInput typed)
    {
        if (!Load(code))
        {
            return NotFound();
        }

        Tried = typed.N;
        TriedAmount = typed.Amount;
        decimal? amount = null;
        if (TextRule.Blank(typed.Amount) is { } text)
        {
            if (!decimal.TryParse(text, CultureInfo.InvariantCulture, out var read))
            {
                return Refuse(new Problem(ProblemCode.FieldInvalid, "amount", text));
            }

            amount = read;
        }

        var wanted = new CaseCondition(
            Class.Code, typed.N, typed.OpeningZh?.Trim() ?? "", typed.OpeningEn?.Trim() ?? "",
            typed.ClosingZh?.Trim() ?? "", typed.ClosingEn?.Trim() ?? "",
            amount is null ? null : (long)(amount * 1000), amount is null ? null : typed.Kind,
            typed.Source?.Trim() ?? "");
        Conditions = [.. Conditions.Select(one => one.N == typed.N ? wanted : one)];
        return Answer(
            await keep.ChangeAsync(wanted, await ActorAsync(), HttpContext.RequestAborted));
    }

    private bool Load(string code)
    {
        if (city.Current.Catalogue.Find(code) is not { } found)
        {
            return false;
        }

        Class = found;
        Conditions = [.. city.Current.Catalogue.ConditionsOf(code)];
        return true;
    }

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private IActionResult Answer<T>(Outcome<T> outcome) =>
        outcome.Problem is { } problem
            ? Refuse(problem)
            : LocalRedirect($"/console/administration/catalogue/{Class.Code}?done=true");

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
