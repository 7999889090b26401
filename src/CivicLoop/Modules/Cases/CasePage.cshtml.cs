using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>One case: where it stands, its two clocks, why this unit, what was done, and what the
/// caller may do next.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CasePage(
    ShowCase show, ActOnCase act, CaseContacts contacts, FindSimilarCases similar, Callers callers,
    CasePictures pictures, PictureUploads uploads, CityHolder city) : PageModel
{
    public CaseFile Shown { get; private set; } = null!;

    public Case Case => Shown.Case;

    public IReadOnlyList<StepForm> Steps { get; private set; } = [];

    public IReadOnlyList<SimilarCase> Similar { get; private set; } = [];

    public RoutingRule? Rule => city.Current.Router.Find(Case.RouteRule);

    public CasePicturesView Pictures { get; private set; } = new() { All = [] };

    public bool MaySeeContact { get; private set; }

    public ContactInput? Contact { get; private set; }

    /// <summary>The step whose form was refused; shown open with what was typed.</summary>
    public string? Tried { get; private set; }

    public StepInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string number) =>
        await LoadAsync(number) is { } refused ? refused : Page();

    public async Task<IActionResult> OnPostAsync(
        string number, [FromForm] string command, [FromForm] StepInput typed)
    {
        if (await LoadAsync(number) is { } refused)
        {
            return refused;
        }

        var caller = await callers.OfAsync(HttpContext);
        var sent = await uploads.TakeInAsync(
            Request, caller, typed.PictureIds, HttpContext.RequestAborted);
        typed = typed with { PictureIds = sent.Ids };
        Tried = command;
        Typed = typed;
        if (sent.Problem is { } unfit)
        {
            return Refuse(unfit);
        }

        if (CaseCommandNames.Read(command) is not { } asked)
        {
            return Refuse(new Problem(ProblemCode.UnknownValue, "command", command));
        }

        if (!typed.Read(city.Current).Try(out var input, out var unreadable))
        {
            return Refuse(unreadable);
        }

        var outcome = await act.RunAsync(
            Case.Id, asked, input, caller, HttpContext.RequestAborted);
        return outcome.Problem is { } problem
            ? Refuse(problem)
            : Redirect($"/console/cases/{number}?done={command}");
    }

    public async Task<IActionResult> OnPostContactAsync(string number)
    {
        if (await LoadAsync(number) is { } refused)
        {
            return refused;
        }

        var caller = await callers.OfAsync(HttpContext);
        var shown = await contacts.ShowAsync(Case.Id, caller, HttpContext.RequestAborted);
        if (shown.Try(out var contact, out var problem))
        {
            Contact = contact;
            return Page();
        }

        return Refuse(problem);
    }

    private async Task<IActionResult?> LoadAsync(string number)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (!(await show.ForStaffAsync(number, caller, stop)).Try(out var file, out var problem))
        {
            return StatusCode(problem.Code.HttpStatus());
        }

        Shown = file;
        Pictures = await pictures.ForStaffAsync(Case, caller, stop);
        Steps = StepForm.For(Case, caller, city.Current, Pictures.HasUnreleased);
        MaySeeContact = caller.May(
            Permission.CaseSeeContact, Case.Standing(city.Current.Organizations.PathOf));
        if (Case is { Lat: { } lat, Lon: { } lon })
        {
            Similar = await similar.RunAsync(
                Case.ClassCode, lat, lon, Case.Description, Case.Id, withPrivate: true, stop,
                [.. Pictures.Before.Select(one => one.Picture.Id)]);
        }

        return null;
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
