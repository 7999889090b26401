using CivicLoop.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Words said with a step of a case; nulls once the speaker's data were erased.</summary>
internal sealed record CaseWords
{
    public required Guid CaseId { get; init; }

    public required int N { get; init; }

    public string? Words { get; init; }

    public byte[]? Salt { get; init; }

    public bool IsInternal { get; init; }

    public bool ByReporter { get; init; }
}

/// <summary>The reporter's way back to a case, with the encrypted contact if one was
/// left.</summary>
internal sealed record CaseReporter
{
    public required Guid CaseId { get; init; }

    public required byte[] SecretHash { get; init; }

    public byte[]? Contact { get; init; }

    /// <summary>Keyed hash of the contact: finds the same reporter's cases without reading it.
    /// </summary>
    public byte[]? ContactMark { get; init; }

    public required string Language { get; init; }

    public DateTimeOffset EraseAt { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When the contact's owner opened the link sent to it; null until then.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }
}

/// <summary>A resident who joined a case instead of reporting it again.</summary>
internal sealed record CaseFollower
{
    public required Guid CaseId { get; init; }

    public required int N { get; init; }

    public required byte[] SecretHash { get; init; }

    public byte[]? Contact { get; init; }

    /// <summary>Keyed hash of the contact, as a reporter's.</summary>
    public byte[]? ContactMark { get; init; }

    public required string Language { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    public DateTimeOffset EraseAt { get; init; }

    /// <summary>As a reporter's.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }
}

internal sealed class CaseMap : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.ComplexProperty(row => row.Line);
        builder.ComplexProperty(row => row.Territory);
        builder.Ignore(row => row.Head);
        builder.Ignore(row => row.AreaCodes);
    }
}

internal sealed class CaseWordsMap : IEntityTypeConfiguration<CaseWords>
{
    public void Configure(EntityTypeBuilder<CaseWords> builder)
    {
        builder.ToTable("case_words");
        builder.HasKey(row => new { row.CaseId, row.N });
    }
}

internal sealed class CaseReporterMap : IEntityTypeConfiguration<CaseReporter>
{
    public void Configure(EntityTypeBuilder<CaseReporter> builder)
    {
        builder.ToTable("case_reporters");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).ValueGeneratedNever();
    }
}

internal sealed class CaseFollowerMap : IEntityTypeConfiguration<CaseFollower>
{
    public void Configure(EntityTypeBuilder<CaseFollower> builder)
    {
        builder.ToTable("case_followers");
        builder.HasKey(row => new { row.CaseId, row.N });
    }
}
