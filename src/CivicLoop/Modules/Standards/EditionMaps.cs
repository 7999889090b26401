using CivicLoop.Domain.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Standards;

internal sealed class EditionMap : IEntityTypeConfiguration<Edition>
{
    public void Configure(EntityTypeBuilder<Edition> builder)
    {
        builder.ToTable("editions");
        builder.HasKey(row => row.Code);
        builder.Ignore(row => row.Name).Ignore(row => row.Source);
    }
}

internal sealed class EditionItemMap : IEntityTypeConfiguration<EditionItem>
{
    public void Configure(EntityTypeBuilder<EditionItem> builder)
    {
        builder.ToTable("edition_items");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name);
    }
}

internal sealed class EditionContentMap : IEntityTypeConfiguration<EditionContent>
{
    public void Configure(EntityTypeBuilder<EditionContent> builder)
    {
        builder.ToTable("edition_contents");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name);
    }
}

internal sealed class CriterionMap : IEntityTypeConfiguration<Criterion>
{
    public void Configure(EntityTypeBuilder<Criterion> builder)
    {
        builder.ToTable("edition_criteria");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name).Ignore(row => row.Lead);
    }
}

internal sealed class MeasureMap : IEntityTypeConfiguration<Measure>
{
    public void Configure(EntityTypeBuilder<Measure> builder)
    {
        builder.ToTable("edition_measures");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name);
        builder.Property(row => row.Rule).HasConversion(
            rule => rule.ToString(), text => CountRule.Parse(text).Value);
    }
}

internal sealed class EditionDocumentMap : IEntityTypeConfiguration<EditionDocument>
{
    public void Configure(EntityTypeBuilder<EditionDocument> builder)
    {
        builder.ToTable("edition_documents");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name);
    }
}

internal sealed class SiteKindMap : IEntityTypeConfiguration<SiteKind>
{
    public void Configure(EntityTypeBuilder<SiteKind> builder)
    {
        builder.ToTable("edition_site_kinds");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name).Ignore(row => row.Lead).Ignore(row => row.Common);
    }
}

internal sealed class CheckItemMap : IEntityTypeConfiguration<CheckItem>
{
    public void Configure(EntityTypeBuilder<CheckItem> builder)
    {
        builder.ToTable("edition_check_items");
        builder.HasKey(row => new { row.EditionCode, row.Code });
        builder.Ignore(row => row.Name);
        builder.Property(row => row.Rule).HasConversion(
            rule => rule.ToString(), text => CountRule.Parse(text).Value);
    }
}

internal sealed class EditionWeightMap : IEntityTypeConfiguration<EditionWeight>
{
    public void Configure(EntityTypeBuilder<EditionWeight> builder)
    {
        builder.ToTable("edition_weights");
        builder.HasKey(row => new { row.EditionCode, row.Year, row.Part });
    }
}

internal sealed class StandingRecordMap : IEntityTypeConfiguration<StandingRecord>
{
    public void Configure(EntityTypeBuilder<StandingRecord> builder)
    {
        builder.ToTable("standing_records");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
