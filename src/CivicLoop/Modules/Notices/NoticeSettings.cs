using CivicLoop.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Notices;

/// <summary>Whether mail comes to a person, and how.</summary>
internal enum MailWish
{
    Off,
    AtOnce,
    Digest,
}

/// <summary>How one person wants to be told.</summary>
internal sealed record NoticeSettings
{
    public const int AddressMax = 200;

    public required Guid AccountId { get; init; }

    /// <summary>Encrypted; null where none was given.</summary>
    public required byte[]? Address { get; init; }

    /// <summary>When its owner opened the link sent there; nothing else goes to it before.
    /// </summary>
    public DateTimeOffset? AddressProvenAt { get; init; }

    public required MailWish Mail { get; init; }

    /// <summary>Templates not to be told of by mail, separated by spaces.</summary>
    public required string Muted { get; init; }

    public required string DigestAt { get; init; }

    public required string QuietFrom { get; init; }

    public required string QuietUntil { get; init; }

    /// <summary>Instant of the last digest; the next tells what came after it.</summary>
    public required DateTimeOffset DigestedTo { get; init; }

    public required long Version { get; init; }

    public NoticeHours Hours => new(
        NoticeHours.Read(DigestAt) ?? [], NoticeHours.Read(QuietFrom)![0],
        NoticeHours.Read(QuietUntil)![0]);

    public bool IsMuted(string template) => Muted.Split(' ').Contains(template);
}

internal sealed class NoticeSettingsMap : IEntityTypeConfiguration<NoticeSettings>
{
    public void Configure(EntityTypeBuilder<NoticeSettings> builder)
    {
        builder.ToTable("notice_settings");
        builder.HasKey(row => row.AccountId);
        builder.Property(row => row.AccountId).ValueGeneratedNever();
        builder.Ignore(row => row.Hours);
    }
}
