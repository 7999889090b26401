using Microsoft.AspNetCore.Antiforgery;

namespace CivicLoop.Modules.Participation;

/// <summary>Tells a form of ours from an expired or a foreign one. The portal's pages ask it
/// themselves, because they answer an expired form by showing it again with everything typed.
/// </summary>
internal static class FreshForms
{
    public static Task<bool> IsFreshAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
}
