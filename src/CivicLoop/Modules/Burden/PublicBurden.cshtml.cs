using CivicLoop.Domain.Burden;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Burden;

/// <summary>What the city asks of its units, for everybody to read: units in sum, never persons.
/// </summary>
internal sealed class PublicBurdenPage(
    BurdenLists lists, CityDatabase database, IEnumerable<AskSource> sources)
    : PageModel
{
    private const int WeeksAround = 6;

    public DateOnly Week { get; private set; }

    public BurdenOfWeek Found { get; private set; } = null!;

    /// <summary>The weeks around it that have something to show.</summary>
    public IReadOnlyList<(DateOnly Week, BurdenLoad Load, int Quiet)> Weeks { get; private set; } =
        [];

    public BurdenEver Ever { get; private set; } = null!;

    /// <summary>Why limits were passed in this week.</summary>
    public IReadOnlyList<OverReason> Reasons { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] DateOnly? week)
    {
        var stop = HttpContext.RequestAborted;
        Week = BurdenWeek.Of(week ?? lists.ThisWeek);
        Found = await lists.WeekAsync(Week, stop);
        Weeks = await lists.WeeksAsync(
            Week.AddDays(-7 * WeeksAround), Week.AddDays(7 * WeeksAround), stop);
        Ever = await lists.EverAsync(stop);
        await using var context = database.OpenContext();
        var reasons = new List<OverReason>();
        foreach (var source in sources)
        {
            reasons.AddRange(await source.ReasonsAsync(context, Week, stop));
        }

        Reasons = reasons;
    }
}
