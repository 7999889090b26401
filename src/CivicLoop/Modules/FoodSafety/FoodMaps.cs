using CivicLoop.Domain.FoodSafety;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Rules as they are stored from one day on.</summary>
internal sealed record StoredFoodRules(
    DateOnly FromDay, string Body, string EnteredBy, DateTimeOffset EnteredAt);

internal sealed class FoodRulesMap : IEntityTypeConfiguration<StoredFoodRules>
{
    public void Configure(EntityTypeBuilder<StoredFoodRules> builder)
    {
        builder.ToTable("food_rules");
        builder.HasKey(row => row.FromDay);
    }
}

internal sealed class FoodOperatorMap : IEntityTypeConfiguration<FoodOperator>
{
    public void Configure(EntityTypeBuilder<FoodOperator> builder)
    {
        builder.ToTable("food_operators");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class FoodAssessmentMap : IEntityTypeConfiguration<FoodAssessment>
{
    public void Configure(EntityTypeBuilder<FoodAssessment> builder)
    {
        builder.ToTable("food_assessments");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Points);
    }
}

internal sealed class FoodRecordMap : IEntityTypeConfiguration<FoodRecord>
{
    public void Configure(EntityTypeBuilder<FoodRecord> builder)
    {
        builder.ToTable("food_records");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class FoodVisitMap : IEntityTypeConfiguration<FoodVisit>
{
    public void Configure(EntityTypeBuilder<FoodVisit> builder)
    {
        builder.ToTable("food_visits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
