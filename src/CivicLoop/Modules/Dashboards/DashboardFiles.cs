using System.Globalization;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using CsvHelper;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Parts of a dashboard that are charts with tables.</summary>
internal enum DashboardPart
{
    OnTime,
    Opened,
    Age,
    Rates,
    Repeats,
}

/// <summary>Writes the tables of a dashboard as CSV in the reader's language: numbers plain, so
/// that a spreadsheet can go on reckoning.</summary>
internal sealed class DashboardFiles(ModuleTexts<DashboardTexts> words, DashboardWords names)
{
    public async Task<byte[]> WriteAsync(DashboardView view, DashboardPart part, RateBase by)
    {
        var (header, rows) = part switch
        {
            DashboardPart.OnTime => Weeks(view, view.OnTime),
            DashboardPart.Opened => Weeks(view, view.Opened),
            DashboardPart.Age => Ages(view),
            DashboardPart.Rates => Rates(view.Rates(by)),
            DashboardPart.Repeats => Repeats(view),
        };
        using var memory = new MemoryStream();
        await using (var csv = CsvWriter.Create(
            memory,
            new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape },
            leaveOpen: true))
        {
            csv.WriteHeader([.. header.Select(name => words[name])]);
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteField(cell);
                }

                csv.EndRecord();
            }

            await csv.FlushAsync();
        }

        return memory.ToArray();
    }

    private (string[] Header, IEnumerable<string[]> Rows) Weeks(
        DashboardView view, ControlChart chart) => (
        [
            "Col.Week", "Col.Opened", "Col.Due", "Col.OnTime", "Col.Value", "Col.Middle",
            "Col.Low", "Col.High", "Col.Signal",
        ],
        view.Weeks.Zip(chart.Points, (week, point) => new[]
        {
            TypedDay.Show(week.Week), Number(week.Count.Opened), Number(week.Count.Due),
            Number(week.Count.OnTime), DashboardWords.Plain(point.Value),
            DashboardWords.Plain(chart.Middle), DashboardWords.Plain(point.Low),
            DashboardWords.Plain(point.High), names.Why(point),
        }));

    private (string[] Header, IEnumerable<string[]> Rows) Ages(DashboardView view) => (
        ["Col.Band", "Col.Open"],
        Enum.GetValues<AgeBand>().Select(band => new[]
        {
            (string)words[$"Band.{band}"], Number(view.Open[band]),
        }));

    private (string[] Header, IEnumerable<string[]> Rows) Rates(AreaRates rates) => (
        [
            "Col.Area", "Col.Code", "Col.Opened", "Col.Size", "Col.Rate", "Col.Low95",
            "Col.High95", "Col.Drawn",
        ],
        rates.Areas.Select(one => new[]
        {
            names.Area(one.Area), one.Area, Number(one.Cases),
            one.Size is { } size ? Number(size) : "", DashboardWords.Plain(one.Rate),
            DashboardWords.Plain(one.Low), DashboardWords.Plain(one.High),
            DashboardWords.Plain(one.Drawn),
        }));

    private (string[] Header, IEnumerable<string[]> Rows) Repeats(DashboardView view) => (
        ["Col.Class", "Col.Area", "Col.Cases", "Col.Open", "Col.Last"],
        view.Repeats.Select(one => new[]
        {
            one.ClassCode, names.Area(one.Community ?? one.Subdistrict ?? one.District ?? ""),
            Number(one.Cases), Number(one.Open),
            one.LastAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        }));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
