using CivicLoop.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases;

internal sealed class CaseClassMap : IEntityTypeConfiguration<CaseClass>
{
    public void Configure(EntityTypeBuilder<CaseClass> builder)
    {
        builder.ToTable("case_classes");
        builder.HasKey(row => row.Code);
        builder.Ignore(row => row.Name);
        builder.Ignore(row => row.Group);
        builder.Ignore(row => row.PhotoReason);
    }
}

internal sealed class CaseConditionMap : IEntityTypeConfiguration<CaseCondition>
{
    public void Configure(EntityTypeBuilder<CaseCondition> builder)
    {
        builder.ToTable("case_conditions");
        builder.HasKey(row => new { row.ClassCode, row.N });
        builder.Ignore(row => row.Opening);
        builder.Ignore(row => row.Closing);
        builder.Ignore(row => row.Limit);
    }
}
