using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Notices;

/// <summary>Where the link leads that proves a colleague's address; read on any device, signed in
/// or not. It asks for one press, because programs that look through mail open every link.
/// </summary>
internal sealed class AddressProofPage(AddressProofs proofs) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "account")]
    public Guid Account { get; set; }

    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    /// <summary>False where the link opens nothing.</summary>
    public bool IsOurs { get; private set; }

    public bool IsDone { get; private set; }

    public async Task OnGetAsync(CancellationToken stop) =>
        Say(await proofs.IsOursAsync(Account, Code, stop));

    public async Task OnPostAsync(CancellationToken stop)
    {
        IsDone = (await proofs.ProveAsync(Account, Code, stop)).Problem is null;
        Say(IsDone);
    }

    private void Say(bool isOurs)
    {
        IsOurs = isOurs;
        Response.StatusCode = isOurs ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
    }
}
