using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Tokens of all accounts: who may act by program, how far, until when.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class TokensPage(ApiTokens tokens, Callers callers, TimeProvider time) : PageModel
{
    private const int RowsMax = 50;

    [BindProperty(SupportsGet = true, Name = "after")]
    public Guid? After { get; set; }

    public IReadOnlyList<(ApiToken Token, Account Account)> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>Key of the word for how a token stands.</summary>
    public string State(ApiToken token) =>
        token.RevokedAt is not null ? "Tokens.Revoked"
        : token.Works(time.GetUtcNow()) ? "Tokens.Works" : "Tokens.Expired";

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync([FromForm] Guid account, [FromForm] Guid token)
    {
        var outcome = await tokens.RevokeAsync(
            account, token, (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/console/administration/tokens?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        var found = await tokens.AllAsync(After, RowsMax + 1, HttpContext.RequestAborted);
        Rows = [.. found.Take(RowsMax)];
        Next = found.Count > RowsMax ? Rows[^1].Token.Id.ToString() : null;
    }
}
