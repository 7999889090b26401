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

    [Description("Licence of the open data, as every row of a download names it.")]
    public string Licence { get; init; } = "CC BY 4.0";

    [Description("Address where the licence can be read.")]
    public string LicenceAddress { get; init; } = "https://creativecommons.org/licenses/by/4.0/";

    public static PortalOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Portal").Get<PortalOptions>() ?? new PortalOptions();
}
