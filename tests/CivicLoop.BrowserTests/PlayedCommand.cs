using CivicLoop.Domain.People;
using CivicLoop.Modules.Command;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>A directive that the dispatcher was told of.</summary>
internal static class PlayedCommand
{
    private const string Dispatchers = "c-zh";

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
}
