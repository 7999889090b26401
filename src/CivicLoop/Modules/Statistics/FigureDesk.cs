using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Statistics;

/// <summary>What is looked up once to read any number of figures of one caller.</summary>
internal sealed record FigureDesk(
    Caller Caller, IReadOnlyList<KnownMeasure> Measures, DutyBook Book, CityModel City,
    DateTimeOffset Now)
{
    /// <summary>Errors: nobody is signed in; the caller enters no figures.</summary>
    public static async Task<Outcome<FigureDesk>> OpenAsync(
        Caller caller, KnownMeasures measures, FindDuties duties, CityHolder city,
        TimeProvider time, CancellationToken stop) =>
        (caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.StatisticEnter)) is { } refused
            ? refused
            : new FigureDesk(
                caller, await measures.AllAsync(stop), await duties.LinesAsync(duties.Today, stop),
                city.Current, Instants.Storable(time.GetUtcNow()));

    /// <summary>The figure an input says, before it is held against others of its key. Errors: a
    /// measure, unit, number or day nobody knows; the caller may not enter this one; as
    /// <see cref="FigureRules.Refuse"/>.</summary>
    public Outcome<StatisticFigure> Read(FigureInput input)
    {
        if (!KnownMeasures.Find(Measures, input.Measure).Try(out var measure, out var fault)
            || !FigureUnits.Read(City, input.Unit).Try(out var unit, out fault)
            || (fault = Refuse(measure, unit)) is not null
            || !FigureInput.Number(input.Whole, "whole").Try(out var whole, out fault)
            || !FigureInput.Number(input.Part, "part").Try(out var part, out fault)
            || !TypedDay.Need(input.SourceDay, "sourceDay").Try(out var day, out fault))
        {
            return fault;
        }

        var wanted = new StatisticFigure
        {
            Id = Ids.New(Now), EditionCode = measure.Edition, MeasureCode = measure.Code,
            UnitKind = unit.Kind, UnitCode = unit.Code, Month = input.Month?.Trim() ?? "",
            Part = part, Whole = whole, SourceName = input.SourceName?.Trim() ?? "",
            SourceNumber = input.SourceNumber?.Trim() ?? "", SourceDay = day,
            EnteredBy = Caller.Actor, EnteredOrg = Caller.OrganizationCode!, EnteredAt = Now,
            State = FigureState.Waiting, Reason = input.Reason?.Trim() ?? "",
        };
        return (TextRule.Needed(wanted.Month, "month", MonthSigns)
            ?? FigureRules.Refuse(wanted, City.DayOf(Now))) is { } wrong ? wrong : wanted;
    }

    /// <summary>Why the caller may not enter this measure of this unit: the office of the city or
    /// of the district may, who leads the criterion there, and an organisation its own ratings.
    /// </summary>
    public Problem? Refuse(KnownMeasure measure, FigureUnit unit) =>
        Reaches(Caller, Permission.StatisticEnter, City, unit.Kind, unit.Code)
            || Leads(measure, unit)
            ? null
            : new Problem(ProblemCode.StatisticNotYours, "measure", measure.Key);

    /// <summary>Whether there is any unit the caller may enter a measure of.</summary>
    public bool MayEnter(KnownMeasure measure) =>
        City.Areas.Districts.Select(one => new FigureUnit(UnitKind.Territory, one.Code))
            .Prepend(new FigureUnit(UnitKind.City, ""))
            .Append(new FigureUnit(UnitKind.Line, Caller.OrganizationCode!))
            .Any(unit => Refuse(measure, unit) is null);

    /// <summary>Whether a post of the city or of the unit's area holds a permission.</summary>
    public static bool Reaches(
        Caller caller, Permission permission, CityModel city, UnitKind kind, string unit) =>
        caller.ScopesOf(permission).Any(scope => scope.OrganizationPath is null
            && (scope.AreaCode is not { } area
                || (kind == UnitKind.Territory && city.Areas.Around(unit).Contains(area))));

    /// <summary>The line that answers for a measure; null where nobody leads.</summary>
    public Organization? LeadOf(KnownMeasure measure, string? area) =>
        measure.Criterion.Length == 0 ? null : City.Organizations.Find(
            Book.LeadOf(measure.Edition, measure.Criterion, area));

    // Below the lead its unit of a district enters that district's figures.
    private bool Leads(KnownMeasure measure, FigureUnit unit)
    {
        var district = unit.Kind == UnitKind.Territory ? unit.Code : null;
        var lead = measure.Criterion.Length > 0 ? LeadOf(measure, district)
            : unit.Kind == UnitKind.Line ? City.Organizations.Find(unit.Code)
            : null;
        return lead is not null && (lead.Code == Caller.OrganizationCode
            || (district is not null
                && City.Organizations.Find(Caller.OrganizationCode)?.AreaCode == district
                && Caller.OrganizationPath?.StartsWith(lead.Path, StringComparison.Ordinal)
                    == true));
    }

    private const int MonthSigns = 7;
}
