using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Database.People;

/// <summary>Lists of organisations and people are taken in by the same rules as by hand.</summary>
public sealed class ImportPeopleTests
{
    private static readonly string[] Columns =
        ["登录名", "姓名", "角色", "单位", "区划", "停用"];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_dry_run_says_what_the_run_then_does_and_stores_nothing(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var import = city.Service<ImportPeople>();
        var file = People(
            ["zhao", "赵某", "inspector", TestPack.SupervisionCentre, TestPack.West, ""],
            ["qian", "钱某", "nobody", TestPack.SupervisionCentre, "", ""],
            ["sun", "孙某", "handler", TestPack.WestBureau, "", ""]);
        var looked = (await import.LookAsync(file, "system", default)).Value;
        Assert.Equal([PlanKind.Added, PlanKind.Added], looked.Rows.Select(row => row.Kind));
        var refused = Assert.Single(looked.Refused);
        Assert.Equal((3, ProblemCode.UnknownValue, "role"),
            (refused.Line, refused.Problem.Code, refused.Problem.Field));
        Assert.Equal(0, await CountAsync(city));

        var taken = (await import.TakeAsync(file, null, "system", default)).Value;
        Assert.Equal(
            looked.Rows.Select(row => (row.Line, row.Kind)),
            taken.Rows.Select(row => (row.Line, row.Kind)));
        Assert.All(taken.Rows, row => Assert.NotNull(row.Secret));
        Assert.Equal(2, await CountAsync(city));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_list_twice_makes_no_doubles(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var import = city.Service<ImportPeople>();
        var file = People(
            ["zhao", "赵某", "inspector", TestPack.SupervisionCentre, "", ""],
            ["zhao", "赵某", "closer", TestPack.SupervisionCentre, "", ""]);
        await import.TakeAsync(file, null, "system", default);
        var again = (await import.TakeAsync(file, null, "system", default)).Value;
        Assert.All(again.Rows, row => Assert.Equal(PlanKind.Same, row.Kind));
        await using var context = city.City.Database.OpenContext();
        Assert.Equal(2, await context.Set<Post>().CountAsync());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_never_joins_two_separated_duties(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var taken = (await city.Service<ImportPeople>().TakeAsync(
            People(
                ["zhao", "赵某", "auditor", TestPack.CommandCentre, "", ""],
                ["zhao", "赵某", "system-keeper", TestPack.CommandCentre, "", ""]),
            null, "system", default)).Value;
        Assert.Equal(
            ProblemCode.DutiesSeparated, Assert.Single(taken.Refused).Problem.Code);
        Assert.Single(taken.Rows);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_is_marked_in_the_list_can_no_longer_sign_in(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var import = city.Service<ImportPeople>();
        await import.TakeAsync(
            People(["zhao", "赵某", "handler", TestPack.WestBureau, "", ""]), null, "system",
            default);
        var taken = (await import.TakeAsync(
            People(["zhao", "赵某", "handler", TestPack.WestBureau, "", "是"]), null, "system",
            default)).Value;
        Assert.Equal(PlanKind.Retired, Assert.Single(taken.Rows).Kind);
        var account = await city.Service<PeopleLists>().AccountAsync("zhao", default);
        Assert.True(account!.IsDisabled);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Moved_branches_take_the_scopes_of_posts_along(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var made = await city.Service<KeepAccounts>().MakeAsync(
            new WantedAccount("li", "李某", null, "handler", TestPack.WestBureau, null), "system");
        var file = SheetFile.Write(
            ["code", "name_zh", "parent"],
            [
                [TestPack.WestBureau, "西区局", TestPack.Water],
                ["d-new", "新单位", "nowhere"],
            ]);
        var taken = (await city.Service<ImportOrganizations>()
            .TakeAsync(file, null, "system", default)).Value;
        Assert.Equal(["parent", "nameZh"], Assert.Single(taken.Plan.Rows).Fields.OrderDescending());
        Assert.Equal(3, Assert.Single(taken.Plan.Refused).Line);
        var posts = await city.Service<PeopleLists>().PostsAsync([made.Value.Id], default);
        Assert.Equal(
            $"/{TestPack.Water}/{TestPack.WestBureau}/",
            Assert.Single(posts[made.Value.Id]).ScopePath);

        var back = await city.Service<KeepOrganizations>().MoveAsync(
            TestPack.WestBureau, TestPack.Department, "system");
        Assert.Equal($"/{TestPack.Department}/{TestPack.WestBureau}/", back.Value.Path);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_exported_is_taken_in_again_unchanged(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var file = SheetFile.Write(
            [.. SheetColumns.Organizations.Keys], city.Service<ExportPeople>().Organizations());
        var looked = (await city.Service<ImportOrganizations>().LookAsync(file, default)).Value;
        Assert.Empty(looked.Plan.Refused);
        Assert.All(looked.Plan.Rows, row => Assert.Equal(PlanKind.Same, row.Kind));
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 1, 2, 3 }, ProblemCode.FileUnreadable)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 }, ProblemCode.TextNotUtf8)]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b' }, ProblemCode.ColumnMissing)]
    public void A_file_that_is_no_list_is_refused(byte[] file, ProblemCode problem) => Assert.Equal(
        problem, Sheet.Read(file, SheetColumns.People, "sign_in").Problem?.Code);

    [Fact]
    public void An_archive_that_unpacks_to_far_more_than_it_weighs_is_refused()
    {
        using var bomb = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(
            bomb, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var zeros = new byte[1 << 20];
            for (var n = 0; n < 310; n++)
            {
                entry.Write(zeros);
            }
        }

        Assert.InRange(bomb.Length, 1, 1 << 20);
        Assert.Equal(
            ProblemCode.FileUnreadable,
            Sheet.Read(bomb.ToArray(), SheetColumns.People).Problem?.Code);
    }

    private static byte[] People(params IReadOnlyList<object?>[] rows) =>
        SheetFile.Write(Columns, rows);

    private static async Task<int> CountAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Account>().CountAsync(row => !row.IsDemonstration);
    }
}
