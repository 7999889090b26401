using CivicLoop.Domain.Appraisal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Appraisal;

internal sealed class AppraisalYearMap : IEntityTypeConfiguration<AppraisalYear>
{
    public void Configure(EntityTypeBuilder<AppraisalYear> builder)
    {
        builder.ToTable("appraisals");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name).Ignore(row => row.LastDay);
    }
}

internal sealed class AppraisalSheetMap : IEntityTypeConfiguration<AppraisalSheet>
{
    public void Configure(EntityTypeBuilder<AppraisalSheet> builder)
    {
        builder.ToTable("appraisal_sheets");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class AppraisalTargetMap : IEntityTypeConfiguration<AppraisalTarget>
{
    public void Configure(EntityTypeBuilder<AppraisalTarget> builder)
    {
        builder.ToTable("appraisal_targets");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name);
    }
}

internal sealed class TargetCheckMap : IEntityTypeConfiguration<TargetCheck>
{
    public void Configure(EntityTypeBuilder<TargetCheck> builder)
    {
        builder.ToTable("appraisal_checks");
        builder.HasKey(row => new { row.TargetId, row.N });
    }
}

internal sealed class TargetFileMap : IEntityTypeConfiguration<TargetFile>
{
    public void Configure(EntityTypeBuilder<TargetFile> builder)
    {
        builder.ToTable("appraisal_files");
        builder.HasKey(row => new { row.TargetId, row.N });
    }
}

internal sealed class TargetReferenceMap : IEntityTypeConfiguration<TargetReference>
{
    public void Configure(EntityTypeBuilder<TargetReference> builder)
    {
        builder.ToTable("appraisal_references");
        builder.HasKey(row => new { row.TargetId, row.N });
    }
}

internal sealed class AppraisalEntryMap : IEntityTypeConfiguration<AppraisalEntry>
{
    public void Configure(EntityTypeBuilder<AppraisalEntry> builder)
    {
        builder.ToTable("appraisal_entries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Counts);
    }
}

internal sealed class UnitStandingMap : IEntityTypeConfiguration<UnitStanding>
{
    public void Configure(EntityTypeBuilder<UnitStanding> builder)
    {
        builder.ToTable("unit_standings");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class FixedListMap : IEntityTypeConfiguration<FixedList>
{
    public void Configure(EntityTypeBuilder<FixedList> builder)
    {
        builder.ToTable("appraisal_lists");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class FixedRowMap : IEntityTypeConfiguration<FixedRow>
{
    public void Configure(EntityTypeBuilder<FixedRow> builder)
    {
        builder.ToTable("appraisal_rows");
        builder.HasKey(row => new { row.ListId, row.UnitCode });
        builder.Ignore(row => row.Row);
    }
}

internal sealed class FixedPartMap : IEntityTypeConfiguration<FixedPart>
{
    public void Configure(EntityTypeBuilder<FixedPart> builder)
    {
        builder.ToTable("appraisal_parts");
        builder.HasKey(row => new { row.ListId, row.TargetId });
        builder.Ignore(row => row.Part);
    }
}
