using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Standards;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Command;

/// <summary>Command bodies with members for a time and the criteria they watch.</summary>
public sealed class CommandBodyTests
{
    private const string Members = "/api/v1/command-bodies/c-hq/members";
    private const string Watches = "/api/v1/command-bodies/c-hq/watches";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_body_has_members_for_a_time(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var member = await city.DoAsync(Members, Member(TestPack.Water));
        Assert.Equal(
            ProblemCode.AlreadyExists, await city.RefuseAsync(Members, Member(TestPack.Water)));
        Assert.Equal(
            ProblemCode.UnitNotKnown, await city.RefuseAsync(Members, Member("nobody")));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(Members, new
            {
                title = "组员", signIn = "nobody", from = "2026-11-24", basisName = "方案",
            }));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(Members, Member(TestPack.Department), "water"));
        await city.DoAsync($"{Members}/{member.Id()}/end", new { to = "2026-11-30" });
        Assert.Equal(1, await CountAsync(city, Members + "?day=2026-11-30"));
        Assert.Equal(0, await CountAsync(city, Members + "?day=2026-12-01"));
        Assert.Equal(1, await CountAsync(city, Members));
        Assert.Equal(
            ProblemCode.NotFound,
            await city.RefuseAsync(
                "/api/v1/command-bodies/c-command/members", Member(TestPack.Water)));
        Assert.Contains("总指挥长", await city.PageAsync("/console/command/c-hq"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_body_watches_criteria_and_the_rule_says_so(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var watch = await city.DoAsync(Watches, Watch("A.1.1"));
        Assert.Equal(
            ProblemCode.AlreadyExists, await city.RefuseAsync(Watches, Watch("A.1.1")));
        Assert.Equal(
            ProblemCode.UnknownValue, await city.RefuseAsync(Watches, Watch("Z.9")));
        var find = city.Service<FindCommandBodies>();
        var day = new DateOnly(2026, 11, 24);
        Assert.Equal(["c-hq"], await find.WatchersAsync("e-1", "A.1.1", day, default));
        Assert.Contains(
            "总指挥部",
            await city.PageAsync(
                "/console/responsibility/subject?kind=Criterion&edition=e-1&code=A.1.1"));
        await city.DoAsync($"{Watches}/{watch.Id()}/end", new { to = "2026-11-24" });
        Assert.Empty(await find.WatchersAsync("e-1", "A.1.1", day.AddDays(1), default));
        var list = await city.GetAsync("/api/v1/command-bodies", "water");
        var body = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(1, body.GetProperty("watches").GetInt32());
    }

    private static object Member(string organization) => new
    {
        title = "总指挥长", organization, from = "2026-11-24", basisName = "组成方案",
    };

    private static object Watch(string criterion) =>
        new { edition = "e-1", criterion, from = "2026-11-24" };

    private static async Task<int> CountAsync(TestCity city, string path) =>
        (await city.GetAsync(path, "water")).GetProperty("items").GetArrayLength();

    private static Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var pack = TestPack.Create();
        return TestCity.StartAsync(engine, pack with
        {
            Editions = [new PackEdition(SampleEditions.Draft(), DutyCity.Begin)],
            Organizations =
            [
                .. pack.Organizations,
                new Organization(
                    "c-hq", OrganizationTree.Command, null, "/c-hq/", "总指挥部", "Headquarters",
                    "headquarters", null),
            ],
        });
    }
}
