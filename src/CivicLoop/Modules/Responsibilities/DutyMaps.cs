using CivicLoop.Domain.Responsibilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicLoop.Modules.Responsibilities;

internal sealed class DutyRecordMap : IEntityTypeConfiguration<DutyRecord>
{
    // Days as text, which both engines compare alike.
    private static readonly DateOnlyToStringConverter Text = new();

    public void Configure(EntityTypeBuilder<DutyRecord> builder)
    {
        builder.ToTable("duties");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Topic);
        builder.Property(row => row.FromDay).HasConversion(Text);
        builder.Property(row => row.ToDay).HasConversion(Text);
        builder.Property(row => row.BasisDay).HasConversion(Text);
    }
}

internal sealed class DutyDisputeMap : IEntityTypeConfiguration<DutyDispute>
{
    public void Configure(EntityTypeBuilder<DutyDispute> builder)
    {
        builder.ToTable("duty_disputes");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Topic).Ignore(row => row.IsOpen);
    }
}

internal sealed class DutyLimitMap : IEntityTypeConfiguration<DutyLimit>
{
    public void Configure(EntityTypeBuilder<DutyLimit> builder)
    {
        builder.ToTable("duty_limits");
        builder.HasKey(row => row.Name);
    }
}
