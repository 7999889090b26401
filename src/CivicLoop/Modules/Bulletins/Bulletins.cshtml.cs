using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>All bulletins, and where one is begun.</summary>
internal sealed class BulletinsPage(
    BulletinLists lists, KeepBulletins keep, Callers callers, CityHolder city, TimeProvider time)
    : PageModel
{
    public const string Here = "/console/bulletins";

    private const int Shown = 30;

    private const int Week = 7;

    public Page<Bulletin> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public BulletinState? State { get; private set; }

    public bool MayWrite { get; private set; }

    public bool SeesDrafts { get; private set; }

    public BulletinInput Typed { get; private set; } = new(null, null, null, null);

    public Problem? Problem { get; private set; }

    /// <summary>A day of the week before: what is told of first.</summary>
    public string LastWeek =>
        TypedDay.Show(city.Current.DayOf(time.GetUtcNow()).AddDays(-Week));

    public Task OnGetAsync([FromQuery] BulletinState? state, [FromQuery] Guid? after) =>
        ReadAsync(state, after);

    public async Task<IActionResult> OnPostAsync([FromForm] BulletinInput typed)
    {
        var made = await keep.BeginAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (made.Try(out var bulletin, out var problem))
        {
            return LocalRedirect($"{Here}/{bulletin.Id}/edit");
        }

        (Problem, Typed) = (problem, typed);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(null, null);
        return Page();
    }

    private async Task ReadAsync(BulletinState? state, Guid? after)
    {
        var caller = await callers.OfAsync(HttpContext);
        SeesDrafts = BulletinLists.SeesDrafts(caller);
        MayWrite = caller.MaySomewhere(Permission.BulletinEdit);
        (State, IsFirst) = (state, after is null);
        List = await lists.PageAsync(
            state, SeesDrafts, after, Shown, HttpContext.RequestAborted);
    }
}
