using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Burden;

/// <summary>The burden of the city or of one unit, and the limits; for all staff.</summary>
internal sealed class BurdenPageModel(
    BurdenLists lists, KeepCaps keep, CityDatabase database, CityHolder city, Callers callers)
    : PageModel
{
    private const int WeeksShown = 13;
    private const int FactsShown = 50;

    /// <summary>Code of one unit; null for the whole city.</summary>
    public string? Unit { get; private set; }

    public DateOnly Week { get; private set; }

    public BurdenOfWeek? Found { get; private set; }

    public BurdenEver? Ever { get; private set; }

    public IReadOnlyList<(DateOnly Week, BurdenLoad Load, int Quiet)> Weeks { get; private set; } =
        [];

    public IReadOnlyList<BurdenAsk> Asks { get; private set; } = [];

    public IReadOnlyList<FactUsed> Facts { get; private set; } = [];

    public BurdenCaps Caps { get; private set; } = BurdenCaps.Usual;

    public bool MayKeep { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? unit, [FromQuery] DateOnly? week)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        MayKeep = caller.MaySomewhere(Permission.BurdenKeep);
        Week = BurdenWeek.Of(week ?? lists.ThisWeek);
        Caps = await lists.CapsAsync(stop);
        // A unit that works looks at itself first.
        var asked = unit ?? (caller.MaySomewhere(Permission.TaskWork)
            ? caller.OrganizationCode
            : null);
        if (!string.IsNullOrWhiteSpace(asked))
        {
            Unit = FindUnit(asked.Trim());
            if (Unit is null)
            {
                Problem = new Problem(ProblemCode.UnitNotKnown, "unit", asked);
            }
        }

        if (Unit is { } code)
        {
            Weeks = await lists.WeeksOfAsync(code, Week.AddDays(-7 * WeeksShown), stop);
            Asks = await lists.AsksAsync(code, Week, stop);
            await using var context = database.OpenContext();
            Facts = await KnownFacts.OfUnitAsync(context, code, FactsShown, stop);
        }
        else
        {
            Found = await lists.WeekAsync(Week, stop);
            Ever = await lists.EverAsync(stop);
        }
    }

    public async Task<IActionResult> OnPostCapsAsync([FromForm] CapsInput typed)
    {
        var outcome = await keep.ChangeAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Problem is null)
        {
            return LocalRedirect("/console/burden?done=true");
        }

        await OnGetAsync(null, null);
        Problem = outcome.Problem;
        Response.StatusCode = outcome.Problem.Code.HttpStatus();
        return Page();
    }

    private string? FindUnit(string word)
    {
        var chart = city.Current.Organizations;
        return (chart.Find(word) ?? chart.All.FirstOrDefault(
            one => one.NameZh == word || one.NameEn == word))?.Code;
    }
}
