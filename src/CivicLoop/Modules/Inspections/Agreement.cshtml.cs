using CivicLoop.Domain.People;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>How clear the items are, read from visits that were repeated blind.</summary>
[Needs(Permission.InspectionRead)]
internal sealed class AgreementPage(VisitAgreement agreement) : PageModel
{
    public AgreementReport Report { get; private set; } = new([], []);

    public async Task OnGetAsync() =>
        Report = await agreement.OfAsync(HttpContext.RequestAborted);
}
