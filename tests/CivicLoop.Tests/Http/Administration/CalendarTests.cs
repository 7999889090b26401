using System.Net;
using System.Text;
using CivicLoop.Modules.Calendar;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.People;

namespace CivicLoop.Tests.Http.Administration;

/// <summary>A year's holidays by hand and from a file.</summary>
public sealed class CalendarTests
{
    private static readonly DateOnly NewYear = new(2028, 1, 3);
    private static readonly DateOnly Saturday = new(2028, 1, 8);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_year_is_set_day_by_day_on_a_plain_form(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var browser = city.Open();
        using var signedIn = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", "catalogue"));
        var before = city.Service<CityHolder>().Current.CalendarDocument;
        var works = CalendarYear.Works(before, 2028).Where(day => day != NewYear)
            .Append(Saturday).Select(day => ("works", $"{day:yyyy-MM-dd}")).ToList();
        const string page = CalendarYearPage.Here + "?year=2028";
        using (var unnamed = await browser.PostAsync(
            page, CalendarYearPage.Here, [.. works, ("year", "2028")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
            Assert.Contains(
                "nameZh-problem", await unnamed.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }

        using var saved = await browser.PostAsync(
            page, CalendarYearPage.Here, [.. works, ("year", "2028"), ("nameZh", "元旦")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var after = city.Service<CityHolder>().Current;
        Assert.Equal("元旦", after.CalendarDocument.Holidays[NewYear].Zh);
        Assert.True(after.Calendar.IsWorkingDay(Saturday));
        Assert.False(after.Calendar.IsWorkingDay(NewYear));
        Assert.Equal(2028, after.Calendar.LastKnownYear);
        Assert.Equal(
            before.Holidays.Count + 1, after.CalendarDocument.Holidays.Count);
        Assert.Equal(["calendar.Changed"], await city.JournalAsync(KeepCalendar.Subject));
    }

    [Fact]
    public void Json_and_a_list_of_a_year_read_the_same()
    {
        var json = CalendarFile.Read(Encoding.UTF8.GetBytes(
            """
            {"holidays":{"2028-01-03":{"zh":"元旦","en":"New Year"}},"makeUpDays":["2028-01-08"]}
            """)).Value;
        var list = CalendarFile.Read(SheetFile.Write(
            ["日期", "类型", "名称", "英文名"],
            [
                ["2028-01-03", "holiday", "元旦", "New Year"],
                ["2028-01-08", "makeup", "", ""],
            ])).Value;
        Assert.Equal("元旦", json.Holidays[NewYear].Zh);
        Assert.Equal(json.Holidays, list.Holidays);
        Assert.Equal([Saturday], json.MakeUpDays);
        Assert.Equal(json.MakeUpDays, list.MakeUpDays);
    }

    [Theory]
    [InlineData("{\"holidays\":{\"2028-13-01\":\"无\"}}")]
    [InlineData("{\"days\":[]}")]
    [InlineData("{")]
    [InlineData("date,kind,name_zh\n2028-02-30,holiday,无\n")]
    [InlineData("date,kind,name_zh\n2028-01-03,party,无\n")]
    public void A_file_that_means_no_days_is_refused(string file) =>
        Assert.NotNull(CalendarFile.Read(Encoding.UTF8.GetBytes(file)).Problem);
}
