using System.ComponentModel;
using CivicLoop.Domain.Inspections;

namespace CivicLoop.Modules.Inspections;

/// <summary>How the ways of inspectors are reckoned. Read from <c>Routes</c> in appsettings.json or
/// <c>CIVICLOOP_ROUTES__…</c>.</summary>
internal sealed record TravelOptions
{
    [Description("Speed on the road from site to site, in km/h, waiting included.")]
    public int KilometresPerHour { get; init; } = 25;

    [Description("Length of the road in per cent of the straight line.")]
    public int DetourPercent { get; init; } = 130;

    [Description("Minutes of every visit beside its items: arriving, handing in.")]
    public int MinutesOfVisit { get; init; } = 10;

    [Description("Seconds that each item of a check list takes.")]
    public int SecondsOfItem { get; init; } = 60;

    [Description("Seconds after which the solver stops with the best it has; a draw waits for it.")]
    public int SecondsMax { get; init; } = 50;

    [Description("Whether routes are solved; otherwise everybody goes to the nearest site left.")]
    public bool Solve { get; init; } = true;

    public RoutePace Pace => new(
        Math.Max(1, KilometresPerHour), DetourPercent, MinutesOfVisit, SecondsOfItem);

    public static TravelOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Routes").Get<TravelOptions>() ?? new TravelOptions();
}
