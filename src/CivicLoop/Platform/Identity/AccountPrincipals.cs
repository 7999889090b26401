using System.Security.Claims;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CivicLoop.Platform.Identity;

/// <summary>What a session says of its account: id, name, stamp, chosen language.</summary>
internal sealed class AccountPrincipals(
    UserManager<Account> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.Language is { } language)
        {
            identity.AddClaim(new Claim(RequestLanguage.ClaimName, language));
        }

        return identity;
    }
}
