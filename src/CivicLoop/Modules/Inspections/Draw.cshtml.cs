using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>One draw for everybody, drawn again while they look.</summary>
internal sealed class DrawPage(PublicDraw draws) : PageModel
{
    public PublicDrawView Draw { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string plan)
    {
        if (!(await draws.ShowAsync(plan, HttpContext.RequestAborted)).Try(out var draw, out _))
        {
            return NotFound();
        }

        Draw = draw;
        return Page();
    }

    /// <summary>The frame as it was hashed, byte for byte.</summary>
    public async Task<IActionResult> OnGetFrameAsync(string plan) =>
        (await draws.FrameAsync(plan, HttpContext.RequestAborted)).Try(out var text, out _)
            ? File(
                Encoding.UTF8.GetBytes(text), "text/tab-separated-values; charset=utf-8",
                $"{plan}.tsv")
            : NotFound();
}
