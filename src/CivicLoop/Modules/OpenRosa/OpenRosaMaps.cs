using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>A form that a phone sent.</summary>
internal sealed record OpenRosaInstance
{
    public required string Id { get; init; }

    public required byte[] Hash { get; init; }

    public required Guid VisitId { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When all of it had come and the visit was handed in.</summary>
    public DateTimeOffset? HandedInAt { get; init; }
}

/// <summary>A picture that came with a form, under the name the form calls it by.</summary>
internal sealed record OpenRosaFile(string InstanceId, string Name, string PictureId);

internal sealed class OpenRosaInstanceMap : IEntityTypeConfiguration<OpenRosaInstance>
{
    public void Configure(EntityTypeBuilder<OpenRosaInstance> builder)
    {
        builder.ToTable("openrosa_instances");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class OpenRosaFileMap : IEntityTypeConfiguration<OpenRosaFile>
{
    public void Configure(EntityTypeBuilder<OpenRosaFile> builder)
    {
        builder.ToTable("openrosa_files");
        builder.HasKey(row => new { row.InstanceId, row.Name });
    }
}
