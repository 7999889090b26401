using CivicLoop.Modules.Cases.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>Where the links of letters lead: to prove an address, and to end the letters. The page
/// asks for one press, because programs that look through mail open every link.</summary>
[IgnoreAntiforgeryToken]
internal sealed class LetterPage(ContactProofs proofs) : PageModel
{
    /// <summary><c>prove</c> or <c>end</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "what")]
    public string What { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "number")]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "follower")]
    public int? Follower { get; set; }

    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    /// <summary>False where the link opens nothing.</summary>
    public bool IsOurs { get; private set; }

    public bool IsDone { get; private set; }

    public bool IsExpired { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        await WhomAsync(stop) is null ? Broken() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await WhomAsync(stop) is not { } recipient)
        {
            return Broken();
        }

        // A mail program has no page to press on; it says what it wants, and holds the link.
        if (What == "end" && Request.HasFormContentType
            && Request.Form["List-Unsubscribe"] == "One-Click")
        {
            IsDone = (await proofs.EndAsync(recipient, stop)).Problem is null;
            return Page();
        }

        IsExpired = !await FreshForms.IsFreshAsync(HttpContext);
        if (IsExpired)
        {
            return Page();
        }

        var done = What == "prove"
            ? await proofs.ProveAsync(recipient, stop)
            : await proofs.EndAsync(recipient, stop);
        IsDone = done.Problem is null;
        return Page();
    }

    private async Task<CaseRecipient?> WhomAsync(CancellationToken stop)
    {
        var recipient = What is "prove" or "end"
            ? await proofs.WhomAsync(What == "prove", Number, Follower, Code, stop)
            : null;
        IsOurs = recipient is not null;
        return recipient;
    }

    private PageResult Broken()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
