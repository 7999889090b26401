using CivicLoop.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.People;

internal sealed class RoleMap : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasKey(row => row.Code);
        builder.Ignore(row => row.Name);
        builder.Property(row => row.Permissions).HasConversion(
            permissions => string.Join(' ', permissions),
            text => Read(text),
            new ValueComparer<IReadOnlyList<Permission>>(
                (one, other) => one!.SequenceEqual(other!),
                list => list.Count,
                list => list));
    }

    // A permission this program no longer knows gives nothing.
    private static IReadOnlyList<Permission> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => Enum.TryParse<Permission>(word, out _))
            .Select(Enum.Parse<Permission>)];
}

internal sealed class PostMap : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("posts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Scope);
    }
}
