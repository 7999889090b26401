using System.Globalization;
using System.Security.Claims;

namespace CivicLoop.Platform.Identity;

/// <summary>What a session remembers beside whose it is.</summary>
internal static class SessionClaims
{
    /// <summary>How the sign-in was made (RFC 8176): <c>pwd</c>, <c>mfa</c>, <c>demo</c>.</summary>
    public const string Method = "amr";

    public const string TwoFactors = "mfa";

    public const string Demonstration = "demo";

    /// <summary>Code of the organisation the person chose to act for.</summary>
    public const string ActingFor = "civicloop:acting-for";

    private const string Since = "civicloop:since";

    /// <summary>Claims that survive when the principal is made anew.</summary>
    private static readonly string[] Kept = [Method, ActingFor, Since];

    public static Claim SinceNow(DateTimeOffset now) =>
        new(Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    public static DateTimeOffset? SignedInAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(Since), CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : null;

    public static bool ByTwoFactors(ClaimsPrincipal principal) =>
        principal.HasClaim(Method, TwoFactors);

    public static void Carry(ClaimsPrincipal from, ClaimsPrincipal to)
    {
        var identity = (ClaimsIdentity)to.Identity!;
        foreach (var type in Kept)
        {
            if (from.FindFirst(type) is { } kept && !to.HasClaim(claim => claim.Type == type))
            {
                identity.AddClaim(new Claim(type, kept.Value));
            }
        }
    }

    /// <summary>Once no second factor is left, the session is one of a password alone.</summary>
    public static void ForgetFactors(ClaimsPrincipal principal)
    {
        var identity = (ClaimsIdentity)principal.Identity!;
        foreach (var claim in identity.FindAll(claim =>
            claim is { Type: Method, Value: TwoFactors }).ToList())
        {
            identity.RemoveClaim(claim);
        }
    }

    /// <summary>The principal acting for another of its organisations.</summary>
    public static ClaimsPrincipal ActAs(ClaimsPrincipal principal, string organization)
    {
        var identity = new ClaimsIdentity((ClaimsIdentity)principal.Identity!);
        foreach (var claim in identity.FindAll(ActingFor).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaim(new Claim(ActingFor, organization));
        return new ClaimsPrincipal(identity);
    }
}
