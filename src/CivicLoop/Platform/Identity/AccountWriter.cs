using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>The one way an account's row is written: what changed is read off the row itself and
/// journaled in the same transaction.</summary>
internal static class AccountWriter
{
    public const string System = "system";

    /// <summary>Stores a new account without a password. Errors: the sign-in name is taken or
    /// unusable.</summary>
    public static async Task<Outcome<Account>> MakeAsync(
        WriteSession session, Account account, string actor, DateTimeOffset now)
    {
        account.SignIn = Normal(account.SignIn);
        account.DisplayName = account.DisplayName.Trim();
        if (Refuse(account) is { } problem)
        {
            return problem;
        }

        if (await session.Reads.Set<Account>().AnyAsync(row => row.SignIn == account.SignIn))
        {
            return new Problem(ProblemCode.AlreadyExists, "signIn", account.SignIn);
        }

        account.SecurityStamp = HandedSecret.NewLink();
        await session.InsertAsync(account);
        await SubjectJournal.AppendAsync(
            session, account.Id, actor, "account.Made",
            new { account.Id, Demonstration = account.IsDemonstration }, now);
        return account;
    }

    /// <summary>Takes all passkeys from an account, as a reset does.</summary>
    public static Task<int> ForgetPasskeysAsync(WriteSession session, Guid accountId) =>
        session.ExecuteAsync(
            "DELETE FROM account_passkeys WHERE account_id = @account", ("@account", accountId));

    /// <summary>Stores a changed account. Errors: changed meanwhile, or gone.</summary>
    public static async Task<Outcome<Account>> SaveAsync(
        WriteSession session, Account account, string actor, DateTimeOffset now)
    {
        var before = await session.Reads.Set<Account>()
            .FirstOrDefaultAsync(row => row.Id == account.Id);
        if (before is null)
        {
            return new Problem(ProblemCode.NotFound, "account", account.Id);
        }

        if (before.Version != account.Version)
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version", account.Id);
        }

        foreach (var kind in Changes(before, account))
        {
            await SubjectJournal.AppendAsync(
                session, account.Id, kind == LockedKind ? System : actor, kind,
                new { account.LockedUntil, account.IsDisabled }, now);
        }

        account.Version = before.Version + 1;
        return await session.UpdateAsync(account, before.Version)
            ? account
            : throw new WriteCollision(account.Id.ToString());
    }

    public static Account New(
        string signIn, string displayName, DateTimeOffset now, string? language = null,
        bool isDemonstration = false) => new()
    {
        Id = Ids.New(now),
        SignIn = signIn,
        DisplayName = displayName,
        Language = language,
        IsDemonstration = isDemonstration,
        MadeAt = now,
    };

    public static string Normal(string signIn) => signIn.Trim().ToLowerInvariant();

    private const string LockedKind = "account.Locked";

    private static Problem? Refuse(Account account)
    {
        if (account.SignIn.Length == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "signIn");
        }

        if (account.SignIn.Length > Account.SignInLengthMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "signIn", Account.SignInLengthMax,
                account.SignIn.Length);
        }

        if (account.SignIn.Length < Account.SignInLengthMin
            || !account.SignIn.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-'))
        {
            return new Problem(ProblemCode.FieldInvalid, "signIn", account.SignIn);
        }

        return account.DisplayName.Length switch
        {
            0 => new Problem(ProblemCode.FieldRequired, "displayName"),
            > Account.DisplayNameLengthMax and var length => new Problem(
                ProblemCode.FieldTooLong, "displayName", Account.DisplayNameLengthMax, length),
            _ => null,
        };
    }

    private static IEnumerable<string> Changes(Account before, Account after)
    {
        if (before.PasswordHash != after.PasswordHash)
        {
            yield return "account.PasswordSet";
        }

        if (before.TwoFactor != after.TwoFactor)
        {
            yield return after.TwoFactor ? "account.TwoFactorOn" : "account.TwoFactorOff";
        }

        if (before.RecoveryCodes != after.RecoveryCodes)
        {
            yield return after.RecoveryCodes.Length < before.RecoveryCodes.Length
                ? "account.RecoveryCodeUsed"
                : "account.RecoveryCodesMade";
        }

        if (after.LockedUntil > (before.LockedUntil ?? DateTimeOffset.MinValue))
        {
            yield return LockedKind;
        }

        if (before.IsDisabled != after.IsDisabled)
        {
            yield return after.IsDisabled ? "account.Disabled" : "account.Enabled";
        }

        if (before.DisplayName != after.DisplayName || before.Language != after.Language)
        {
            yield return "account.Edited";
        }

        if (after.MustChange && !before.MustChange)
        {
            yield return "account.PasswordExpired";
        }
    }
}
