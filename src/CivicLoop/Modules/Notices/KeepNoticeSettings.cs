using CivicLoop.Domain.Notices;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CivicLoop.Modules.Notices;

/// <summary>Settings as their page and the API send them.</summary>
internal sealed record NoticeWish
{
    public string? Address { get; init; }

    /// <summary>Told, never sent: whether its owner opened the link.</summary>
    public bool IsProven { get; init; }

    public MailWish Mail { get; init; }

    /// <summary>Templates to be told of; the others are muted.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public string? DigestAt { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietUntil { get; init; }
}

/// <summary>Keeps how people want to be told; only they themselves change it.</summary>
internal sealed class KeepNoticeSettings(
    CityDatabase database, CityHolder city, ContactVault vault, TimeProvider time)
{
    /// <summary>What staff can be told of, in the order of the loop.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "work-new", "work-again", "work-reopened", "work-extended", "work-not-extended",
        "work-suspended", "work-not-suspended", "work-resumed", "work-urged", "work-supervised",
        "work-taken", "task-new", "task-returned", "task-extended", "task-cancelled",
        "task-merged", "material-asked", "material-returned", "objection-made",
        "objection-answered", "dispute-claimed", "dispute-countered", "dispute-ruled",
        "dispute-withdrawn", "appraisal-issued", "appraisal-checked", "appraisal-entry",
        "appraisal-presented", "appraisal-ruled", "appraisal-fixed", "score-appeal-made",
        "score-appeal-upheld", "score-appeal-dismissed", "statistic-returned",
    ];

    /// <summary>Settings of an account; the usual ones, mail off, where it made none.</summary>
    public async Task<NoticeWish> OfAsync(Guid accountId, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<NoticeSettings>()
            .FirstOrDefaultAsync(one => one.AccountId == accountId, stop);
        var usual = NoticeHours.Usual;
        return row is null
            ? new NoticeWish
            {
                Kinds = Kinds,
                DigestAt = NoticeHours.Write(usual.DigestAt),
                QuietFrom = NoticeHours.Write([usual.QuietFrom]),
                QuietUntil = NoticeHours.Write([usual.QuietUntil]),
            }
            : new NoticeWish
            {
                Address = row.Address is { } locked ? vault.Unlock(locked) : null,
                IsProven = row.AddressProvenAt is not null,
                Mail = row.Mail,
                Kinds = [.. Kinds.Where(kind => !row.IsMuted(kind))],
                DigestAt = row.DigestAt,
                QuietFrom = row.QuietFrom,
                QuietUntil = row.QuietUntil,
            };
    }

    /// <summary>Stores settings and asks the owner of a new address for a proof. Errors: mail
    /// without an address; an address, a time or a kind that is none; a digest in the quiet hours;
    /// too many digests.</summary>
    /// <param name="language">Of the letter; null for the city's.</param>
    public async Task<Outcome<NoticeWish>> SaveAsync(
        Guid accountId, NoticeWish wish, CancellationToken stop, string? language = null)
    {
        var address = string.IsNullOrWhiteSpace(wish.Address) ? null : wish.Address.Trim();
        if (RefuseAddress(address, wish.Mail) is { } unusable)
        {
            return unusable;
        }

        if (!Hours(wish).Try(out var hours, out var problem))
        {
            return problem;
        }

        if (wish.Kinds.FirstOrDefault(kind => !Kinds.Contains(kind)) is { } unknown)
        {
            return new Problem(ProblemCode.UnknownValue, "kinds", unknown);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<NoticeSettings>()
                    .FirstOrDefaultAsync(row => row.AccountId == accountId, stop);
                var isSame = address is not null && before?.Address is { } locked
                    && vault.Unlock(locked) == address;
                var after = new NoticeSettings
                {
                    AccountId = accountId,
                    Address = address is null ? null : vault.Lock(address),
                    AddressProvenAt = isSame ? before!.AddressProvenAt : null,
                    Mail = wish.Mail,
                    Muted = string.Join(' ', Kinds.Except(wish.Kinds)),
                    DigestAt = NoticeHours.Write(hours.DigestAt),
                    QuietFrom = NoticeHours.Write([hours.QuietFrom]),
                    QuietUntil = NoticeHours.Write([hours.QuietUntil]),
                    DigestedTo = before?.DigestedTo ?? now,
                    Version = (before?.Version ?? 0) + 1,
                };
                await (before is null
                    ? session.InsertAsync(after)
                    : session.UpdateAsync(after));
                await SubjectJournal.AppendAsync(
                    session, accountId, ActingCaller.ActorOf(accountId), "account.NoticesSet",
                    new { mail = after.Mail, after.Muted, after.DigestAt, after.QuietFrom,
                        after.QuietUntil }, now);
                if (address is not null && after.AddressProvenAt is null)
                {
                    await AddressProofs.AskAsync(
                        session, accountId, language ?? city.Current.Language, now);
                }

                return (Outcome<NoticeWish>)(wish with
                {
                    Address = address, IsProven = after.AddressProvenAt is not null,
                });
            },
            stop);
    }

    private static Problem? RefuseAddress(string? address, MailWish mail) =>
        address is null
            ? mail == MailWish.Off ? null : new Problem(ProblemCode.FieldRequired, "address")
        : address.Length > NoticeSettings.AddressMax
            ? new Problem(
                ProblemCode.FieldTooLong, "address", NoticeSettings.AddressMax, address.Length)
        : !MailboxAddress.TryParse(address, out var read) || read.Address != address
            || !address.Contains('@', StringComparison.Ordinal)
            ? new Problem(ProblemCode.FieldInvalid, "address", address)
            : null;

    private static Outcome<NoticeHours> Hours(NoticeWish wish)
    {
        if (NoticeHours.Read(wish.QuietFrom) is not [var from])
        {
            return new Problem(ProblemCode.FieldInvalid, "quietFrom", wish.QuietFrom ?? "");
        }

        if (NoticeHours.Read(wish.QuietUntil) is not [var until])
        {
            return new Problem(ProblemCode.FieldInvalid, "quietUntil", wish.QuietUntil ?? "");
        }

        if (NoticeHours.Read(wish.DigestAt) is not { } digests
            || (digests.Count == 0 && wish.Mail == MailWish.Digest))
        {
            return new Problem(ProblemCode.FieldInvalid, "digestAt", wish.DigestAt ?? "");
        }

        var hours = new NoticeHours(digests, from, until);
        return digests.Count > NoticeHours.DigestsMax
            ? new Problem(ProblemCode.LimitTooLarge, "digestAt", NoticeHours.DigestsMax)
            : digests.FirstOrDefault(hours.IsQuiet) is var quiet && digests.Any(hours.IsQuiet)
                ? new Problem(ProblemCode.FieldInvalid, "digestAt", quiet)
                : hours;
    }
}
