using System.ComponentModel;

namespace CivicLoop.Modules.Participation;

/// <summary>How the portal meets its residents. Read from <c>Portal</c> in appsettings.json or
/// <c>CIVICLOOP_PORTAL__…</c>.</summary>
internal sealed record PortalOptions
{
    [Description(
        "Reports and “me too” an address without an account may send at once; whole offices "
        + "share one. 0 sets no limit.")]
    public int ReportsAtOnce { get; init; } = 40;

    [Description("How many more it may send each minute after that.")]
    public int ReportsPerMinute { get; init; } = 20;

    [Description(
        "Licence the city gives its open data under, as every row of a download names it, for "
        + "example `CC BY 4.0`. None: the pages say that the city has not chosen one yet.")]
    public string? Licence { get; init; }

    [Description("Address where the licence can be read.")]
    public string? LicenceAddress { get; init; }

    public static PortalOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Portal").Get<PortalOptions>() ?? new PortalOptions();
}
