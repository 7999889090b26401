using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>What staff typed into the report form, as typed.</summary>
internal sealed record NewReportInput
{
    public string? Source { get; init; }

    public string? Class { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? Address { get; init; }

    public string? Description { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Pictures taken in with a form that was refused.</summary>
    public IReadOnlyList<string> PictureIds { get; init; } = [];
}

/// <summary>Staff take down what a worker saw, a caller said, a paper wrote or a higher level
/// handed down.</summary>
[Needs(Permission.CaseReport)]
internal sealed class NewReportPage(
    ReportCase report, PictureUploads uploads, Callers callers, CityHolder city) : PageModel
{
    public static IReadOnlyList<CaseSource> Sources { get; } =
        [CaseSource.Worker, CaseSource.Hotline, CaseSource.HigherLevel, CaseSource.Media];

    public NewReportInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public void OnGet(string? lat, string? lon) =>
        Typed = new NewReportInput { Lat = lat, Lon = lon };

    public async Task<IActionResult> OnPostAsync([FromForm] NewReportInput typed)
    {
        var caller = await callers.OfAsync(HttpContext);
        var sent = await uploads.TakeInAsync(
            Request, caller, typed.PictureIds, HttpContext.RequestAborted);
        Typed = typed = typed with { PictureIds = sent.Ids };
        if (sent.Problem is { } unfit)
        {
            return Refuse(unfit);
        }

        if (!Enum.TryParse<CaseSource>(typed.Source, out var source) || !Sources.Contains(source))
        {
            return Refuse(new Problem(ProblemCode.FieldRequired, "source"));
        }

        if (!TypedNumber.Read(typed.Lat, "lat").Try(out var lat, out var problem)
            || !TypedNumber.Read(typed.Lon, "lon").Try(out var lon, out problem))
        {
            return Refuse(problem);
        }

        var input = new ReportInput
        {
            Place = new PlaceInput
            {
                Class = typed.Class, Lat = lat.Value, Lon = lon.Value, Address = typed.Address,
            },
            Description = typed.Description,
            Contact = new ContactInput
            {
                Name = typed.Name, Phone = typed.Phone, Email = typed.Email,
            },
            Pictures = typed.PictureIds,
            Source = source,
            Language = city.Current.Language,
        };
        var outcome = await report.RunAsync(
            input, caller, HttpContext.RequestAborted);
        return outcome.Try(out var done, out var refused)
            ? Redirect($"/console/cases/{done.Case.Number}")
            : Refuse(refused);
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
