using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicLoop.Platform.Database;

/// <summary>The map of the whole city database, read without tracking. Each module maps its own
/// tables in its folder; writes go through <see cref="WriteSession"/>, never through SaveChanges.
/// </summary>
internal sealed class CityContext(DbContextOptions<CityContext> options) : DbContext(options)
{
    /// <summary>Contexts that are used again: making one takes as long as a small query.</summary>
    public static PooledDbContextFactory<CityContext> PoolOf(
        Action<DbContextOptionsBuilder> useDatabase) => new(OptionsFor(useDatabase));

    public static DbContextOptions<CityContext> OptionsFor(
        Action<DbContextOptionsBuilder> useDatabase)
    {
        var builder = new DbContextOptionsBuilder<CityContext>();
        useDatabase(builder);
        builder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        builder.EnableServiceProviderCaching();
        return builder.Options;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CityContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            NameColumns(entity, prefix: "");
        }
    }

    /// <summary>For the few statements the engines write differently.</summary>
    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        // Days as text, which both engines compare alike.
        configurationBuilder.Properties<DateOnly>().HaveConversion<DateOnlyToStringConverter>();
        if (IsSqlite)
        {
            configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>();
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantMicroseconds>();
        }
    }

    private static void NameColumns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(prefix + SnakeCase(property.Name));
        }

        foreach (var complex in type.GetComplexProperties())
        {
            NameColumns(complex.ComplexType, prefix + SnakeCase(complex.Name) + "_");
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class InstantMicroseconds() : ValueConverter<DateTimeOffset, long>(
        instant => Instants.ToMicroseconds(instant),
        microseconds => Instants.FromMicroseconds(microseconds));
}
