using CivicLoop.Domain.Command;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicLoop.Modules.Command;

internal sealed class CommandMemberMap : IEntityTypeConfiguration<CommandMember>
{
    // Days as text, which both engines compare alike.
    private static readonly DateOnlyToStringConverter Text = new();

    public void Configure(EntityTypeBuilder<CommandMember> builder)
    {
        builder.ToTable("command_members");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.FromDay).HasConversion(Text);
        builder.Property(row => row.ToDay).HasConversion(Text);
    }
}

internal sealed class CommandWatchMap : IEntityTypeConfiguration<CommandWatch>
{
    private static readonly DateOnlyToStringConverter Text = new();

    public void Configure(EntityTypeBuilder<CommandWatch> builder)
    {
        builder.ToTable("command_watches");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.FromDay).HasConversion(Text);
        builder.Property(row => row.ToDay).HasConversion(Text);
    }
}
