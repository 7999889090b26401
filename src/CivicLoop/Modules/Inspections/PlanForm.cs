using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Inspections;

/// <summary>A plan as its form sends it: shares in per cent, days as yyyy-MM-dd.</summary>
internal sealed record PlanForm
{
    // Per cent and thousandths.
    private const int MilliOfPercent = 10;

    public string? Name { get; init; }

    public string? BasisName { get; init; }

    public string? Edition { get; init; }

    public List<string> Areas { get; init; } = [];

    public List<string> SiteKinds { get; init; } = [];

    public List<string> InspectorOrgs { get; init; } = [];

    public string? MarginMilli { get; init; }

    public string? Confidence { get; init; }

    public string? StratumMin { get; init; }

    public string? RestDays { get; init; }

    public string? RepeatMilli { get; init; }

    public string? FromDay { get; init; }

    public string? ToDay { get; init; }

    /// <summary>What it says. Errors: a number or day that is none.</summary>
    public Outcome<PlanWish> Read()
    {
        if (!TypedNumber.ReadWhole(MarginMilli, "marginMilli", MilliOfPercent)
                .Try(out var margin, out var bad)
            || !TypedNumber.ReadWhole(Confidence, "confidence").Try(out var confidence, out bad)
            || !TypedNumber.ReadWhole(StratumMin, "stratumMin").Try(out var least, out bad)
            || !TypedNumber.ReadWhole(RestDays, "restDays").Try(out var rest, out bad)
            || !TypedNumber.ReadWhole(RepeatMilli, "repeatMilli", MilliOfPercent)
                .Try(out var repeat, out bad)
            || !TypedDay.Read(FromDay, "fromDay").Try(out var from, out bad)
            || !TypedDay.Read(ToDay, "toDay").Try(out var to, out bad))
        {
            return bad;
        }

        return new PlanWish
        {
            Name = Name, BasisName = BasisName, Edition = Edition, Areas = Areas,
            SiteKinds = SiteKinds, InspectorOrgs = InspectorOrgs, MarginMilli = margin.Value,
            Confidence = confidence.Value, StratumMin = least.Value, RestDays = rest.Value,
            RepeatMilli = repeat.Value, FromDay = from.Value, ToDay = to.Value,
        };
    }

    public static PlanForm Of(PlanWish wish) => new()
    {
        Name = wish.Name, BasisName = wish.BasisName, Edition = wish.Edition,
        Areas = [.. wish.Areas], SiteKinds = [.. wish.SiteKinds],
        InspectorOrgs = [.. wish.InspectorOrgs],
        MarginMilli = Percent(wish.MarginMilli), Confidence = Show(wish.Confidence),
        StratumMin = Show(wish.StratumMin), RestDays = Show(wish.RestDays),
        RepeatMilli = Percent(wish.RepeatMilli),
        FromDay = wish.FromDay is { } from ? DrawRule.Show(from) : null,
        ToDay = wish.ToDay is { } to ? DrawRule.Show(to) : null,
    };

    public static PlanForm Of(InspectionPlan plan) => Of(new PlanWish
    {
        Name = plan.Name, BasisName = plan.BasisName, Edition = plan.EditionCode,
        Areas = plan.AreaCodes, SiteKinds = plan.KindCodes,
        InspectorOrgs = plan.OrganizationCodes, MarginMilli = plan.MarginMilli,
        Confidence = plan.Confidence, StratumMin = plan.StratumMin, RestDays = plan.RestDays,
        RepeatMilli = plan.RepeatMilli, FromDay = plan.FromDay, ToDay = plan.ToDay,
    });

    /// <summary>Thousandths as a page writes per cent.</summary>
    public static string Percent(int? milli) => milli is { } value
        ? (value / (decimal)MilliOfPercent).ToString("0.#", CultureInfo.InvariantCulture)
        : "";

    private static string? Show(int? number) =>
        number?.ToString(CultureInfo.InvariantCulture);
}
