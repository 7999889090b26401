using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.People;

/// <summary>What a list of organisations would do, and where a body may stand.</summary>
public sealed class OrganizationPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);

    private static readonly OrganizationChart Chart = new(
    [
        One("a", OrganizationTree.Line, null, "/a/"),
        One("a-1", OrganizationTree.Line, "a", "/a/a-1/"),
        One("a-1-1", OrganizationTree.Line, "a-1", "/a/a-1/a-1-1/"),
        One("b", OrganizationTree.Line, null, "/b/"),
        One("t", OrganizationTree.Territory, null, "/t/"),
    ]);

    [Fact]
    public void The_list_of_what_is_there_changes_nothing()
    {
        var plan = Plan([.. Chart.All.Select((one, n) => Line(n + 2, one))]);
        Assert.All(plan.Rows, row => Assert.Equal(PlanKind.Same, row.Kind));
        Assert.Empty(plan.Refused);
        Assert.Empty(plan.MovedAlong);
    }

    [Fact]
    public void A_child_may_stand_in_the_file_before_its_parent()
    {
        var plan = Plan(New(2, "c-1", parent: "c"), New(3, "c"));
        Assert.Equal(["/c/c-1/", "/c/"], plan.Rows.Select(row => row.After.Path));
    }

    [Fact]
    public void What_is_below_a_moved_body_moves_along()
    {
        var plan = Plan(Line(2, Chart.Find("a-1")!) with { Parent = "b" });
        Assert.Equal("/b/a-1/", Assert.Single(plan.Rows).After.Path);
        Assert.Equal("/b/a-1/a-1-1/", Assert.Single(plan.MovedAlong).Path);
    }

    [Fact]
    public void A_circle_in_the_file_is_refused_with_all_that_hangs_on_it()
    {
        var plan = Plan(New(2, "x", parent: "y"), New(3, "y", parent: "x"), New(4, "z", "x"));
        Assert.Empty(plan.Rows);
        Assert.Equal([2, 3, 4], plan.Refused.Select(one => one.Line));
    }

    [Theory]
    [InlineData("", "Line", null, ProblemCode.FieldRequired, "code")]
    [InlineData("n/w", "Line", null, ProblemCode.FieldInvalid, "code")]
    [InlineData("new", null, null, ProblemCode.FieldRequired, "tree")]
    [InlineData("new", "Forest", null, ProblemCode.UnknownValue, "tree")]
    [InlineData("new", "Line", "nobody", ProblemCode.UnknownValue, "parent")]
    [InlineData("new", "Line", "t", ProblemCode.OrganizationMisplaced, "parent")]
    [InlineData("a", "Territory", null, ProblemCode.UnknownValue, "tree")]
    public void A_row_that_cannot_be_taken_names_its_field(
        string code, string? tree, string? parent, ProblemCode problem, string field)
    {
        var plan = Plan(new OrganizationLine(
            7, code, tree, parent, "名", "Name", "bureau", null, false));
        var refused = Assert.Single(plan.Refused);
        Assert.Equal((7, problem, field),
            (refused.Line, refused.Problem.Code, refused.Problem.Field));
    }

    [Fact]
    public void A_body_with_something_below_it_is_not_retired()
    {
        var plan = Plan(Line(2, Chart.Find("a-1")!) with { Retired = true });
        Assert.Equal(ProblemCode.OrganizationInUse, Assert.Single(plan.Refused).Problem.Code);
    }

    [Fact]
    public void A_whole_branch_is_retired_by_one_list()
    {
        var plan = Plan(
            Line(2, Chart.Find("a-1")!) with { Retired = true },
            Line(3, Chart.Find("a-1-1")!) with { Retired = true });
        Assert.All(plan.Rows, row => Assert.Equal(PlanKind.Retired, row.Kind));
        Assert.Equal(2, plan.Rows.Count);
    }

    [Theory]
    [InlineData("a", "a-1")]
    [InlineData("a", "a-1-1")]
    [InlineData("a", "a")]
    [InlineData("a-1", "t")]
    public void Nothing_moves_below_itself_or_into_another_tree(string code, string parent) =>
        Assert.Equal(
            ProblemCode.OrganizationMisplaced,
            OrganizationPlacement.Move(Chart, code, parent).Problem?.Code);

    [Fact]
    public void A_move_carries_the_whole_branch()
    {
        var moved = OrganizationPlacement.Move(Chart, "a-1", "b").Value;
        Assert.Equal(["/b/a-1/", "/b/a-1/a-1-1/"], moved.Select(one => one.Path));
        Assert.Equal("b", moved[0].ParentCode);
    }

    private static OrganizationPlan Plan(params OrganizationLine[] lines) =>
        OrganizationPlan.Of(Chart, lines, _ => true, _ => false, Now);

    private static OrganizationLine New(int line, string code, string? parent = null) =>
        new(line, code, "Line", parent, "名", "Name", "bureau", null, false);

    private static OrganizationLine Line(int line, Organization one) => new(
        line, one.Code, one.Tree.ToString(), one.ParentCode, one.NameZh, one.NameEn, one.Kind,
        one.AreaCode, one.RetiredAt is not null);

    private static Organization One(
        string code, OrganizationTree tree, string? parent, string path) =>
        new(code, tree, parent, path, code, code, "bureau", null);
}
