using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>A situation package as its keeper writes it.</summary>
[Needs(Permission.CommandEdit)]
internal sealed class PackagePage(
    SituationLists lists, KeepPackages keep, Callers callers) : PageModel
{
    public const string Here = "/console/command/situations/package";

    public PackageInput Typed { get; private set; } = new() { IsUrgent = true };

    public bool IsNew { get; private set; } = true;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return Page();
        }

        if ((await lists.PackagesAsync(HttpContext.RequestAborted))
            .FirstOrDefault(row => row.Code == code) is not { } package)
        {
            return NotFound();
        }

        IsNew = false;
        Typed = new PackageInput
        {
            Code = package.Code, NameZh = package.NameZh, NameEn = package.NameEn,
            DoesZh = package.DoesZh, DoesEn = package.DoesEn, Classes = package.Classes,
            IsUrgent = package.IsUrgent, Bodies = package.Bodies,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] PackageInput typed)
    {
        var outcome = await keep.SaveAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Problem is null)
        {
            return LocalRedirect($"{SituationsPage.Here}?done=true");
        }

        (Problem, Typed) = (outcome.Problem, typed);
        Response.StatusCode = Problem.Code.HttpStatus();
        return Page();
    }
}
