using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Tests.Domain.Standards;

/// <summary>A table becomes an edition, and a row that cannot be taken says why.</summary>
public sealed class EditionReaderTests
{
    private static readonly string[] Whole =
    [
        "measure|A.1.1.1|A.1.1|方法||Field|S01||10",
        "edition|e-1||版本|Edition||||",
        "common|G01||无垃圾||||N|2",
        "kind|S01||街道|||||",
        "check|S0101|S01|标识|||||4",
        "item|A||管理|||||",
        "content|A.1|A|街道|||||",
        "criterion|A.1.1|A.1|整洁|||||",
    ];

    [Fact]
    public void Rows_are_taken_in_any_order()
    {
        var plan = Read([.. Whole.Select(row => row.Replace("标识||||", "标识||||B"))]);
        Assert.Empty(plan.Refused);
        Assert.Equal("S01", Assert.Single(plan.Body.Measures).SiteKindCode);
        Assert.Equal(4000, plan.Body.CheckItems.Single(one => one.Code == "S0101").PointsMilli);
        // What has no English name is called by its Chinese one.
        Assert.Equal("街道", plan.Body.SiteKinds[0].NameEn);
    }

    [Fact]
    public void What_hangs_on_a_refused_row_is_refused_with_it()
    {
        var plan = Read([.. Whole.Select(row => row.Replace("item|A|", "item|A b|"))]);
        Assert.Equal(
            ["rule", "code", "parent", "parent", "parent"],
            plan.Refused.OrderBy(one => one.Line == 1 ? 99 : one.Line)
                .Select(one => one.Problem.Field));
        Assert.Empty(plan.Body.Measures);
    }

    [Theory]
    [InlineData("check|S0102|S99|x||||B|4", "parent")]
    [InlineData("check|S0102|S01|x||||Z|4", "rule")]
    [InlineData("check|S0102|S01|x||||B|0", "points")]
    [InlineData("check|S0102|S01|x||||B|four", "points")]
    [InlineData("check|G01|S01|x||||B|4", "code")]
    [InlineData("check|S0102|S01|||||B|4", "name_zh")]
    [InlineData("measure|m|A.1.1|x||Guess|||4", "method")]
    [InlineData("measure|m|A.1.1|x||1|||4", "method")]
    [InlineData("measure|m|A.1.1|x||Field|S09||4", "site_kind")]
    [InlineData("measure|m|A.1.1|x||Survey|||4", "rule")]
    [InlineData("chapter|m||x|||||", "level")]
    [InlineData("edition|e-2||x|||||", "edition")]
    public void A_faulty_row_names_its_field(string row, string field)
    {
        var plan = Read([.. Whole, row]);
        Assert.Contains(
            plan.Refused,
            one => one.Line == Whole.Length + 1 && one.Problem.Field == field);
    }

    [Fact]
    public void A_table_that_says_of_no_edition_is_refused_whole() => Assert.Equal(
        (ProblemCode.FieldRequired, "edition"),
        EditionReader.Read([Line("item|A||x", 1)], SampleEditions.Now).Problem is { } problem
            ? (problem.Code, problem.Field)
            : default);

    [Fact]
    public void Two_editions_are_told_apart_part_by_part_and_for_tasks()
    {
        var before = SampleEditions.Draft();
        var sign = before.CheckItems[1];
        var after = before with
        {
            CheckItems =
            [
                sign with { Rule = new CountRule(CountRuleKind.Instances), PointsMilli = 5000 },
                sign with { Code = "S0102" },
            ],
            Criteria = [before.Criteria[0] with { LeadZh = "文明办" }],
            Measures = [before.Measures[0] with { PointsMilli = 20_000 }],
            SiteKinds = [before.SiteKinds[0] with { NameZh = "马路" }],
            Items = [.. before.Items, before.Items[0] with { Code = "B" }],
        };
        Assert.Empty(EditionComparison.Of(before, before));
        Assert.Equal(
            [
                ("B", PartChange.Added, TaskEffect.None),
                ("A.1.1", PartChange.Changed, TaskEffect.Reassign),
                ("A.1.1.1", PartChange.Changed, TaskEffect.Reweigh),
                ("S01", PartChange.Changed, TaskEffect.Reword),
                ("G01", PartChange.Dropped, TaskEffect.End),
                ("S0101", PartChange.Changed, TaskEffect.Recheck),
                ("S0102", PartChange.Added, TaskEffect.Begin),
            ],
            EditionComparison.Of(before, after)
                .Select(one => (one.Code, one.Kind, one.Effect)));
        // Read the other way round, what was added is dropped.
        Assert.Equal(
            2, EditionComparison.Of(after, before).Count(one => one.Kind == PartChange.Dropped));
    }

    private static EditionPlan Read(string[] rows) => EditionReader.Read(
        rows.Select((row, n) => Line(row, n + 1)), SampleEditions.Now).Value;

    private static EditionLine Line(string row, int line)
    {
        string[] columns =
        [
            "level", "code", "parent", "name_zh", "name_en", "method", "site_kind", "rule",
            "points",
        ];
        return new EditionLine(
            line,
            columns.Zip(Regex.Split(row, @"\|")).ToDictionary(
                pair => pair.First, pair => pair.Second));
    }
}
