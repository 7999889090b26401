using CivicLoop.Domain.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Planning;

/// <summary>A class whose cases are held against the zones.</summary>
internal sealed record PlanningClass(string ClassCode);

/// <summary>A case that came near a zone and was not looked at yet.</summary>
internal sealed record PlanningArrival(Guid CaseId);

internal sealed class ControlZoneMap : IEntityTypeConfiguration<ControlZone>
{
    public void Configure(EntityTypeBuilder<ControlZone> builder)
    {
        builder.ToTable("control_zones");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name);
    }
}

internal sealed class LandUseMap : IEntityTypeConfiguration<LandUse>
{
    public void Configure(EntityTypeBuilder<LandUse> builder)
    {
        builder.ToTable("land_uses");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class PlanningFindingMap : IEntityTypeConfiguration<PlanningFinding>
{
    public void Configure(EntityTypeBuilder<PlanningFinding> builder)
    {
        builder.ToTable("planning_findings");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class PlanningClassMap : IEntityTypeConfiguration<PlanningClass>
{
    public void Configure(EntityTypeBuilder<PlanningClass> builder)
    {
        builder.ToTable("planning_classes");
        builder.HasKey(row => row.ClassCode);
    }
}

internal sealed class PlanningArrivalMap : IEntityTypeConfiguration<PlanningArrival>
{
    public void Configure(EntityTypeBuilder<PlanningArrival> builder)
    {
        builder.ToTable("planning_arrivals");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).ValueGeneratedNever();
    }
}
