using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>A draft's tree is changed a node at a time.</summary>
public sealed class ScorecardTreeTests
{
    private static readonly ScoreNode Root = Node("score", null, null);
    private static readonly ScoreNode[] Tree =
    [
        Root, Node("field", "score", null), Node("field.a", "field", "field"),
        Node("case", "score", "case"),
    ];

    [Fact]
    public void A_measure_stands_behind_its_siblings_under_a_code_of_its_own()
    {
        var added = ScorecardTree.Add(Tree, Wish("score", "burden", "working-hours")).Value;
        Assert.Equal(("own-1", "score", 4), (added.Code, added.ParentCode, added.Position));
        var second = ScorecardTree.Add([.. Tree, added], Wish("field", "case", "closed-rate"));
        Assert.Equal("own-2", second.Value.Code);
    }

    [Fact]
    public void A_group_may_stand_empty_in_a_draft_but_never_hold()
    {
        var added = ScorecardTree.Add(Tree, Wish("score", null, "")).Value;
        Assert.Equal(ProblemCode.ScorecardUnfit, ScorecardRules.Refuse([.. Tree, added])?.Code);
        var below = ScorecardTree.Add([.. Tree, added], Wish(added.Code, "case", "x")).Value;
        Assert.Null(ScorecardRules.Refuse([.. Tree, added, below]));
    }

    [Theory]
    [InlineData("nowhere", "burden", ProblemCode.UnknownValue)]
    [InlineData("case", "burden", ProblemCode.UnknownValue)]
    [InlineData("field", "field", ProblemCode.AlreadyExists)]
    public void What_does_not_fit_is_refused(string parent, string source, ProblemCode code) =>
        Assert.Equal(code, ScorecardTree.Add(Tree, Wish(parent, source, "")).Problem?.Code);

    [Fact]
    public void A_weight_that_is_none_and_a_name_that_is_missing_are_named()
    {
        Assert.Equal(
            "weights",
            ScorecardTree.Add(Tree, Wish("score", "x", "") with { CityWeight = -1 })
                .Problem?.Field);
        Assert.Equal(
            "nameEn",
            ScorecardTree.Add(Tree, Wish("score", "x", "") with { NameEn = " " })
                .Problem?.Field);
    }

    [Fact]
    public void A_group_goes_with_all_that_stands_below_it_and_the_root_stays()
    {
        Assert.Equal(
            ["field", "field.a"], ScorecardTree.Below(Tree, "field").Value.Select(one => one.Code));
        Assert.Equal(
            ProblemCode.ScorecardUnfit, ScorecardTree.Below(Tree, "score").Problem?.Code);
        Assert.Equal(ProblemCode.NotFound, ScorecardTree.Below(Tree, "x").Problem?.Code);
    }

    private static NodeWish Wish(string parent, string? source, string argument) =>
        new(parent, source, argument, "", "名", "Name", 1, 1, 1);

    private static ScoreNode Node(string code, string? parent, string? source) => new()
    {
        ScorecardId = Guid.Empty, VersionN = 1, Code = code, ParentCode = parent,
        Position = Array.IndexOf(["score", "field", "field.a", "case"], code), Source = source,
        Argument = "", CriterionCode = "", NameZh = code, NameEn = code, CityWeight = 1,
        TerritoryWeight = 1, LineWeight = 1,
    };
}
