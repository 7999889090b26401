using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Intake;

/// <summary>A row that was played through the domain.</summary>
internal sealed record PlayedRow(
    ImportRow Row, RowTimes Times, string ExternalId, CaseHistory History);

/// <summary>Plays a row through the domain: reported, accepted, dispatched, closed at its own
/// instants.</summary>
internal sealed class RowPlayer
{
    private readonly CityModel city;
    private readonly ImportMapping mapping;
    private readonly CaseRules rules;
    private readonly Dictionary<string, CaseClass> classes;

    public RowPlayer(CityModel city, ImportMapping mapping)
    {
        this.city = city;
        this.mapping = mapping;
        Importer = new Caller(
            $"import:{mapping.Name}", null, null,
            [
                .. new[]
                {
                    Permission.CaseReport, Permission.CaseAccept, Permission.CaseDispatch,
                    Permission.ImportHistory, Permission.OwnReport,
                }.Select(permission => new Grant(permission, Scope.City)),
            ]);

        // The other system opened the case in its own way; that is taken over, not judged.
        rules = city.CaseRules with { SeenFirst = new HashSet<CaseSource>() };
        classes = city.Catalogue.All.Where(one => one.IsActive)
            .GroupBy(KeyOf)
            .ToDictionary(group => group.Key, group => group.First());
    }

    public Caller Importer { get; }

    public CaseRules Rules => rules;

    /// <summary>Errors: whatever is wrong with the row, with the field it is in.</summary>
    public Outcome<PlayedRow> Play(ImportRow row)
    {
        if (row.Id is null)
        {
            return new Problem(ProblemCode.FieldRequired, "id");
        }

        if (!RowTimes.Read(row, mapping, city.TimeZone).Try(out var times, out var problem)
            || !Setting(row).Try(out var setting, out problem)
            || !Source(row).Try(out var source, out problem))
        {
            return problem;
        }

        var externalId = $"{mapping.Name}:{row.Id}";
        var report = new CaseReport
        {
            Id = Ids.New(times.Opened),
            Number = externalId,
            Source = source,
            Setting = setting,
            Description = row.Description,
            ExternalId = externalId,
            Imported = true,
        };
        var begun = CaseHistory.Begin(report, Importer.Actor, "", rules, times.Opened);
        if (!begun.Try(out var history, out problem)
            || (problem = GoOn(history, row, times)) is not null)
        {
            return problem!;
        }

        return new PlayedRow(row, times, externalId, history);
    }

