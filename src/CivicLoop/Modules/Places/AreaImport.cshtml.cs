using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NetTopologySuite.Features;
using NetTopologySuite.IO.Converters;

namespace CivicLoop.Modules.Places;

/// <summary>The wizard for boundaries: send a file, say how it is to be read, see faults on the map
/// and as a list, accept. The file waits between the steps.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class AreaImportPage(
    Uploads uploads, ImportAreas import, CityHolder city, Callers callers) : PageModel
{
    public const string Here = "/console/administration/areas";

    /// <summary>More findings are told in numbers; the map shows them all.</summary>
    public const int ShownMax = 200;

    private const string Purpose = "areas";

    private static readonly JsonSerializerOptions GeoJson = new()
    {
        Converters = { new GeoJsonConverterFactory() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Guid? Draft { get; private set; }

    public string? FileName { get; private set; }

    public AreaDraft? Proposed { get; private set; }

    public AreaChoices Choices { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public AreasTaken? Taken { get; private set; }

    /// <summary>How many areas of each kind the city has, and how many are drawn.</summary>
    public IEnumerable<(AreaKind Kind, int Count, int Drawn)> Present =>
        city.Current.Areas.All.GroupBy(area => area.Kind).OrderBy(group => group.Key)
            .Select(group => (
                group.Key, group.Count(), group.Count(area => area.Shape is not null)));

    public IReadOnlyList<string> Approvals => city.Current.MapApprovals;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? draft)
    {
        if (draft is { } id)
        {
            await LoadAsync(id);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        var kept = await uploads.KeepAsync(Purpose, file, "{}", await ActorAsync(), Stop);
        if (!kept.Try(out var upload, out var problem))
        {
            return Refuse(problem);
        }

        return LocalRedirect($"{Here}?draft={upload.Id}");
    }

    public async Task<IActionResult> OnPostChooseAsync(
        [FromForm] Guid draft, [FromForm] AreaChoices choices)
    {
        if (!(await uploads.FindAsync(Purpose, draft, await ActorAsync(), Stop))
            .Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        await uploads.ChooseAsync(
            upload, JsonSerializer.Serialize(choices, CityJson.Options), Stop);
        return LocalRedirect($"{Here}?draft={draft}");
    }

    public async Task<IActionResult> OnPostAcceptAsync(
        [FromForm] Guid draft, [FromForm] bool leaveFaulty, [FromForm] bool relocate)
    {
        if (await LoadAsync(draft) is not { } upload)
        {
            return Page();
        }

        var outcome = await import.TakeAsync(
            upload.Body, Choices, upload, await ActorAsync(), leaveFaulty, relocate, Stop);
        if (!outcome.Try(out var taken, out var problem))
        {
            return Refuse(problem);
        }

        (Taken, Proposed, Draft) = (taken, null, null);
        return Page();
    }

    /// <summary>The shapes of a draft for the map.</summary>
    public async Task<IActionResult> OnGetShapesAsync([FromQuery] Guid draft)
    {
        if (await LoadAsync(draft) is null || Proposed is null)
        {
            return NotFound();
        }

        return Features(Proposed.Areas.Where(one => one.Shape is not null).Select(one =>
            new Feature(one.Shape, new AttributesTable
            {
                { "code", one.Area.Code }, { "name", one.Area.NameZh },
                { "beside", one.Area.BesideTree },
            })));
    }

    /// <summary>The ground of its faults.</summary>
    public async Task<IActionResult> OnGetFaultsAsync([FromQuery] Guid draft)
    {
        if (await LoadAsync(draft) is null || Proposed is null)
        {
            return NotFound();
        }

        return Features(Proposed.Survey.Findings.Where(one => one.Where is not null).Select(one =>
            new Feature(one.Where, new AttributesTable { { "fault", one.Fault.ToString() } })));
    }

    private static ContentResult Features(IEnumerable<Feature> features)
    {
        var all = new FeatureCollection();
        foreach (var feature in features)
        {
            all.Add(feature);
        }

        return new ContentResult
        {
            Content = JsonSerializer.Serialize(all, GeoJson),
            ContentType = AreasGeoJson.ContentType,
        };
    }

    private async Task<Upload?> LoadAsync(Guid draft)
    {
        if (!(await uploads.FindAsync(Purpose, draft, await ActorAsync(), Stop))
            .Try(out var upload, out var gone))
        {
            Refuse(gone);
            return null;
        }

        (Draft, FileName) = (draft, upload.Name);
        Choices = JsonSerializer.Deserialize<AreaChoices>(upload.Choices, CityJson.Options)!;
        if (!import.Look(upload.Body, Choices).Try(out var proposed, out var problem))
        {
            Refuse(problem);
            return upload;
        }

        (Proposed, Choices) = (proposed, proposed.Choices);
        return upload;
    }

    private CancellationToken Stop => HttpContext.RequestAborted;

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
