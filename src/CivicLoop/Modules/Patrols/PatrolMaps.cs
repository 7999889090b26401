using CivicLoop.Domain.Patrols;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicLoop.Modules.Patrols;

/// <summary>Days as text, which both engines compare alike.</summary>
internal static class PatrolDays
{
    public static readonly DateOnlyToStringConverter Text = new();
}

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
        builder.Ignore(row => row.Name).Ignore(row => row.Place);
        builder.Property(row => row.RemovedDay).HasConversion(PatrolDays.Text);
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
        builder.Property(row => row.FromDay).HasConversion(PatrolDays.Text);
        builder.Property(row => row.ToDay).HasConversion(PatrolDays.Text);
    }
}

internal sealed class PatrolVisitMap : IEntityTypeConfiguration<PatrolVisit>
{
    public void Configure(EntityTypeBuilder<PatrolVisit> builder)
    {
        builder.ToTable("patrol_visits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Day).HasConversion(PatrolDays.Text);
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
