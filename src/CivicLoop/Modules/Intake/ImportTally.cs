using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Intake;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Intake;

/// <summary>Counts what an import compares and ranks, row by row.</summary>
internal sealed class ImportTally(CityModel city, ImportMapping mapping)
{
    private readonly AreaCheck areaCheck = new(city, mapping);
    private readonly List<OpenRow> open = [];
    private readonly Dictionary<string, Sum> units = [];
    private readonly Dictionary<string, Sum> places = [];
    private readonly Dictionary<string, int> withoutLimit = [];
    private readonly Agreement<VerdictGap> closedVerdicts = new();
    private readonly Agreement<VerdictGap> openVerdicts = new();
    private readonly Agreement<AreaGap> areas = new();
    private DateTimeOffset? end;
    private int areasUnnamed;
    private int ambiguous;
    private int placeholders;

    public void Add(PlayedRow played)
    {
        var (row, times, _, history) = played;
        ambiguous += times.IsAmbiguous ? 1 : 0;
        var latest = times.Closed ?? times.Dispatched;
        end = end is { } known && known > latest ? known : latest;
        Count(units, history.Case.UnitOrg, history.Case);
        if (IsPlaced(history.Case))
        {
            Count(places, history.Case.DistrictCode, history.Case);
        }
        else
        {
            placeholders++;
        }

        CompareVerdict(row, times, history.Case);
        CompareArea(row, history.Case);
    }

    /// <summary>The report so far; open cases are judged at the data's end.</summary>
    public ImportReport Fill(ImportReport report)
    {
        foreach (var (due, unit, place, compare) in open)
        {
            var late = due < end;
            compare?.Invoke(end!.Value);
            foreach (var sum in SumsOf(unit, place))
            {
                sum.OpenOverdue += late ? 1 : 0;
            }
        }

        return report with
        {
            AmbiguousTimes = ambiguous,
            DataEnd = end,
            ClosedVerdicts = closedVerdicts,
            OpenVerdicts = openVerdicts,
            WithoutLimit = withoutLimit,
            Areas = areas,
            AreasUnnamed = areasUnnamed,
            PlaceholderPositions = placeholders,
            Units = Rank(units, code => city.Organizations.Find(code)?.Name),
            Places = Rank(places, code => city.Areas.Find(code)?.Name),
        };
    }

    private void CompareVerdict(ImportRow row, RowTimes times, Case played)
    {
        if (played.State is not (CaseState.Closed or CaseState.Dispatched))
        {
            return;
        }

        if (played.Territory.DueAt is not { } due)
        {
            var flag = row.Verdict ?? "";
            withoutLimit[flag] = withoutLimit.GetValueOrDefault(flag) + 1;
            return;
        }

        if (mapping.Columns.Verdict is null)
        {
            Watch(played, due, null);
            return;
        }

        if (times.Closed is { } closed)
        {
            Compare(closedVerdicts, row, times, played, due, closed);
        }
        else
        {
            Watch(played, due, at => Compare(openVerdicts, row, times, played, due, at));
        }
    }

    private void Watch(Case played, DateTimeOffset due, Action<DateTimeOffset>? compare)
    {
        if (played.IsOpen)
        {
            open.Add(new OpenRow(
                due, played.UnitOrg, IsPlaced(played) ? played.DistrictCode : null, compare));
        }
    }

    private void Compare(
        Agreement<VerdictGap> agreement, ImportRow row, RowTimes times, Case played,
        DateTimeOffset due, DateTimeOffset at)
    {
        var ours = played.Territory.OnTime(at);
        var verdict = new VerdictRow(
            times.Opened, due, at, !played.IsOpen, times.IsAmbiguous, row.Verdict is not null,
            ours,
            row.Verdict is { } word && mapping.Verdicts.TryGetValue(word, out var theirs)
                ? theirs
                : null);
        CountTheirs(played, verdict);
        agreement.Add(
            verdict.Gap(),
            () => $"{row.Id}: opened {row.Opened}, due {row.Due}, closed {row.Closed ?? "-"}, "
                + $"ours {(ours == false ? "late" : "on time")}, "
                + $"theirs {row.Verdict ?? "(empty)"}");
    }

    // The other system's ranking by its own flags, to hold ours against.
    private void CountTheirs(Case played, VerdictRow verdict)
    {
        if (verdict.Theirs is not { } theirs || (theirs && !verdict.IsClosed))
        {
            return;
        }

        foreach (var sum in SumsOf(played.UnitOrg, IsPlaced(played) ? played.DistrictCode : null))
        {
            sum.TheirDue++;
            sum.TheirOnTime += theirs ? 1 : 0;
        }
    }

    private IEnumerable<Sum> SumsOf(string? unit, string? place) =>
        new[]
        {
            unit is null ? null : units.GetValueOrDefault(unit),
            place is null ? null : places.GetValueOrDefault(place),
        }.OfType<Sum>();

    private void CompareArea(ImportRow row, Case played)
    {
        if (mapping.Columns.Area is null)
        {
            return;
        }

        if (areaCheck.NamesNone(row.Area) || played.DistrictCode is not { } district)
        {
            areasUnnamed++;
            return;
        }

        areas.Add(
            areaCheck.Gap(row.Area!, played),
            () => $"{row.Id}: {row.Area} at {row.Lat}, {row.Lon} lies in "
                + city.Areas.Find(district)?.NameEn);
    }

    // A position that stands for "unknown" would count against the area it happens to lie in.
    private bool IsPlaced(Case played) =>
        played is not { Lon: { } lon, Lat: { } lat } || !areaCheck.IsPlaceholder(lon, lat);

    private static void Count(Dictionary<string, Sum> sums, string? code, Case played)
    {
        if (code is null)
        {
            return;
        }

        if (!sums.TryGetValue(code, out var sum))
        {
            sums[code] = sum = new Sum();
        }

        sum.Cases++;
        if (played.State == CaseState.Closed)
        {
            var onTime = played.Territory.OnTime(played.ClosedAt!.Value);
            sum.Closed++;
            sum.ClosedWithLimit += onTime is null ? 0 : 1;
            sum.OnTime += onTime == true ? 1 : 0;
        }
    }

    private List<RankedRow> Rank(Dictionary<string, Sum> sums, Func<string, LocalText?> nameOf) =>
    [
        .. sums.Select(one => new RankedRow(
                one.Key, nameOf(one.Key)?.In(city.Language) ?? one.Key, one.Value.Cases,
                one.Value.Closed, one.Value.OnTime, one.Value.ClosedWithLimit,
                one.Value.OpenOverdue, one.Value.TheirOnTime, one.Value.TheirDue))
            .OrderByDescending(row => row.IsRanked)
            .ThenByDescending(row => row.AtLeast ?? -1)
            .ThenByDescending(row => row.Due)
            .ThenBy(row => row.Code, StringComparer.Ordinal),
    ];

    private sealed record OpenRow(
        DateTimeOffset Due, string? Unit, string? Place, Action<DateTimeOffset>? Compare);

    private sealed class Sum
    {
        public int Cases { get; set; }

        public int Closed { get; set; }

        public int OnTime { get; set; }

        public int ClosedWithLimit { get; set; }

        public int OpenOverdue { get; set; }

        public int TheirOnTime { get; set; }

        public int TheirDue { get; set; }
    }
}
