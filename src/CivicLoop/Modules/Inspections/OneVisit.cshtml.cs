using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>One item of a visit's form.</summary>
internal sealed record VisitItemView(
    CheckItem Item, CheckProtocol? Protocol, VisitAnswer? Answer, IReadOnlyList<Observation> Seen,
    VisitForm Typed, Problem? Problem)
{
    /// <summary>What was typed for the next lane; nothing once it was taken.</summary>
    public string Kept(string name) => Typed[name] ?? "";
}

/// <summary>A visit on the phone of who goes: one form that works without script and keeps what was
/// typed; once handed in, its result.</summary>
[Needs(Permission.InspectionVisit)]
internal sealed class OneVisitPage(
    VisitLists visits, RecordVisit record, Pictures pictures, CityHolder city,
    EditionLists editions, Callers callers) : PageModel
{
    public VisitFile Shown { get; private set; } = null!;

    public VisitForm Typed { get; private set; } = VisitForm.Empty;

    public bool MayWrite => Shown.Visit.State == VisitState.Begun;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid visit) =>
        await ReadAsync(visit, typed: null) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync(Guid visit) =>
        await DoAsync(visit, typed: null, (caller, stop) =>
            record.BeginAsync(visit, null, caller, stop));

    public async Task<IActionResult> OnPostMissAsync(Guid visit, [FromForm] string? reason) =>
        await DoAsync(visit, typed: null, (caller, stop) =>
            record.MissAsync(visit, reason, caller, stop));

    public async Task<IActionResult> OnPostAsync(
        Guid visit, [FromForm] string? tap, [FromForm(Name = "do")] string? what)
    {
        if (!await ReadAsync(visit, typed: null))
        {
            return NotFound();
        }

        var stop = HttpContext.RequestAborted;
        var typed = VisitForm.Of(Request.Form).Tapped(tap);
        var caller = await callers.OfAsync(HttpContext);
        if (!(await TakeInAsync(caller, stop)).Try(out var taken, out var problem)
            || !typed.Read(Shown, taken, city.Current.TimeZone, editions.Today)
                .Try(out var entry, out problem))
        {
            return await RefuseAsync(visit, typed, problem);
        }

        var item = tap?.Split('-')[0];
        return await DoAsync(
            visit, typed,
            async (who, end) =>
            {
                var said = await record.SayAsync(visit, entry, who, end);
                return said.Problem is null && what == "handIn"
                    ? await record.HandInAsync(visit, who, end)
                    : said;
            },
            item is null ? "" : $"#item-{item}");
    }

    private async Task<IActionResult> DoAsync(
        Guid visit, VisitForm? typed, Func<Caller, CancellationToken, Task<Outcome<Visit>>> act,
        string at = "")
    {
        var outcome = await act(await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return outcome.Problem is { } problem
            ? await RefuseAsync(visit, typed, problem)
            : LocalRedirect($"{MyVisitsPage.Here}/{visit}?done=true{at}");
    }

    private async Task<IActionResult> RefuseAsync(Guid visit, VisitForm? typed, Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(visit, typed) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid visit, VisitForm? typed)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await visits.OpenAsync(visit, caller, HttpContext.RequestAborted))
                .Try(out var file, out _)
            || file.Visit.Inspector != caller.Actor)
        {
            return false;
        }

        Shown = file;
        Typed = typed ?? VisitForm.Of(file);
        return true;
    }

    // Pictures are taken in first: what is refused afterwards need not be sent again.
    private async Task<Outcome<IReadOnlyDictionary<string, string>>> TakeInAsync(
        Caller caller, CancellationToken stop)
    {
        const string ending = "-picture";
        var ids = new Dictionary<string, string>();
        foreach (var file in Request.Form.Files.Where(file => file.Length > 0
            && file.Name.EndsWith(ending, StringComparison.Ordinal)))
        {
            var code = file.Name[..^ending.Length];
            if (!pictures.MayTakeIn(caller, HttpContext.Connection.RemoteIpAddress))
            {
                return new Problem(ProblemCode.TooManyRequests, code);
            }

            await using var content = file.OpenReadStream();
            if (!(await pictures.TakeInAsync(content, file.FileName, stop))
                .Try(out var picture, out var unfit))
            {
                return unfit with { Field = code };
            }

            ids[code] = picture.Id;
        }

        return ids;
    }
}
