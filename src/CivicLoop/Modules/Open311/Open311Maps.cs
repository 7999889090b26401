using CivicLoop.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Open311;

/// <summary>What came with a report by Open311 and has no place on the case.</summary>
internal sealed record Open311Request
{
    public required Guid CaseId { get; init; }

    public required Guid KeyId { get; init; }

    /// <summary>What a batch key was answered instead of the number.</summary>
    public string? Token { get; init; }

    public string? AddressId { get; init; }

    /// <summary>A picture somewhere else: shown outside only once staff released the case's
    /// pictures. </summary>
    public string? MediaUrl { get; init; }
}

/// <summary>An update another system sent.</summary>
internal sealed record Open311Update
{
    public required Guid KeyId { get; init; }

    /// <summary>The other system's number of the update.</summary>
    public required string UpdateId { get; init; }

    public required Guid CaseId { get; init; }

    public required string Status { get; init; }

    /// <summary>SHA-256 of what was sent, so that a number used twice is noticed.</summary>
    public required byte[] Digest { get; init; }

    public DateTimeOffset SaidAt { get; init; }

    public DateTimeOffset TakenAt { get; init; }
}

/// <summary>How an attribute is answered (GeoReport v2).</summary>
internal enum AttributeKind
{
    String,
    Number,
    DateTime,
    Text,
    SingleValueList,
    MultiValueList,
}

/// <summary>A question a class asks of its reporters.</summary>
internal sealed record Open311Attribute
{
    public required string ClassCode { get; init; }

    public required string Code { get; init; }

    /// <summary>Place among the class's attributes.</summary>
    public int N { get; init; }

    public AttributeKind Datatype { get; init; }

    public bool IsRequired { get; init; }

    public required string QuestionZh { get; init; }

    public required string QuestionEn { get; init; }

    public required string HintZh { get; init; }

    public required string HintEn { get; init; }

    /// <summary>JSON array of <see cref="AttributeChoice"/>; empty for what is no list.</summary>
    public required string Choices { get; init; }

    public LocalText Question => new(QuestionZh, QuestionEn);

    public LocalText Hint => new(HintZh, HintEn);
}

/// <summary>One answer of a list.</summary>
internal sealed record AttributeChoice(string Key, LocalText Name);

internal sealed class Open311KeyMap : IEntityTypeConfiguration<Open311Key>
{
    public void Configure(EntityTypeBuilder<Open311Key> builder)
    {
        builder.ToTable("open311_keys");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Caller);
    }
}

internal sealed class Open311RequestMap : IEntityTypeConfiguration<Open311Request>
{
    public void Configure(EntityTypeBuilder<Open311Request> builder)
    {
        builder.ToTable("open311_requests");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).ValueGeneratedNever();
    }
}

internal sealed class Open311UpdateMap : IEntityTypeConfiguration<Open311Update>
{
    public void Configure(EntityTypeBuilder<Open311Update> builder)
    {
        builder.ToTable("open311_updates");
        builder.HasKey(row => new { row.KeyId, row.UpdateId });
    }
}

internal sealed class Open311AttributeMap : IEntityTypeConfiguration<Open311Attribute>
{
    public void Configure(EntityTypeBuilder<Open311Attribute> builder)
    {
        builder.ToTable("open311_attributes");
        builder.HasKey(row => new { row.ClassCode, row.Code });
        builder.Ignore(row => row.Question);
        builder.Ignore(row => row.Hint);
    }
}
