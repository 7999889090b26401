using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CivicLoop.Tests.Http.Shell;

public sealed class FailureTests : IAsyncLifetime
{
    private ShellHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_program_is_told_that_the_database_is_down_and_when_to_come_back()
    {
        var answer = await AskAsync("/api/v1/down", "en");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("/problems/50301", problem.GetProperty("type").GetString());
        Assert.Equal("DatabaseUnavailable", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_person_gets_a_page_in_the_layout_when_the_database_is_down()
    {
        var answer = await AskAsync("/cases/down", "zh");
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("暂时不可用", page, StringComparison.Ordinal);
        Assert.Contains("data-failed=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains("上报问题", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cases/broken")]
    [InlineData("/api/v1/broken")]
    public async Task An_unexpected_failure_shows_a_number_and_no_detail(string address)
    {
        var answer = await AskAsync(address, "en");
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("tell the administrator this number", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_a_problem_for_programs()
    {
        var page = await AskAsync("/nowhere", "en");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("Not found", await page.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
        var problem = await AskAsync("/api/v1/nowhere", "en");
        Assert.Equal(HttpStatusCode.NotFound, problem.StatusCode);
        Assert.Contains("40401", await problem.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413() => Assert.Equal(
        HttpStatusCode.RequestEntityTooLarge, (await AskAsync("/api/v1/large", "en")).StatusCode);

    [Fact]
    public async Task No_page_may_be_framed_or_run_foreign_scripts()
    {
        var answer = await AskAsync("/nowhere", "zh");
        var policy = string.Join("", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/nowhere?lang=en", "zh-CN", null, "en")]
    [InlineData("/nowhere", "zh-CN", "civicloop-language=en", "en")]
    [InlineData("/nowhere", "en-GB,zh;q=0.5", null, "en")]
    [InlineData("/nowhere", "fr", null, "zh-CN")]
    public async Task The_language_is_asked_then_remembered_then_wished_then_the_citys(
        string address, string wish, string? cookie, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Language", wish);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        var answer = await host.Client.SendAsync(request, Stop);
        Assert.Contains($"<html lang=\"{expected}\">",
            await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_their_hash_in_the_address_are_kept_for_a_year()
    {
        var answer = await AskAsync("/favicon.svg?v=1", "zh");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> AskAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Language", language);
        return await host.Client.SendAsync(request, Stop);
    }
}
