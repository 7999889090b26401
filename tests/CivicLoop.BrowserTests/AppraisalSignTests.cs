using CivicLoop.Modules.Appraisal;

namespace CivicLoop.BrowserTests;

/// <summary>A sheet that is handed in, judged, presented and signed.</summary>
public sealed class AppraisalSignTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Fact]
    public async Task The_head_signs_what_was_presented()
    {
        var year = await PlayedAppraisal.PlayAsync(city);
        await using var unit = await Reader.SignedInAsync(
            city, "writer-zj", Screen.Phone, "zh");
        foreach (var code in new[] { "M01", "M02", "M03" })
        {
            await unit.OpenAsync(AppraisalPages.Target(year, PlayedAppraisal.Unit, code));
            await unit.Page.FillAsync("#reached", "90");
            await unit.Page.FillAsync("#words", "已完成");
            if (code == "M01")
            {
                await unit.Page.FillAsync("#reason", "口径不同");
            }

            await unit.Page.Locator("form[data-draft^=appraisal-assess] .btn-primary")
                .ClickAsync();
            await unit.Page.WaitForURLAsync("**?done=true");
        }

        await StepAsync(unit, year, "HandIn");
        await using var office = await Reader.SignedInAsync(
            city, "office", Screen.Desktop, "zh");
        foreach (var code in new[] { "M02", "M03" })
        {
            await office.OpenAsync(AppraisalPages.Target(year, PlayedAppraisal.Unit, code));
            await office.Page.FillAsync("#judged", "100");
            await office.Page.Locator("form[data-draft^=appraisal-judge] .btn-primary")
                .ClickAsync();
            await office.Page.WaitForURLAsync("**?done=true");
        }

        await StepAsync(office, year, "Present");
        await using var head = await Reader.SignedInAsync(city, "head-zj", Screen.Phone, "zh");
        await head.OpenAsync(AppraisalPages.Sheet(year, PlayedAppraisal.Unit));
        await AppraisalTests.LookAsync(head, "appraisal-sign");
        await StepAsync(head, year, "Sign");
        Assert.Equal(0, await head.Page.Locator("button[name=step]").CountAsync());
    }

    private static async Task StepAsync(Reader reader, int year, string step)
    {
        await reader.OpenAsync(AppraisalPages.Sheet(year, PlayedAppraisal.Unit));
        await reader.Page.Locator($"button[name=step][value={step}]").ClickAsync();
        await reader.Page.WaitForURLAsync("**?done=true");
    }
}
