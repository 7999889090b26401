using CivicLoop.Domain.People;
using CivicLoop.Modules.Command;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>What command bodies say to units and to people on site.</summary>
internal static class PlayedCommand
{
    private const string Dispatchers = "c-zh";

    /// <summary>A directive that the dispatcher was told of.</summary>
    public static async Task<Guid> DirectAsync(ServedCity city)
    {
        var issued = await city.Services.GetRequiredService<IssueDirective>().RunAsync(
            new DirectiveInput(
                "检查农贸市场周边环境", "周末前检查占道经营和垃圾清运", "工作方案",
                ["km-cg-530102", "t-530102001000"], [Dispatchers], [], null, 8),
            new Caller(
                "simulation:office", "c-office", "/c-hq/c-office/",
                [new Grant(Permission.DirectiveIssue, Scope.City)]));
        Assert.Null(issued.Problem);
        return issued.Value.Id;
    }

    /// <summary>A word of the supervisor's body to everybody on site.</summary>
    public static async Task<Guid> BroadcastAsync(ServedCity city, string title, bool isUrgent)
    {
        var sent = await city.Services.GetRequiredService<SendBroadcast>().RunAsync(
            new BroadcastInput(
                title, "请检查责任路段的雨水箅子", isUrgent,
                TimeProvider.System.GetUtcNow().AddHours(3).ToString("O", null),
                ["530100000000"], []),
            new Caller(
                "simulation:inspection", "c-inspect1", "/c-hq/c-office/c-inspect1/",
                [new Grant(Permission.DirectiveIssue, Scope.City)]));
        Assert.Null(sent.Problem);
        return sent.Value.Id;
    }
}
