using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>Who would answer for what was typed so far, and within which time.</summary>
internal sealed record Answering(string? Unit, string? Territory, string Limit);

/// <summary>Takes in a report by an ordinary form: place, class, words, and a contact if somebody
/// wants to leave one. Everything typed stays until the report is stored.</summary>
[IgnoreAntiforgeryToken]
internal sealed partial class ReportModel(
    ReportCase report, JoinCase join, ShowCase show, FindSimilarCases similar, SuggestClass suggest,
    SentForms forms, PictureUploads uploads, Pictures pictures, FindPlaces places,
    ReportRate rate, Callers callers, CityHolder city, TimeProvider time) : PageModel
{
    [BindProperty(Name = "form")]
    public string? Form { get; set; }

    [BindProperty(SupportsGet = true, Name = "class")]
    public string? Class { get; set; }

    /// <summary>A suggested class that was pressed.</summary>
    [BindProperty(Name = "pick")]
    public string? Pick { get; set; }

    [BindProperty(SupportsGet = true, Name = "lat")]
    public string? Lat { get; set; }

    [BindProperty(SupportsGet = true, Name = "lon")]
    public string? Lon { get; set; }

    [BindProperty(Name = "address")]
    public string? Address { get; set; }

    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "phone")]
    public string? Phone { get; set; }

    /// <summary>Ids of pictures that were taken in with an earlier sending of this form.</summary>
    [BindProperty(Name = "pictureIds")]
    public List<string> PictureIds { get; set; } = [];

    /// <summary>Says that none of the similar cases is the one meant.</summary>
    [BindProperty(Name = "mine")]
    public bool Mine { get; set; }

    public Problem? Problem { get; private set; }

    /// <summary>True where the form was open longer than the program that made it ran.</summary>
    public bool IsExpired { get; private set; }

    public IReadOnlyList<SimilarCase> Similar { get; private set; } = [];

    public IReadOnlyList<CaseClass> Suggested { get; private set; } = [];

    public Answering? Answering { get; private set; }

    public IReadOnlyList<CaseGroup> Groups => city.Current.Catalogue.Groups;

    public string NameOf(string classCode, ReaderTexts texts) =>
        city.Current.Catalogue.Find(classCode) is { } found ? texts.Of(found.Name) : classCode;

    public void OnGet() => Form = Ids.New(time.GetUtcNow()).ToString("N");

    /// <summary>Looks at what was typed so far without storing anything: what kind of problem, who
    /// would answer.</summary>
    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (!await ReadyAsync())
        {
            return Page();
        }

        if (await TakePicturesAsync(HttpContext.RequestAborted) is { } unfit)
        {
            return Refuse(unfit);
        }

        await PlaceFromPhotoAsync(HttpContext.RequestAborted);
        Suggested = suggest.From(Description, PhotoNames());
        Class = Pick ?? Class ?? (Suggested.Count > 0 ? Suggested[0].Code : null);
        if (!Place().Try(out var place, out var problem)
            || !CaseSettings.Find(city.Current, place).Try(out var setting, out problem))
        {
            Problem = problem;
            return Page();
        }

        var texts = HttpContext.RequestServices.GetRequiredService<ReaderTexts>();
        Answering = new Answering(
            PlainWords.Organization(setting.UnitOrg, city.Current, texts),
            PlainWords.Organization(setting.TerritoryOrg, city.Current, texts),
            city.Current.Catalogue.LimitOf(setting.ClassCode, setting.ConditionN) is { } limit
                ? PlainWords.Limit(limit, texts)
                : texts["PortalPromise.Agreed"]);
        return Page();
    }

    /// <summary>"Me too": joins a case found similar, with the contact typed here.</summary>
    public async Task<IActionResult> OnPostJoinAsync(string? number, CancellationToken stop)
    {
        if (!await ReadyAsync())
        {
            return Page();
        }

        if (await IsTooMuchAsync())
        {
            return Page();
        }

        var found = await show.ForPublicAsync(number ?? "", secret: null, stop);
        if (!found.Try(out var file, out var problem)
            || !(await join.RunAsync(
                file.Case.Id, Contact(), RequestLanguage.Of(HttpContext), Caller.Resident, stop))
                .Try(out var joined, out problem))
        {
            Problem = problem;
            return Page();
        }

        CaseKeys.KeepFollower(HttpContext, file.Case.Number, joined.Secret);
        return Redirect($"{CaseKeys.Address(file.Case.Number)}?done=join");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!await ReadyAsync())
        {
            return Page();
        }

        if (await TakePicturesAsync(stop) is { } unfit)
        {
            return Refuse(unfit);
        }

        await PlaceFromPhotoAsync(stop);
        if (!Place().Try(out var place, out var problem))
        {
            return Refuse(problem);
        }

        if (!Mine && await LooksKnownAsync(place, stop))
        {
            // A form sent twice would be offered its own first sending.
            return await forms.FindAsync(Guid.ParseExact(Form!, "N"), stop) is { } first
                ? ToCase(first)
                : Page();
        }

        if (await IsTooMuchAsync())
        {
            return Page();
        }

        var input = new ReportInput
        {
            Place = place,
            Description = Description,
            Contact = Contact(),
            Pictures = PictureIds,
            Language = RequestLanguage.Of(HttpContext),
        };
        var sent = await forms.OnceAsync(
            Guid.ParseExact(Form!, "N"), () => report.RunAsync(input, Caller.Resident, stop), stop);
        return sent.Try(out var done, out var refused) ? ToCase(done) : Refuse(refused);
    }

    private RedirectResult ToCase(SentReport done)
    {
        if (done.Secret is { } secret)
        {
            CaseKeys.KeepSecret(HttpContext, done.Number, secret);
            CaseKeys.MarkNew(HttpContext, done.Number);
        }

        return Redirect(CaseKeys.Address(done.Number));
    }

    private async Task<Problem?> TakePicturesAsync(CancellationToken stop)
    {
        var taken = await uploads.TakeInAsync(Request, Caller.Resident, PictureIds, stop);
        PictureIds = [.. taken.Ids];
        return taken.Problem;
    }

    private async Task<bool> ReadyAsync()
    {
        Form = Guid.TryParseExact(Form, "N", out _)
            ? Form
            : Ids.New(time.GetUtcNow()).ToString("N");
        IsExpired = !await FreshForms.IsFreshAsync(HttpContext);
        return !IsExpired;
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Suggested = problem.Field == "class" ? suggest.From(Description, PhotoNames()) : [];
        return Page();
    }

    // What is wrong with the report itself is told first, when it is sent; here only what is right.
    private async Task<bool> LooksKnownAsync(PlaceInput place, CancellationToken stop)
    {
        if (Description?.Length > CaseAction.WordsMax
            || !CaseSettings.Find(city.Current, place).Try(out var setting, out _)
            || setting is not { Lat: { } lat, Lon: { } lon })
        {
            return false;
        }

        Similar = await similar.RunAsync(
            setting.ClassCode, lat, lon, Description, except: null, withPrivate: false, stop,
            PictureIds);
        Seen = (await pictures.ReleasedAsync(
                [.. Similar.Where(one => one.Case.PicturesReleased).Select(one => one.Case.Id)],
                stop))
            .DistinctBy(picture => picture.CaseId)
            .ToDictionary(picture => picture.CaseId, picture => picture.PictureId);
        return Similar.Count > 0;
    }

    private ContactInput Contact() => new() { Name = Name, Email = Email, Phone = Phone };

    private Outcome<PlaceInput> Place()
    {
        if (!TypedNumber.Read(Lat, "lat").Try(out var lat, out var problem)
            || !TypedNumber.Read(Lon, "lon").Try(out var lon, out problem))
        {
            return problem;
        }

        return new PlaceInput
        {
            Class = Class,
            Lat = lat.Value,
            Lon = lon.Value,
            System = CoordinateSystem.Wgs84,
            Address = Address,
        };
    }
}
