using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.People;

/// <summary>Second factors of one's own account.</summary>
internal sealed partial class MyAccountPage
{
    private const int PasskeyNameLengthMax = 80;

    public AuthenticatorEnrolment? Enrolment { get; private set; }

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public async Task<IActionResult> OnPostBeginTotpAsync()
    {
        if (Account.TwoFactor || Account.IsDemonstration)
        {
            return await ShowAsync(
                new Problem(ProblemCode.ChangedMeanwhile, "account", Account.SignIn));
        }

        await users.ResetAuthenticatorKeyAsync(Account);
        await signIns.GoOnAsync(Account);
        await ShowEnrolmentAsync();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostConfirmTotpAsync([FromForm] string? code)
    {
        if (Account.TwoFactor || Account.TotpKey is null)
        {
            return await ShowAsync(
                new Problem(ProblemCode.ChangedMeanwhile, "account", Account.SignIn));
        }

        if (!await IsRightAsync(code))
        {
            await ShowEnrolmentAsync();
            return await ShowAsync(new Problem(ProblemCode.CodeWrong, "code"));
        }

        await users.SetTwoFactorEnabledAsync(Account, true);
        await MakeCodesAsync();
        await signIns.GoOnAsync(Account, twoFactors: true);
        return await ShowAgainAsync();
    }

    public async Task<IActionResult> OnPostRecoveryCodesAsync([FromForm] string? code)
    {
        if (!Account.TwoFactor || !await IsRightAsync(code))
        {
            return await ShowAsync(new Problem(ProblemCode.CodeWrong, "code"));
        }

        await MakeCodesAsync();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostStopTotpAsync([FromForm] string? code)
    {
        if (!Account.TwoFactor || !await IsRightAsync(code))
        {
            return await ShowAsync(new Problem(ProblemCode.CodeWrong, "code"));
        }

        Account.RecoveryCodes = "";
        Account.TotpKey = null;
        await users.SetTwoFactorEnabledAsync(Account, false);
        await signIns.GoOnAsync(Account);
        return Saved();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        var options = await signIns.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = Account.Id.ToString(),
            Name = Account.SignIn,
            DisplayName = Account.DisplayName,
        });
        return Content(options, "application/json");
    }

    public async Task<IActionResult> OnPostAddPasskeyAsync(
        [FromForm] string? credential, [FromForm] string? passkeyName)
    {
        var name = passkeyName?.Trim() ?? "";
        if (name.Length is 0 or > PasskeyNameLengthMax)
        {
            return await ShowAsync(name.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "passkeyName")
                : new Problem(
                    ProblemCode.FieldTooLong, "passkeyName", PasskeyNameLengthMax, name.Length));
        }

        if (Account.IsDemonstration || string.IsNullOrEmpty(credential))
        {
            return await ShowAsync(new Problem(ProblemCode.FieldInvalid, "passkeyName", name));
        }

        var attested = await signIns.PerformPasskeyAttestationAsync(credential);
        if (!attested.Succeeded)
        {
            return await ShowAsync(new Problem(ProblemCode.FieldInvalid, "passkeyName", name));
        }

        attested.Passkey.Name = name;
        await users.AddOrUpdatePasskeyAsync(Account, attested.Passkey);
        return Saved();
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync([FromForm] string? credentialId)
    {
        try
        {
            await users.RemovePasskeyAsync(
                Account, Convert.FromHexString(credentialId ?? ""));
            await signIns.GoOnAsync(Account);
            return Saved();
        }
        catch (FormatException)
        {
            return await ShowAsync(new Problem(ProblemCode.NotFound, "passkeyName"));
        }
    }

    private Task<bool> IsRightAsync(string? code) => users.VerifyTwoFactorTokenAsync(
        Account, users.Options.Tokens.AuthenticatorTokenProvider,
        new string([.. (code ?? "").Where(char.IsAsciiDigit)]));

    private async Task MakeCodesAsync()
    {
        var made = await users.GenerateNewTwoFactorRecoveryCodesAsync(
            Account, SignInRules.RecoveryCodes);
        RecoveryCodes = [.. made ?? []];
    }

    // The session now has two factors; what it may do is read anew.
    private async Task<IActionResult> ShowAgainAsync()
    {
        Me = Me with { NeedsSecondFactor = false };
        return await ShowAsync();
    }

    private async Task ShowEnrolmentAsync()
    {
        if (await users.GetAuthenticatorKeyAsync(Account) is { } key)
        {
            Enrolment = AuthenticatorEnrolment.Of(
                city.Current.Identity.Name.En, Account.SignIn, key);
        }
    }
}
