using System.Security.Claims;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CivicLoop.Platform.Identity;

/// <summary>Identity's sign-in with the city's rules: a disabled account stays out, every sign-in
/// is journaled, and the session knows when and how it began.</summary>
internal sealed class CitySignIn(
    UserManager<Account> users,
    IHttpContextAccessor accessor,
    IUserClaimsPrincipalFactory<Account> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    CityDatabase database,
    CityHolder city,
    TimeProvider time)
    : SignInManager<Account>(
        users, accessor, principals, options, log, schemes, confirmation)
{
    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(!user.IsDisabled);

    /// <summary>One click, no password. Errors: not found where the city is not a demonstration,
    /// and for accounts that are not for demonstration.</summary>
    public async Task<Outcome<Account>> SignInForDemonstrationAsync(string signIn)
    {
        var account = city.Current.Identity.Demonstration
            ? await UserManager.FindByNameAsync(signIn)
            : null;
        if (account is not { IsDemonstration: true, IsDisabled: false })
        {
            return new Problem(ProblemCode.NotFound, "signIn", signIn);
        }

        await SignInWithClaimsAsync(
            account, isPersistent: false,
            [new Claim(SessionClaims.Method, SessionClaims.Demonstration)]);
        return account;
    }

    /// <summary>A passkey that verified its holder counts as two factors: the device, and what
    /// unlocks it.</summary>
    public async Task<Outcome<Account>> SignInByPasskeyAsync(string credential)
    {
        var assertion = await PerformPasskeyAssertionAsync(credential);
        if (!assertion.Succeeded
            || !(await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey))
                .Succeeded)
        {
            return new Problem(ProblemCode.SignInFailed, null);
        }

        if (!await CanSignInAsync(assertion.User))
        {
            return new Problem(ProblemCode.SignInFailed, null);
        }

        var method = assertion.Passkey.IsUserVerified ? SessionClaims.TwoFactors : "hwk";
        await SignInWithClaimsAsync(
            assertion.User, isPersistent: false, [new Claim(SessionClaims.Method, method)]);
        return assertion.User;
    }

    /// <summary>Goes on with the session after the account changed: same beginning, new stamp.
    /// </summary>
    /// <param name="twoFactors">True once a second factor was proved just now.</param>
    public async Task GoOnAsync(Account account, bool twoFactors = false)
    {
        var principal = await CreateUserPrincipalAsync(account);
        if (twoFactors)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(
                new Claim(SessionClaims.Method, SessionClaims.TwoFactors));
        }

        SessionClaims.Carry(Context.User, principal);
        if (!account.TwoFactor && (await UserManager.GetPasskeysAsync(account)).Count == 0)
        {
            SessionClaims.ForgetFactors(principal);
        }

        await Context.SignInAsync(IdentityConstants.ApplicationScheme, principal);
    }

    public override async Task SignInWithClaimsAsync(
        Account user, AuthenticationProperties? authenticationProperties,
        IEnumerable<Claim> additionalClaims)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var claims = additionalClaims.ToList();
        var method = claims.Find(claim => claim.Type == SessionClaims.Method)?.Value;
        await base.SignInWithClaimsAsync(
            user, authenticationProperties, [.. claims, SessionClaims.SinceNow(now)]);
        await database.WriteAsync(async session =>
        {
            await SubjectJournal.AppendAsync(
                session, user.Id, ActingCaller.ActorOf(user.Id), "account.SignedIn",
                new { method }, now);
            return (Outcome<bool>)true;
        });
    }
}
