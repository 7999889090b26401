using System.ComponentModel;

namespace CivicLoop.Platform;

/// <summary>Where a city lives and how it is served. Read from appsettings.json, then from the
/// environment (<c>CIVICLOOP_…</c>), then from the command line.</summary>
internal sealed record CityOptions
{
    [Description("Folder of the embedded database, the files and the keys.")]
    public string Data { get; init; } = "var";

    [Description("PostgreSQL connection string; null for SQLite in the data folder.")]
    public string? Database { get; init; }

    [Description("`s3://bucket/prefix`; null for the data folder.")]
    public string? Files { get; init; }

    [Description("Address to listen at; only this machine unless said otherwise.")]
    public string Urls { get; init; } = "http://127.0.0.1:8311";

    [Description(
        "Address residents reach the city by, for links in mails; null takes the "
        + "request's.")]
    public string? PublicUrl { get; init; }

    public static CityOptions Read(IConfiguration configuration, string? data)
    {
        var section = configuration.GetSection("City");
        var defaults = new CityOptions();
        return new CityOptions
        {
            Data = data ?? Setting(section, "Data") ?? defaults.Data,
            Database = Setting(section, "Database"),
            Files = Setting(section, "Files"),
            Urls = Setting(section, "Urls") ?? defaults.Urls,
            PublicUrl = Setting(section, "PublicUrl"),
        };
    }

    /// <summary>appsettings.json next to the program, then <c>CIVICLOOP_DATABASE</c> and its like.
    /// </summary>
    public static IConfigurationRoot Configuration() =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddInMemoryCollection(FromEnvironment())
            .AddEnvironmentVariables("CIVICLOOP_")
            .Build();

    private static readonly string[] Names = ["Data", "Database", "Files", "Urls", "PublicUrl"];

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment() =>
        from name in Names
        let variable = "CIVICLOOP_" + name.ToUpperInvariant()
        let value = Environment.GetEnvironmentVariable(variable)
        where !string.IsNullOrEmpty(value)
        select KeyValuePair.Create<string, string?>($"City:{name}", value);

    private static string? Setting(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : null;
}
