using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Command;

/// <summary>Whom a broadcast reaches, and what becomes of it.</summary>
public sealed class BroadcastReachTests
{
    private const string West = "d-west";
    private const string East = "d-east";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly OrganizationChart Chart = new(
    [
        Unit("line", "/line/", null), Unit("line-west", "/line/line-west/", West),
        Unit("street", "/t/street/", "s-west"), Unit("east", "/t/east/", East),
        Unit("zone", "/t/zone/", "z"),
    ]);

    private static readonly AreaIndex Areas = new(
    [
        Area("city", AreaKind.City, null), Area(West, AreaKind.District, "city"),
        Area(East, AreaKind.District, "city"), Area("s-west", AreaKind.Subdistrict, West),
        Area("z", AreaKind.DevelopmentZone, null, beside: true),
    ]);

    // Everybody once, by unit; "roaming" works for the line but is limited to a street.
    private static readonly (string Who, string Unit, string? Area)[] People =
    [
        ("everywhere", "line", null), ("west", "line-west", null), ("street", "street", null),
        ("east", "east", null), ("zone", "zone", null), ("roaming", "line", "s-west"),
        ("gone", "no-unit", null),
    ];

    [Theory]
    [InlineData("city", "", "everywhere west street east zone roaming")]
    [InlineData(West, "", "west street roaming")]
    [InlineData("s-west", "", "street roaming")]
    [InlineData("d-east z", "", "east zone")]
    [InlineData("", "line", "everywhere west roaming")]
    [InlineData("", "line-west street", "west street")]
    [InlineData(West, "line", "west roaming")]
    [InlineData(East, "line", "")]
    public void Area_and_unit_must_both_fit_with_all_that_is_below_them(
        string areas, string units, string reached)
    {
        Assert.Equal(reached, Reached(areas, units, Scope.City));
    }

    [Theory]
    [InlineData(null, West, "west street roaming")]
    [InlineData("/line/", null, "everywhere west roaming")]
    [InlineData("/line/", West, "west roaming")]
    [InlineData(null, "city", "everywhere west street east zone roaming")]
    public void Nobody_outside_the_senders_own_scope_is_reached(
        string? path, string? area, string reached)
    {
        Assert.Equal(reached, Reached("city", "", new Scope(path, area)));
    }

    [Fact]
    public void Who_holds_two_posts_is_reached_once_by_the_first_that_fits()
    {
        var who = Guid.CreateVersion7();
        var reach = new BroadcastReach(
            new BroadcastTarget([West], []), [Scope.City], Chart, Areas);
        var one = Assert.Single(reach.Of(
        [
            new FieldPost(who, "east", null), new FieldPost(who, "street", null),
            new FieldPost(who, "line-west", null),
        ]));
        Assert.Equal("street", one.UnitCode);
    }

    [Fact]
    public void Who_sends_says_what_and_to_whom_and_until_when()
    {
        var target = new BroadcastTarget(["city"], []);
        var until = Now.AddHours(3);
        foreach (var (problem, title, words, end, to) in new[]
        {
            (ProblemCode.FieldRequired, " ", "请检查", until, target),
            (ProblemCode.FieldRequired, "暴雨", "", until, target),
            (ProblemCode.FieldTooLong, new string('雨', 61), "请检查", until, target),
            (ProblemCode.FieldTooLong, "暴雨", new string('雨', 501), until, target),
            (ProblemCode.BroadcastEndUnfit, "暴雨", "请检查", Now, target),
            (ProblemCode.BroadcastEndUnfit, "暴雨", "请检查", Now.AddDays(8), target),
            (ProblemCode.FieldRequired, "暴雨", "请检查", until, new BroadcastTarget([], [])),
            (ProblemCode.LimitTooLarge, "暴雨", "请检查", until,
                new BroadcastTarget([], [.. Enumerable.Range(0, 31).Select(n => $"u{n}")])),
        })
        {
            Assert.Equal(problem, Broadcast.RefuseNew(title, words, end, to, Now)?.Code);
        }

        Assert.Null(Broadcast.RefuseNew("暴雨", "请检查", until, target, Now));
    }

    [Fact]
    public void Those_missing_are_reminded_once_and_only_while_it_holds()
    {
        var sent = Sent();
        Assert.Equal(ProblemCode.BroadcastReachesNobody, sent.Remind(0, Now).Problem!.Code);
        var reminded = sent.Remind(3, Now.AddHours(1)).Value;
        Assert.Equal((3, 2), (reminded.Reminded, reminded.Version));
        Assert.Equal(
            ProblemCode.BroadcastReminded, reminded.Remind(2, Now.AddHours(2)).Problem!.Code);
        Assert.Equal(ProblemCode.BroadcastOver, sent.Remind(3, sent.ValidUntil).Problem!.Code);
    }

    [Fact]
    public void It_is_withdrawn_with_a_reason_and_only_while_it_holds()
    {
        var sent = Sent();
        Assert.True(sent.IsOn(sent.ValidUntil.AddTicks(-1)));
        Assert.False(sent.IsOn(sent.ValidUntil));
        Assert.Equal(ProblemCode.FieldRequired, sent.End(" ", Now).Problem!.Code);
        var ended = sent.End("发错范围", Now).Value;
        Assert.False(ended.IsOn(Now));
        Assert.Equal(ProblemCode.BroadcastOver, ended.End("再来", Now).Problem!.Code);
        Assert.Equal(ProblemCode.BroadcastOver, sent.End("晚了", sent.ValidUntil).Problem!.Code);
    }

    private static string Reached(string areas, string units, Scope scope)
    {
        var ids = People.ToDictionary(one => Guid.CreateVersion7(), one => one);
        var reach = new BroadcastReach(
            new BroadcastTarget(CodeList(areas), CodeList(units)), [scope], Chart, Areas);
        return string.Join(' ', reach
            .Of(ids.Select(one => new FieldPost(one.Key, one.Value.Unit, one.Value.Area)))
            .Select(post => ids[post.AccountId].Who));
    }

    private static IReadOnlyList<string> CodeList(string codes) =>
        CivicLoop.Domain.CodeList.Read(codes);

    private static Broadcast Sent() => new()
    {
        Id = Guid.CreateVersion7(), BodyCode = "c-hq", Title = "暴雨", Words = "请检查",
        IsUrgent = true, ValidUntil = Now.AddHours(3), Areas = "city", Units = "", People = 5,
        UnitCount = 2, SentBy = "account:1", SentAt = Now,
    };

    private static Organization Unit(string code, string path, string? area) => new(
        code, OrganizationTree.Line, null, path, code, code, "department", area);

    private static Area Area(string code, AreaKind kind, string? parent, bool beside = false) =>
        new(code, kind, code, code, parent, beside, null);
}
