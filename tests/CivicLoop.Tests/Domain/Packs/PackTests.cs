using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;

namespace CivicLoop.Tests.Domain.Packs;

public class PackTests
{
    public static TheoryData<string> Cities => [.. PackFolders.Cities];

    [Fact]
    public void There_are_two_cities_to_begin_with() =>
        Assert.Equal(["boston", "kunming"], PackFolders.Cities.Order());

    [Theory]
    [MemberData(nameof(Cities))]
    public void Every_class_has_a_lead_and_a_condition(string city)
    {
        var pack = Read(city);
        var organizations = pack.Organizations.Select(one => one.Code).ToHashSet();
        var conditions = pack.Conditions.ToLookup(condition => condition.ClassCode);
        Assert.All(pack.Classes, one =>
        {
            Assert.Contains(one.LeadDepartment!, organizations);
            Assert.NotEmpty(conditions[one.Code]);
            Assert.All(conditions[one.Code], condition => Assert.NotEmpty(condition.Source));
        });
    }

    [Theory]
    [MemberData(nameof(Cities))]
    public void A_city_begins_with_sentences_for_the_steps_people_take_all_day(string city)
    {
        var commands = Read(city).Templates.Select(one => one.Command).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "accept", "reject", "dispatch", "rectify", "close" }, commands);
    }

    [Theory]
    [MemberData(nameof(Cities))]
    public void Every_class_is_routed_by_a_rule_wherever_it_happens(string city)
    {
        var pack = Read(city);
        var router = new Router(pack.Rules, new OrganizationChart(pack.Organizations));
        var index = new AreaIndex(pack.Areas);
        var places = pack.Areas
            .Where(area => area.Kind
                is AreaKind.Subdistrict or AreaKind.Neighborhood or AreaKind.DevelopmentZone)
            .Select(area => index.ShapeOf(area.Code)!.InteriorPoint)
            .Select(point => index.Locate(point.X, point.Y))
            .ToList();
        Assert.NotEmpty(places);
        foreach (var @class in pack.Classes)
        {
            foreach (var place in places)
            {
                var route = router.Route(@class, place);
                Assert.NotNull(route.RuleId);
                Assert.NotNull(route.UnitOrg);
                Assert.NotNull(route.TerritoryOrg);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cities))]
    public void The_three_trees_are_disjoint_and_every_path_leads_to_its_parent(string city)
    {
        var pack = Read(city);
        var byCode = pack.Organizations.ToDictionary(one => one.Code);
        Assert.Equal(Enum.GetValues<OrganizationTree>().Length,
            pack.Organizations.Select(one => one.Tree).Distinct().Count());
        Assert.All(pack.Organizations, one =>
        {
            var parent = one.ParentCode is null ? null : byCode[one.ParentCode];
            Assert.True(parent is null || parent.Tree == one.Tree);
            Assert.Equal($"{parent?.Path ?? "/"}{one.Code}/", one.Path);
        });
    }

    [Theory]
    [MemberData(nameof(Cities))]
    public void The_body_that_checks_is_no_part_of_a_body_that_does(string city)
    {
        var pack = Read(city);
        var checkers = pack.Organizations.Where(one => one.Kind == "supervision").ToList();
        Assert.NotEmpty(checkers);
        Assert.All(checkers, one => Assert.Equal(OrganizationTree.Command, one.Tree));
        Assert.DoesNotContain(
            pack.Rules, rule => checkers.Any(checker => checker.Code == rule.Unit));
    }

    [Theory]
    [MemberData(nameof(Cities))]
    public void Every_text_is_there_in_both_languages(string city)
    {
        var pack = Read(city);
        Assert.All(
            pack.Classes.Select(one => one.Name)
                .Concat(pack.Classes.Select(one => one.Group))
                .Concat(pack.Organizations.Select(one => one.Name))
                .Concat(pack.Areas.Select(area => area.Name))
                .Concat(pack.Conditions.SelectMany(one => new[] { one.Opening, one.Closing }))
                .Concat(pack.Rules.Select(rule => rule.Basis)),
            text =>
            {
                Assert.NotEmpty(text.Zh);
                Assert.NotEmpty(text.En);
            });
    }

    [Fact]
    public void Kunming_has_its_1903_divisions_and_each_begins_with_its_parent()
    {
        var divisions = Read("kunming").Areas
            .Where(area => !area.BesideTree && area.Kind != AreaKind.GridCell)
            .ToList();
        Assert.Equal(1903, divisions.Count);
        Assert.Equal(14, divisions.Count(area => area.Kind == AreaKind.District));
        Assert.Equal(150, divisions.Count(area => area.Kind == AreaKind.Subdistrict));
        Assert.Equal(1738, divisions.Count(area => area.Kind == AreaKind.Community));
        Assert.All(divisions.Where(area => area.ParentCode is not null), area =>
        {
            Assert.True(DivisionCode.TryParse(area.ParentCode, out var parent));
            Assert.StartsWith(parent.Prefix, area.Code, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Kunming_has_grid_cells_in_its_six_core_districts_only() =>
        Assert.Equal(
            ["530102", "530103", "530111", "530112", "530114", "530115"],
            Read("kunming").Areas
                .Where(area => area.Kind == AreaKind.GridCell)
                .Select(area => area.Code[..6]).Distinct().Order());

    [Fact]
    public void A_case_in_a_development_zone_goes_to_its_committee()
    {
        var pack = Read("kunming");
        var index = new AreaIndex(pack.Areas);
        var inside = index.ShapeOf("zone-gaoxin")!.InteriorPoint;
        var route = new Router(pack.Rules, new OrganizationChart(pack.Organizations))
            .Route(Class(pack, "E0104"), index.Locate(inside.X, inside.Y));
        Assert.Equal("t-zone-gaoxin", route.UnitOrg);
        Assert.Equal("km-cg", route.LineOrg);
    }

    [Theory]
    [InlineData("E0104", "km-cg-530103")]
    [InlineData("E0402", "km-zls")]
    [InlineData("E0505", "km-jj-530103")]
    [InlineData("E2103", "t-530103001001")]
    [InlineData("E0101", "t-530103001000")]
    [InlineData("E0199", "t-530103001000")]
    public void A_case_in_Panlong_goes_where_the_sample_rules_say(string code, string unit)
    {
        var pack = Read("kunming");
        var index = new AreaIndex(pack.Areas);
        var inside = index.ShapeOf("530103001001")!.InteriorPoint;
        var route = new Router(pack.Rules, new OrganizationChart(pack.Organizations))
            .Route(Class(pack, code), index.Locate(inside.X, inside.Y));
        Assert.Equal(unit, route.UnitOrg);
        Assert.Equal("t-530103001001", route.TerritoryOrg);
    }

    [Fact]
    public void A_missing_manhole_cover_is_fenced_off_first_and_repaired_within_six_hours()
    {
        var limits = Read("kunming").Conditions
            .Where(condition => condition.ClassCode == "C0102")
            .Select(condition => condition.Limit)
            .ToList();
        Assert.Equal(
            [
                new TimeLimit(2, ClockKind.UrgentHours), new TimeLimit(6, ClockKind.UrgentHours),
                new TimeLimit(36, ClockKind.UrgentHours), new TimeLimit(3, ClockKind.WorkingDays),
            ],
            limits.Cast<TimeLimit>());
    }

    [Fact]
    public void The_sample_catalogue_uses_all_three_clocks() =>
        Assert.Equal(
            Enum.GetValues<ClockKind>().Length,
            Read("kunming").Conditions
                .Select(condition => condition.LimitKind).OfType<ClockKind>().Distinct().Count());

    [Theory]
    [InlineData("2017-10-01", false)]
    [InlineData("2017-10-08", false)]
    [InlineData("2017-09-30", true)]
    [InlineData("2026-10-07", false)]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-23", false)]
    public void Kunming_works_on_the_days_the_State_Council_announced(string day, bool works) =>
        Assert.Equal(works, Calendar("kunming").IsWorkingDay(DateOnly.Parse(
            day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2011-07-04", false)]
    [InlineData("2011-11-24", false)]
    [InlineData("2011-12-26", false)]
    [InlineData("2012-04-16", false)]
    [InlineData("2020-06-19", true)]
    [InlineData("2023-06-19", false)]
    [InlineData("2011-07-05", true)]
    public void Boston_rests_on_federal_and_Massachusetts_holidays(string day, bool works) =>
        Assert.Equal(works, Calendar("boston").IsWorkingDay(DateOnly.Parse(
            day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Boston_has_25_neighborhoods_and_a_limit_only_where_it_was_learned()
    {
        var pack = Read("boston");
        Assert.Equal(25, pack.Areas.Count(area => area.Kind == AreaKind.Neighborhood));
        Assert.Equal(141, pack.Classes.Count);
        Assert.All(pack.Conditions, condition => Assert.Equal(
            condition.LimitMilli is not null,
            condition.Source.StartsWith("learned from", StringComparison.Ordinal)));
    }

    [Fact]
    public void Fenway_Park_lies_in_Fenway()
    {
        var at = new AreaIndex(Read("boston").Areas).Locate(-71.0972, 42.3467);
        Assert.Equal("34", at.DistrictCode);
    }

    private static WorkCalendar Calendar(string city)
    {
        var pack = Read(city);
        return pack.Calendar.ToCalendar(
            TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone));
    }

    private static CaseClass Class(Pack pack, string code) =>
        pack.Classes.Single(one => one.Code == code);

    private static Pack Read(string city) => PackFolders.Read(city);
}
