using CivicLoop.Domain.Patrols;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Patrols;

internal sealed class PatrolBeatMap : IEntityTypeConfiguration<PatrolBeat>
{
    public void Configure(EntityTypeBuilder<PatrolBeat> builder)
    {
        builder.ToTable("patrol_beats");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name).Ignore(row => row.UnitCodes);
    }
}

internal sealed class PatrolPlaceMap : IEntityTypeConfiguration<PatrolPlace>
{
    public void Configure(EntityTypeBuilder<PatrolPlace> builder)
    {
        builder.ToTable("patrol_places");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name).Ignore(row => row.Place).Ignore(row => row.Corners);
    }
}

internal sealed class PatrolPlanMap : IEntityTypeConfiguration<PatrolPlan>
{
    public void Configure(EntityTypeBuilder<PatrolPlan> builder)
    {
        builder.ToTable("patrol_plans");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Weeks);
    }
}

internal sealed class PatrolVisitMap : IEntityTypeConfiguration<PatrolVisit>
{
    public void Configure(EntityTypeBuilder<PatrolVisit> builder)
    {
        builder.ToTable("patrol_visits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class PatrolCheckMap : IEntityTypeConfiguration<PatrolCheck>
{
    public void Configure(EntityTypeBuilder<PatrolCheck> builder)
    {
        builder.ToTable("patrol_checks");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
