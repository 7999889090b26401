using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The console as its people use it all day: by keyboard, many cases at once, and two of
/// them on one case.</summary>
public sealed class ConsoleTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Template = "常用语 {number}";

    [Fact]
    public async Task Cases_chosen_together_fit_every_screen_and_can_be_used_by_everybody()
    {
        await ReportedAsync("垃圾没人清理", CaseCommand.Accept);
        await city.Services.GetRequiredService<ResponseTemplates>().SaveAsync(
            null, new WantedTemplate { Name = "zh", Words = Template }, "account:test", default);
        await using var dispatcher = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Phone, "zh");
        await dispatcher.OpenAsync("/console/work/dispatch");
        await dispatcher.Page.Locator("[data-row] input").First.CheckAsync();
        await dispatcher.Page.Locator("form[data-choose] button").ClickAsync();
        await dispatcher.Page.WaitForURLAsync("**/console/bulk**");
        await dispatcher.FitsEveryScreenAsync("console-bulk");
        Assert.Empty(dispatcher.Complaints);
    }

    [Fact]
    public async Task In_the_dark_the_console_can_be_read()
    {
        var number = await ReportedAsync("夜班也看得清", CaseCommand.Accept);
        await using var dispatcher = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Phone, "zh");
        await dispatcher.Page.EmulateMediaAsync(
            new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        foreach (var (name, address) in new[]
        {
            ("work", "/console/work/dispatch"), ("case", $"/console/cases/{number}?from=dispatch"),
        })
        {
            await dispatcher.OpenAsync(address);
            await dispatcher.FitsEveryScreenAsync($"dark-{name}");
        }
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task Paper_holds_the_case_and_no_navigation(Screen screen, string language)
    {
        var number = await ReportedAsync("打印出来", CaseCommand.Accept);
        await using var dispatcher = await Reader.SignedInAsync(
            city, "dispatcher", screen, language);
        foreach (var address in new[]
        {
            $"/console/cases/{number}?from=dispatch", "/console/work/dispatch",
            $"/cases/{number}", "/cases",
        })
        {
            await dispatcher.OpenAsync(address);
            await dispatcher.Page.EmulateMediaAsync(
                new PageEmulateMediaOptions { Media = Media.Print });
            var name = address.Split('?')[0].Replace(number, "case").Replace('/', '-');
            await dispatcher.ShowAsync($"print{name}-{screen}-{language}");
            var left = dispatcher.Page.Locator(
                "nav:visible, header:visible, footer:visible, button:visible");
            Assert.Equal((address, 0), (address, await left.CountAsync()));
            await Assertions.Expect(dispatcher.Page.Locator("main"))
                .ToContainTextAsync(number);
            await dispatcher.Page.EmulateMediaAsync(
                new PageEmulateMediaOptions { Media = Media.Screen });
        }
    }

    // Keys are the same in every language.
    [Fact]
    public async Task A_dispatcher_clears_a_worklist_without_a_mouse()
    {
        var numbers = new List<string>();
        for (var n = 0; n < 4; n++)
        {
            numbers.Add(await ReportedAsync($"第 {n} 堆", CaseCommand.Accept));
        }

        await using var dispatcher = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Desktop, "zh");
        var page = dispatcher.Page;
        await dispatcher.OpenAsync("/console/work/dispatch");
        var waiting = await page.Locator("[data-row]").CountAsync();
        await PressAsync(page, "j", "x", "j", "j", "Shift+X");
        await Assertions.Expect(page.Locator("[data-row] input:checked")).ToHaveCountAsync(3);
        await PressAsync(page, "a");
        await page.WaitForURLAsync("**/console/bulk**");
        await PressAsync(page, "a", "Control+Enter");
        await page.Locator("[role=status]").WaitForAsync();
        await Assertions.Expect(page.Locator(".bulk-rows li")).ToHaveCountAsync(3);

        await dispatcher.OpenAsync("/console/work/dispatch");
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(waiting - 3);
        await PressAsync(page, "j", "Enter");
        await page.WaitForURLAsync("**/console/cases/*");
        await dispatcher.MapReadyAsync();
        await PressAsync(page, "a", "Control+Enter");
        await page.WaitForURLAsync("**?done=dispatch**");
        await page.Locator("form:has(input[value=take-back]) button").ClickAsync();
        await page.WaitForURLAsync("**?done=take-back**");
        await PressAsync(page, "?");
        await Assertions.Expect(page.Locator("dialog.keys-help")).ToBeVisibleAsync();
        await dispatcher.HoldsToAccessAsync();
        await PressAsync(page, "?", "/");
        await Assertions.Expect(page.Locator("#find-number")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(numbers[0]);
        await PressAsync(page, "Enter");
        await page.WaitForURLAsync($"**/console/cases/{numbers[0]}");
        Assert.Empty(dispatcher.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task Two_who_write_on_one_case_see_each_other_and_lose_nothing(
        Screen screen, string language)
    {
        var number = await ReportedAsync("积水", CaseCommand.Accept, CaseCommand.Dispatch);
        await using var one = await Reader.SignedInAsync(city, "dispatcher", screen, language);
        await one.OpenAsync($"/console/cases/{number}");
        var step = one.Page.Locator(
            "details.step:has(input[value=redirect])");
        await step.Locator("summary").ClickAsync();
        await step.Locator("textarea").FillAsync("改派：不属于本单位");
        await city.ActAsync(number, (CaseCommand.Note, "另一位同事的话"));
        await step.Locator("button").Last.ClickAsync();
        var changed = one.Page.Locator(".alert-info");
        await Assertions.Expect(changed).ToContainTextAsync("另一位同事的话");
        await Assertions.Expect(step.Locator("textarea")).ToHaveValueAsync("改派：不属于本单位");
        await one.FitsAsync();
        await one.HoldsToAccessAsync();
        await one.ShowAsync($"changed-{screen}-{language}");
        await step.Locator("button").Last.ClickAsync();
        await one.Page.WaitForURLAsync("**?done=redirect**");
        Assert.Empty(one.Complaints);
    }

    [Fact]
    public async Task Without_script_cases_are_chosen_acted_on_and_a_sentence_is_taken()
    {
        var number = await ReportedAsync("无脚本", CaseCommand.Accept);
        await city.Services.GetRequiredService<ResponseTemplates>().SaveAsync(
            null, new WantedTemplate { Name = "无脚本", Words = Template, Command = "note" },
            "account:test", default);
        await using var reader = await Reader.SitAsync(
            city, Screen.Desktop, "zh", withScript: false);
        await reader.OpenAsync("/sign-in?return=/console");
        await reader.Page.Locator("form:has(input[value='dispatcher']) button").ClickAsync();
        await reader.OpenAsync($"/console/find?q=无脚本");
        await reader.Page.Locator($"[data-row] input[value^='{number}@']").CheckAsync();
        await reader.Page.Locator("form[data-choose] button").ClickAsync();
        await reader.Page.Locator("form:has(input[value=dispatch]) button").ClickAsync();
        await Assertions.Expect(reader.Page.Locator("[role=status]")).ToContainTextAsync("1");
        await reader.OpenAsync($"/console/cases/{number}");
        var note = reader.Page.Locator("details.step:has(input[value=note])");
        await note.Locator("summary").ClickAsync();
        await note.Locator("[data-template]", new() { HasText = "无脚本" }).ClickAsync();
        await Assertions.Expect(note.Locator("textarea")).ToHaveValueAsync($"常用语 {number}");
    }

    [Fact]
    public async Task A_sentence_and_a_colleague_are_put_into_a_note_by_a_press()
    {
        var number = await ReportedAsync("批注", CaseCommand.Accept, CaseCommand.Dispatch);
        await city.Services.GetRequiredService<ResponseTemplates>().SaveAsync(
            null, new WantedTemplate { Name = "一键", Words = Template, Command = "note" },
            "account:test", default);
        await using var reader = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Desktop, "zh");
        await reader.OpenAsync($"/console/cases/{number}");
        var note = reader.Page.Locator("details.step:has(input[value=note])");
        await note.Locator("summary").ClickAsync();
        await note.Locator("[data-template]", new() { HasText = "一键" }).ClickAsync();
        await Assertions.Expect(note.Locator("textarea")).ToHaveValueAsync($"常用语 {number}");
        await note.Locator("textarea").PressSequentiallyAsync(" @supervis");
        await note.Locator("[data-mentions] button", new() { HasText = "supervisor" }).ClickAsync();
        await note.Locator("form > button").ClickAsync();
        await reader.Page.WaitForURLAsync("**?done=note**");
        await using var named = await Reader.SignedInAsync(
            city, "supervisor", Screen.Desktop, "zh");
        await named.OpenAsync("/console/notices");

        // An unread notice is read by being opened, and leads to its case.
        await named.Page.Locator("li", new() { HasText = number })
            .Locator("a[href^='/console/notices?open=']").First.ClickAsync();
        await named.Page.WaitForURLAsync($"**/console/cases/{number}");
        Assert.Empty(reader.Complaints.Concat(named.Complaints));
    }

    private async Task<string> ReportedAsync(string words, params CaseCommand[] commands)
    {
        var reported = await city.ReportAsync(words);
        var number = reported.Case.Number;
        await city.ActAsync(number, (CaseCommand.AskVerification, null));
        await city.ActAsync(number, (CaseCommand.ConfirmOnSite, "属实"));
        await city.ActAsync(number, [.. commands.Select(one => (one, (string?)null))]);
        return number;
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
