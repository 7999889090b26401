using System.Text;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>Finds a case by its number, and one's own by number and secret.</summary>
internal sealed class TrackModel(ShowCase show) : PageModel
{
    // Longer than any number or secret we gave out.
    private const int TypedMax = 100;

    [BindProperty(SupportsGet = true, Name = "number")]
    public string? Number { get; set; }

    [BindProperty(Name = "secret")]
    public string? Secret { get; set; }

    public Problem? Problem { get; private set; }

    /// <summary>With a number in the address it looks at once: the home page's field leads here.
    /// </summary>
    public Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        Request.Query.ContainsKey("number")
            ? FindAsync(stop)
            : Task.FromResult<IActionResult>(Page());

    public Task<IActionResult> OnPostAsync(CancellationToken stop) => FindAsync(stop);

    private async Task<IActionResult> FindAsync(CancellationToken stop)
    {
        var number = Tidy(Number);
        if (number.Length == 0)
        {
            return Refuse(new Problem(ProblemCode.FieldRequired, "number"));
        }

        if (number.Length > TypedMax)
        {
            return Refuse(new Problem(
                ProblemCode.FieldTooLong, "number", TypedMax, number.Length));
        }

        var secret = Tidy(Secret).ToLowerInvariant();
        var own = secret.Length is > 0 and <= TypedMax
            && await show.IsReporterAsync(number, secret, stop);
        if (secret.Length > 0 && !own)
        {
            return Refuse(new Problem(ProblemCode.FieldInvalid, "secret", "…"));
        }

        var found = await show.ForPublicAsync(number, own ? secret : null, stop);
        if (found.Problem is not null)
        {
            return Refuse(new Problem(ProblemCode.NotFound, "number", number));
        }

        if (own)
        {
            CaseKeys.KeepSecret(HttpContext, number, secret);
        }

        return Redirect(CaseKeys.Address(number));
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        return Page();
    }

    // Numbers are typed off paper and phones: full-width digits, other dashes, blanks.
    private static string Tidy(string? typed)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC);
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text.Where(letter => !char.IsWhiteSpace(letter)))
        {
            kept.Append(letter is '–' or '—' or '‐' or '−' or '－' ? '-' : letter);
        }

        return kept.ToString();
    }
}
