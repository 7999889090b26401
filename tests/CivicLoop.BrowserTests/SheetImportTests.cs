using System.Text;
using CivicLoop.Platform.Tables;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Tables that are taken in by pages: good rows go in, each bad row comes back with its
/// reason and in a file that can be mended and sent again.</summary>
public sealed class SheetImportTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Duties =
        """
        kind,edition,subject,role,area,holder,from,basis_name
        Criterion,sample-city,C.2.3,SupportingUnit,,km-zwfw,2027-01-01,会议纪要
        Criterion,sample-city,C.2.3,SupportingUnit,,没有这个单位,2027-01-01,会议纪要

        """;

    private const string Edition =
        """
        level,code,parent,name_zh,name_en,method,site_kind,rule,points,subject
        edition,import-test,,试用版本,Trial edition,,,,,City
        item,I9,,试用项目,Trial item,,,,,
        nonsense,X1,I9,没有这个层级,No such level,,,,,

        """;

    private const string Sites =
        """
        code,kind,name_zh,lat,lon
        S11-TEST1,S11,试用农贸市场,25.04,102.71
        S11-TEST2,S11,经纬度写错的市场,25.04,一百零二

        """;

    [Theory]
    [InlineData("duties", "/console/responsibility/import", Duties)]
    [InlineData("standard", "/console/standards/import", Edition)]
    [InlineData("sites", "/console/sites/import", Sites)]
    public async Task Bad_rows_come_back_in_a_file_and_good_ones_go_in(
        string purpose, string address, string rows)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "zh");
        var page = keeper.Page;
        await keeper.OpenAsync(address);
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = $"{purpose}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(rows),
        });
        await page.Locator("form[enctype] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?draft=*");
        Assert.Equal(1, await page.Locator("th[scope=row][data-label]").Filter(
            new() { HasTextRegex = new("^[34]$") }).CountAsync());
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.Locator("a[href*='handler=Rejected']").ClickAsync());
        Assert.Equal($"{purpose}-rejected.xlsx", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync(
            await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Single(Sheet.Read(file, new Dictionary<string, string[]>()).Value.Rows);
        await keeper.ShowAsync($"import-{purpose}");
        await page.Locator("form[action*='handler=Accept'] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        Assert.Empty(keeper.Complaints);
    }
}
