using CivicLoop.Domain.Responsibilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Responsibilities;

internal sealed class DutyRecordMap : IEntityTypeConfiguration<DutyRecord>
{
    public void Configure(EntityTypeBuilder<DutyRecord> builder)
    {
        builder.ToTable("duties");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Topic);
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