    /// <summary>Does the steps the row tells of and the case has not had.</summary>
    public Problem? GoOn(CaseHistory history, ImportRow row, RowTimes times)
    {
        if (EndOf(row, times) is not { } end)
        {
            return new Problem(ProblemCode.UnknownValue, "state", row.State!);
        }

        var steps = Steps(end, history.Case, times)
            .SkipWhile(step => history.Case.State != step.From);
        foreach (var (_, action, at) in steps)
        {
            if (history.Do(action, at) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private IEnumerable<(CaseState From, CaseAction Action, DateTimeOffset At)> Steps(
        CaseState end, Case begin, RowTimes times)
    {
        if (end == CaseState.Withdrawn)
        {
            yield return (
                CaseState.Reported, new(CaseCommand.Withdraw, Importer),
                times.Closed ?? times.Opened);
        }

        if (end == CaseState.Rejected)
        {
            yield return (
                CaseState.Reported,
                new(CaseCommand.Reject, Importer) { Words = $"{mapping.Name}: {end}" },
                times.Closed ?? times.Opened);
        }

        if (end is CaseState.Accepted or CaseState.Dispatched or CaseState.Closed)
        {
            yield return (
                CaseState.Reported,
                new(CaseCommand.Accept, Importer) { AgreedDueAt = times.Due }, times.Accepted);
        }

        if (end is CaseState.Dispatched or CaseState.Closed)
        {
            yield return (
                CaseState.Accepted,
                new(CaseCommand.Dispatch, Importer) { UnitOrg = begin.UnitOrg },
                times.Dispatched);
        }

        if (end == CaseState.Closed)
        {
            yield return (
                CaseState.Dispatched, new(CaseCommand.RecordClosure, Importer),
                times.Closed!.Value);
        }
    }

    // How far the row says the case came; what a unit did in between is told by no row.
    private static CaseState? EndOf(ImportRow row, RowTimes times) => row.State switch
    {
        null => times.Closed is null ? CaseState.Dispatched : CaseState.Closed,
        var word when !Enum.TryParse<CaseState>(word, out var state) => null,
        nameof(CaseState.Withdrawn) => CaseState.Withdrawn,
        nameof(CaseState.Rejected) => CaseState.Rejected,
        nameof(CaseState.Merged) or nameof(CaseState.Split) => null,
        nameof(CaseState.Closed) when times.Closed is not null => CaseState.Closed,
        nameof(CaseState.Closed) => null,
        nameof(CaseState.Accepted) => CaseState.Accepted,
        nameof(CaseState.Reported) or nameof(CaseState.Verifying)
            or nameof(CaseState.Confirmed) => CaseState.Reported,
        _ => CaseState.Dispatched,
    };

    private Outcome<CaseSetting> Setting(ImportRow row)
    {
        if (row.Class is null)
        {
            return new Problem(ProblemCode.FieldRequired, "class");
        }

        if (!classes.TryGetValue(row.Class, out var @class))
        {
            return new Problem(ProblemCode.UnknownClass, "class", row.Class);
        }

        if (!Number("lat", row.Lat).Try(out var lat, out var problem)
            || !Number("lon", row.Lon).Try(out var lon, out problem))
        {
            return problem;
        }

        var place = new PlaceInput
        {
            Class = @class.Code,
            Lat = lat.Value,
            Lon = lon.Value,
            Address = row.Address,
        };
        return CaseSettings.Find(city, place).Try(out var setting, out problem)
            ? Given(setting, row)
            : problem;
    }

    // The row's own unit has the case, whatever our rules would say; the limit is the row's too.
    private Outcome<CaseSetting> Given(CaseSetting setting, ImportRow row)
    {
        var agreed = setting with { ConditionN = 0 };
        if (row.Unit is not { } unit || mapping.UnitsUnnamed.Contains(unit))
        {
            return agreed;
        }

        if (city.Organizations.Find(unit) is null)
        {
            return new Problem(ProblemCode.UnitNotKnown, "unit", unit);
        }

        if (row.LineOrg is { } line && city.Organizations.Find(line) is null)
        {
            return new Problem(ProblemCode.UnitNotKnown, "line", line);
        }

        return unit == setting.UnitOrg
            ? agreed with { LineOrg = row.LineOrg ?? setting.LineOrg }
            : agreed with
            {
                UnitOrg = unit,
                LineOrg = row.LineOrg ?? unit,
                RouteRule = null,
                RouteWhy = null,
            };
    }

    private Outcome<CaseSource> Source(ImportRow row) =>
        row.Source is null ? CaseSource.Worker
        : mapping.Sources.TryGetValue(row.Source, out var source) ? source
        : new Problem(ProblemCode.UnknownValue, "source", row.Source);

    private static Outcome<Coordinate> Number(string field, string? text) =>
        text is null ? new Coordinate(null)
        : double.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? new Coordinate(value)
        : new Problem(ProblemCode.FieldInvalid, field, text);

    private string KeyOf(CaseClass @class) => mapping.ClassBy switch
    {
        ClassBy.Code => @class.Code,
        ClassBy.NameZh => @class.NameZh,
        ClassBy.NameEn => @class.NameEn,
        _ => throw new InvalidOperationException($"No such key: {mapping.ClassBy}"),
    };

    private sealed record Coordinate(double? Value);
}
