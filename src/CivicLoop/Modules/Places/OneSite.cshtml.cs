using System.Text;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace CivicLoop.Modules.Places;

/// <summary>One site of the register: what it is, where, who runs it, its QR code, its history, and
/// for who keeps sites the ways to change and end it.</summary>
internal sealed class OneSitePage(
    SiteLists sites, SiteKindLists kinds, SiteHistory history, KeepSites keep, Callers callers,
    CityOptions options) : PageModel
{
    // A QR code that is read from a poster across a street, in modules of this many pixels.
    private const int PixelsPerModule = 6;

    public Site Site { get; private set; } = null!;

    /// <summary>The site it was merged into; null for none.</summary>
    public Site? Into { get; private set; }

    public SiteForm Typed { get; private set; } = new();

    public IReadOnlyList<SiteKind> Kinds { get; private set; } = [];

    public IReadOnlyList<SiteStep> Steps { get; private set; } = [];

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>What the QR code opens: the site's own page for everybody.</summary>
    public string PublicPage =>
        $"{PublicRoot.Of(HttpContext, options)}/sites/{Uri.EscapeDataString(Site.Code)}";

    public async Task<IActionResult> OnGetAsync(string code) =>
        await ReadAsync(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, [FromForm] SiteForm typed) =>
        await DoAsync(
            code,
            async (actor, stop) => typed.Read().Try(out var wish, out var problem)
                ? await keep.SaveAsync(wish with { Code = code }, actor, stop)
                : problem,
            typed);

    public async Task<IActionResult> OnPostRetireAsync(string code, [FromForm] string? reason) =>
        await DoAsync(code, (actor, stop) => keep.RetireAsync(code, reason, actor, stop));

    public async Task<IActionResult> OnPostMergeAsync(
        string code, [FromForm] string? into, [FromForm] string? reason) =>
        await DoAsync(code, (actor, stop) => keep.MergeAsync(code, into, reason, actor, stop));

    /// <summary>The QR code alone, to be printed.</summary>
    public async Task<IActionResult> OnGetQrAsync(string code)
    {
        if (!await ReadAsync(code))
        {
            return NotFound();
        }

        using var made = QRCodeGenerator.GenerateQrCode(PublicPage, QRCodeGenerator.ECCLevel.Q);
        using var drawn = new SvgQRCode(made);
        return File(
            Encoding.UTF8.GetBytes(drawn.GetGraphic(PixelsPerModule)), "image/svg+xml",
            $"{Site.Code}.svg");
    }

    private async Task<IActionResult> DoAsync(
        string code, Func<string, CancellationToken, Task<Outcome<Site>>> act,
        SiteForm? typed = null)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.SiteEdit))
        {
            return Forbid();
        }

        var outcome = await act(caller.Actor, HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect($"{SitesPage.Here}/{Uri.EscapeDataString(code)}?done=true");
        }

        if (!await ReadAsync(code))
        {
            return NotFound();
        }

        Problem = problem;
        Typed = typed is null ? Typed : typed with { Code = code };
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task<bool> ReadAsync(string code)
    {
        var stop = HttpContext.RequestAborted;
        if (await sites.FindAsync(code, stop) is not { } site)
        {
            return false;
        }

        Site = site;
        Into = site.MergedInto is { } id ? await sites.FindAsync(id, stop) : null;
        Typed = SiteForm.Of(site);
        Kinds = await kinds.AllAsync(stop);
        Steps = await history.OfAsync(site.Id, stop);
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.SiteEdit);
        return true;
    }
}
