using CivicLoop.Domain.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Evidence;

/// <summary>A picture that was sent, with what its file says of place, time and device.</summary>
internal sealed record Picture
{
    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required PictureKind Kind { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Pixels as the picture is looked at, turned upright.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public string? Device { get; init; }

    /// <summary>Perceptual hash; null where the picture shows next to nothing.</summary>
    public long? Phash { get; init; }

    /// <summary>True while it stands on a case.</summary>
    public bool IsAttached { get; init; }

    /// <summary>When it last arrived; what nobody attaches is erased from then.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>A picture on a case.</summary>
internal sealed record CasePicture
{
    public required Guid CaseId { get; init; }

    public required int N { get; init; }

    public required string PictureId { get; init; }

    public required PictureStage Stage { get; init; }

    public required DateTimeOffset AttachedAt { get; init; }

    public required string ByActor { get; init; }

    /// <summary>When staff let it out; null while only staff and its reporter see it.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }
}

/// <summary>A picture on a case that was used before.</summary>
internal sealed record PictureFlag
{
    public required Guid CaseId { get; init; }

    public required int N { get; init; }

    public required Guid EarlierCaseId { get; init; }

    public required int EarlierN { get; init; }

    public required PictureFlagKind Kind { get; init; }

    /// <summary>Differing bits of the two perceptual hashes; 0 for the same file.</summary>
    public required int Distance { get; init; }

    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>One of the keys a picture is found by when something like it arrives.</summary>
internal sealed record PictureBand
{
    public required int BandKey { get; init; }

    public required long Phash { get; init; }

    public required string PictureId { get; init; }
}

internal sealed class PictureMap : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> builder)
    {
        builder.ToTable("pictures");
        builder.HasKey(row => row.Id);
    }
}

internal sealed class CasePictureMap : IEntityTypeConfiguration<CasePicture>
{
    public void Configure(EntityTypeBuilder<CasePicture> builder)
    {
        builder.ToTable("case_pictures");
        builder.HasKey(row => new { row.CaseId, row.N });
    }
}

internal sealed class PictureFlagMap : IEntityTypeConfiguration<PictureFlag>
{
    public void Configure(EntityTypeBuilder<PictureFlag> builder)
    {
        builder.ToTable("picture_flags");
        builder.HasKey(row => new { row.CaseId, row.N, row.EarlierCaseId, row.EarlierN });
    }
}

internal sealed class PictureBandMap : IEntityTypeConfiguration<PictureBand>
{
    public void Configure(EntityTypeBuilder<PictureBand> builder)
    {
        builder.ToTable("picture_bands");
        builder.HasKey(row => new { row.BandKey, row.Phash, row.PictureId });
    }
}
