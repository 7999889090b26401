using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>One case: where it stands, its two clocks, why this unit, what was done, and what the
/// caller may do next.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CasePage(
    ShowCase show, ActOnCase act, CaseContacts contacts, FindSimilarCases similar, Callers callers,
    CasePictures pictures, PictureUploads uploads, EarlierCases earlier,
    FindFindings findings, IEnumerable<ICaseTie> ties,
    ResponseTemplates templates, CaseLists lists, CityDatabase database, CityHolder city,
    ReaderTexts texts, TimeProvider time) : PageModel
{
    private const int TemplatesMax = 12;

    private IReadOnlyList<FilledTemplate> filled = [];

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

    public IReadOnlyList<EarlierCase> Earlier { get; private set; } = [];

    /// <summary>The caller's unit may say that another should answer for such cases.</summary>
    public bool MayClaim { get; private set; }

    /// <summary>The visit that found it, and re-checks that are over.</summary>
    public CaseInspection Inspection { get; private set; } = new(null, []);

    public bool MayReadInspections { get; private set; }

    /// <summary>Where else in the city's work it came from or is spoken of.</summary>
    public IReadOnlyList<CaseTie> Ties { get; private set; } = [];

    /// <summary>Until when the caller may take the last step back; null where not.</summary>
    public DateTimeOffset? TakeBackUntil { get; private set; }

    /// <summary>The worklist the case was opened from, and the case that waits there next.
    /// </summary>
    public Duty? From { get; private set; }

    public Case? NextInList { get; private set; }

    /// <summary>What happened while somebody was writing; null where nothing did.</summary>
    public IReadOnlyList<TimelineEntry>? Changes { get; private set; }

    /// <summary>The step somebody was writing for is no longer possible.</summary>
    public bool IsStepGone { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string number, string? from, string? step, Guid? template)
    {
        if (await LoadAsync(number, from) is { } refused)
        {
            return refused;
        }

        // A ready sentence chosen without script.
        if (filled.FirstOrDefault(one => one.Id == template) is { } chosen)
        {
            Tried = step;
            Typed = new StepInput { Words = chosen.Words, Template = chosen.Id };
        }

        return Page();
    }

    /// <summary>The form of a step with what was typed for it.</summary>
    public StepFormView FormOf(StepForm step)
    {
        // Words written for a step that is gone stand wherever they can still be said.
        var takesWords = step.Needs(CaseNeeds.Reason) || step.Needs(CaseNeeds.Text);
        var moved = IsStepGone && takesWords && (step.IsMain || step.Command == CaseCommand.Note);
        var isTried = Tried == step.Name;
        return new StepFormView(
            step, Case,
            isTried ? Typed : moved ? new StepInput { Words = Typed.Words } : new StepInput(),
            isTried && Changes is null ? Problem : null, Similar)
        {
            From = From?.Name,
            IsOpen = isTried || moved,
            Templates =
            [
                .. filled.Where(one => one.Command.Length == 0 || one.Command == step.Name)
                    .Take(TemplatesMax),
            ],
        };
    }

    public async Task<IActionResult> OnPostAsync(
        string number, [FromForm] string command, [FromForm] StepInput typed)
    {
        if (await LoadAsync(number, typed.From) is { } refused)
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
        if (outcome.Problem is { } problem)
        {
            return IsChange(problem, typed)
                ? await ShowChangesAsync(number, asked, problem)
                : Refuse(problem);
        }

        if (typed.Template is { } template)
        {
            await templates.CountAsync(template, HttpContext.RequestAborted);
        }

        var from = From is null ? "" : $"&from={From.Name}";
        return Redirect($"/console/cases/{number}?done={command}{from}");
    }

    // A step that no longer fits because somebody else did one is a change, not a fault.
    private bool IsChange(Problem problem, StepInput typed) =>
        problem.Code == ProblemCode.ChangedMeanwhile
        || (problem.Code == ProblemCode.CommandNotAllowedNow
            && typed.Version is { } seen && seen != Case.Version);

    private async Task<IActionResult> ShowChangesAsync(
        string number, CaseCommand asked, Problem problem)
    {
        var typed = Typed;
        if (await LoadAsync(number, typed.From) is { } refused)
        {
            return refused;
        }

        Changes =
        [
            .. Shown.Timeline.Where(entry => entry.N > (typed.Seen ?? int.MaxValue)),
        ];
        IsStepGone = Steps.All(step => step.Command != asked);
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    public async Task<IActionResult> OnPostContactAsync(string number)
    {
        if (await LoadAsync(number, from: null) is { } refused)
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

    private async Task<IActionResult?> LoadAsync(string number, string? from)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (!(await show.ForStaffAsync(number, caller, stop)).Try(out var file, out var problem))
        {
            return StatusCode(problem.Code.HttpStatus());
        }

        Shown = file;
        Pictures = await pictures.ForStaffAsync(Case, caller, stop);
        await using (var context = database.OpenContext())
        {
            var last = await CaseUndo.LastAsync(context, Case.Id, stop);
            TakeBackUntil = last?.MayBeTakenBack(Case, caller.Actor, time.GetUtcNow()) == true
                ? last.Until
                : null;
        }

        Steps = StepForm.For(
            Case, caller, city.Current, Pictures.HasUnreleased, TakeBackUntil is not null);
        filled = await templates.ForAsync(Case, texts, stop);
        Earlier = await earlier.OfAsync(Case, caller, stop);
        Inspection = await findings.OfCaseAsync(Case.Id, stop);
        Ties = await TiesAsync(ties, stop);
        MayReadInspections = caller.MaySomewhere(Permission.InspectionRead);
        await LoadListAsync(from, caller, stop);
        MayClaim = caller.MaySomewhere(Permission.DutyClaim);
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

    private async Task LoadListAsync(string? from, Caller caller, CancellationToken stop)
    {
        From = from is null ? null : Duty.Find(from);
        if (From is null || !caller.MaySomewhere(From.Permission))
        {
            From = null;
            return;
        }

        // Two suffice: one of them may be this very case.
        var waiting = await lists.DutyAsync(
            From, caller, new CaseFilter(), after: null, limit: 2, stop);
        NextInList = waiting.Items.FirstOrDefault(one => one.Id != Case.Id);
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task<IReadOnlyList<CaseTie>> TiesAsync(
        IEnumerable<ICaseTie> asked, CancellationToken stop)
    {
        var found = new List<CaseTie>();
        foreach (var one in asked)
        {
            found.AddRange(await one.OfAsync(Case.Id, texts.Language, stop));
        }

        return found;
    }
}
