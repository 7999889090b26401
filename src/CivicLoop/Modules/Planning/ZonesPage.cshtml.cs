using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NetTopologySuite.Features;
using NetTopologySuite.IO.Converters;

namespace CivicLoop.Modules.Planning;

/// <summary>Control zones on the map and as a list; who keeps the plan takes files of them in.
/// </summary>
internal sealed class ZonesPage(
    FindingLists lists, ImportZones import, CityHolder city, TimeProvider time, Callers callers)
    : PageModel
{
    public const string Here = "/console/planning/zones";

    private const int Shown = 60;

    private static readonly JsonSerializerOptions GeoJson = new()
    {
        Converters = { new GeoJsonConverterFactory() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Page<ControlZone> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public ZoneChoices Typed { get; private set; } = new(null, null, null, null);

    public ZonesTaken? Taken { get; private set; }

    /// <summary>True where the file was only looked at.</summary>
    public bool IsDry { get; private set; }

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync([FromQuery] string? after) => ReadAsync(after);

    /// <summary>Zones that hold today, for maps.</summary>
    public async Task<IActionResult> OnGetShapesAsync()
    {
        var today = city.Current.DayOf(time.GetUtcNow());
        var all = new FeatureCollection();
        foreach (var zone in await lists.DrawnAsync(today, HttpContext.RequestAborted))
        {
            all.Add(new Feature(zone.Ground(), new AttributesTable
            {
                { "code", zone.Code }, { "name", zone.NameZh }, { "beside", true },
                { "line", zone.Line.ToString() },
            }));
        }

        return Content(JsonSerializer.Serialize(all, GeoJson), "application/geo+json");
    }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? file, [FromForm] ZoneChoices typed, [FromForm] bool look)
    {
        var stop = HttpContext.RequestAborted;
        (Typed, IsDry) = (typed, look);
        if (!(await BytesAsync(file, stop)).Try(out var bytes, out var problem)
            || !(await import.RunAsync(
                    bytes, typed, await callers.OfAsync(HttpContext), look, stop))
                .Try(out var taken, out problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
        }
        else
        {
            Taken = taken;
        }

        await ReadAsync(null);
        return Page();
    }

    private static async Task<Outcome<byte[]>> BytesAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is null or { Length: 0 })
        {
            return new Problem(
                file is null ? ProblemCode.FileMissing : ProblemCode.FileEmpty, "file");
        }

        if (file.Length > Uploads.BytesMax)
        {
            return new Problem(ProblemCode.UploadTooLarge, "file", Uploads.MegabytesMax);
        }

        using var kept = new MemoryStream((int)file.Length);
        await file.CopyToAsync(kept, stop);
        return kept.ToArray();
    }

    private async Task ReadAsync(string? after)
    {
        List = await lists.ZonesAsync(after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PlanningEdit);
    }
}
