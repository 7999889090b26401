using CivicLoop.Domain.Materials;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Materials;

internal sealed class DossierMap : IEntityTypeConfiguration<Dossier>
{
    public void Configure(EntityTypeBuilder<Dossier> builder)
    {
        builder.ToTable("dossiers");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class MaterialMap : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> builder)
    {
        builder.ToTable("materials");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name);
    }
}

internal sealed class MaterialVersionMap : IEntityTypeConfiguration<MaterialVersion>
{
    public void Configure(EntityTypeBuilder<MaterialVersion> builder)
    {
        builder.ToTable("material_versions");
        builder.HasKey(row => new { row.MaterialId, row.N });
    }
}

internal sealed class MaterialFileMap : IEntityTypeConfiguration<MaterialFile>
{
    public void Configure(EntityTypeBuilder<MaterialFile> builder)
    {
        builder.ToTable("material_files");
        builder.HasKey(row => new { row.MaterialId, row.N, row.Position });
        builder.Property(row => row.Sha256).HasColumnName("sha256");
    }
}

internal sealed class MaterialReferenceMap : IEntityTypeConfiguration<MaterialReference>
{
    public void Configure(EntityTypeBuilder<MaterialReference> builder)
    {
        builder.ToTable("material_references");
        builder.HasKey(row => new { row.MaterialId, row.N, row.Position });
    }
}

internal sealed class MaterialStepMap : IEntityTypeConfiguration<MaterialStep>
{
    public void Configure(EntityTypeBuilder<MaterialStep> builder)
    {
        builder.ToTable("material_steps");
        builder.HasKey(row => new { row.MaterialId, row.N });
    }
}
