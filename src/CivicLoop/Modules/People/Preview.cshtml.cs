using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>What can this person see: posts and permissions in words, pages, and how many cases
/// where.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class PreviewPage(PeopleLists lists, PreviewAccount preview, CityHolder city)
    : PageModel
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<Sight> Sights { get; private set; } = [];

    /// <summary>The cases behind a number; null where none was opened.</summary>
    public IReadOnlyList<SeenCase>? Cases { get; private set; }

    public string? Organization { get; private set; }

    public string? Area { get; private set; }

    public string Name(string? code, ReaderTexts texts) =>
        CaseNames.Organization(city.Current, texts, code);

    public string Place(string? code, ReaderTexts texts) =>
        CaseNames.Area(city.Current, texts, code) ?? "—";

    public string Class(string code, ReaderTexts texts) =>
        CaseNames.Class(city.Current, texts, code);

    /// <summary>A scope in words.</summary>
    public string Scope(Post post, ReaderTexts texts, PeopleTexts words)
    {
        var line = post.ScopePath?.TrimEnd('/').Split('/')[^1];
        return (line, post.ScopeArea) switch
        {
            (null, null) => words["Preview.City"],
            (null, { } area) => words["Preview.InArea", Place(area, texts)],
            ({ } org, null) => words["Preview.OfLine", Name(org, texts)],
            ({ } org, { } area) =>
                words["Preview.Both", Name(org, texts), Place(area, texts)],
        };
    }

    public async Task<IActionResult> OnGetAsync(
        Guid id, [FromQuery] string? organization, [FromQuery] string? area)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.AccountAsync(id, stop) is not { } account)
        {
            return NotFound();
        }

        (Account, Organization, Area) = (account, organization, area);
        Sights = await preview.OfAsync(id, stop);
        if (organization is not null)
        {
            Cases = await preview.CasesAsync(
                id, organization, string.IsNullOrEmpty(area) ? null : area, stop);
        }

        return Page();
    }
}
