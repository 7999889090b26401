using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;
using static CivicLoop.Tests.Domain.Responsibilities.SampleDuties;

namespace CivicLoop.Tests.Domain.Responsibilities;

public sealed class CoverageProofTests
{
    private static readonly DutyRecord[] All =
    [
        Lead(Clean, TestPack.Department), Lead(DutyTopic.SiteKind("S01"), TestPack.Department),
        Of(DutyTopic.Site("P-1"), DutyRole.SiteKeeper, TestPack.Water),
        Lead(DutyTopic.Category(TestPack.NoLimit), TestPack.Water),
    ];

    private static CoverageScope Scope => new(
        [Clean], Districts, ["S01"], [Site()], TestPack.Create().Areas,
        TestPack.Create().Classes);

    [Fact]
    public void It_is_empty_when_somebody_answers_for_everything() =>
        Assert.Empty(CoverageProof.Of(Book(All), Scope));

    [Fact]
    public void Each_missing_duty_is_a_gap_that_says_which_duty_would_mend_it()
    {
        foreach (var missing in All)
        {
            var gaps = CoverageProof.Of(Book(All.Where(one => one != missing)), Scope);
            Assert.Contains(
                gaps, gap => gap.Topic == missing.Topic && gap.Missing == missing.Role);
            Assert.Empty(CoverageProof.Of(Book([.. All]), Scope));
        }
    }

    [Fact]
    public void A_lead_in_one_district_alone_leaves_the_others_open()
    {
        var gap = Assert.Single(CoverageProof.Of(
            Book([.. All.Skip(1), Lead(Clean, TestPack.Department, TestPack.West)]), Scope));
        Assert.Equal(
            (Clean, TestPack.East, GapReason.NoLead), (gap.Topic, gap.AreaCode, gap.Reason));
        Assert.Null(CoverageProof.Of(Book(All.Skip(1)), Scope)[0].AreaCode);
    }

    [Fact]
    public void An_area_without_an_owner_is_open_with_all_inside_it_and_so_are_the_criteria()
    {
        var gaps = CoverageProof.Of(Book(All, "t-east"), Scope);
        Assert.Equal(
            [TestPack.East, "990102001000", "990102001001", "990102001002"],
            gaps.Where(gap => gap.Topic.Kind == DutySubject.Area).Select(gap => gap.AreaCode));
        Assert.Contains(new CoverageGap(Clean, TestPack.East, GapReason.NoTerritory), gaps);
        Assert.Equal(5, gaps.Count);
        var mended = CoverageProof.Of(
            Book(
                [
                    .. All,
                    Of(DutyTopic.Area(TestPack.East), DutyRole.TerritorialOwner, TestPack.Water),
                ],
                "t-east"),
            Scope);
        Assert.Empty(mended);
    }

    [Fact]
    public void A_responsible_unit_answers_where_there_is_no_territory() =>
        Assert.DoesNotContain(
            CoverageProof.Of(
                Book(
                    [.. All, Of(Clean, DutyRole.ResponsibleUnit, TestPack.Water, TestPack.East)],
                    "t-east"),
                Scope),
            gap => gap.Topic == Clean);

    [Fact]
    public void A_lead_that_was_given_up_answers_for_nothing()
    {
        var gaps = CoverageProof.Of(Book(All, TestPack.Department), Scope);
        Assert.All(
            gaps.Where(gap => gap.Topic.Kind != DutySubject.Site),
            gap => Assert.Equal(GapReason.LeadGone, gap.Reason));
        Assert.Contains(gaps, gap => gap.Topic == Clean);
        Assert.Contains(gaps, gap => gap.Topic == DutyTopic.SiteKind("S01"));
        Assert.Contains(gaps, gap => gap.Topic == DutyTopic.Category(TestPack.Rubbish));
    }

    [Fact]
    public void A_site_that_nobody_runs_needs_no_keeper() =>
        Assert.Empty(CoverageProof.Of(
            Book(All.Where(one => one.SubjectKind != DutySubject.Site)),
            Scope with { Sites = [Site(operatorName: "")] }));

    [Fact]
    public void A_class_that_is_switched_off_needs_nobody() =>
        Assert.Empty(CoverageProof.Of(
            Book(All.Take(3)),
            Scope with
            {
                Classes = [.. Scope.Classes.Select(
                    one => one with { IsActive = one.Code != TestPack.NoLimit })],
            }));

    [Fact]
    public void The_demonstration_city_is_open_in_three_named_places_and_can_be_mended()
    {
        var pack = PackFolders.Read("kunming");
        var chart = new OrganizationChart(pack.Organizations);
        var areas = new AreaIndex(pack.Areas);
        var scope = new CoverageScope(
            [
                .. pack.Editions.SelectMany(one => one.Body.Criteria).Select(
                    one => DutyTopic.Criterion(one.EditionCode, one.Code)),
            ],
            [
                .. pack.Areas.Where(one => one.Kind is AreaKind.District
                    or AreaKind.DevelopmentZone).Select(one => one.Code),
            ],
            [
                .. pack.Editions.SelectMany(one => one.Body.SiteKinds).Select(one => one.Code)
                    .Distinct(),
            ],
            [], pack.Areas, pack.Classes);
        var gaps = CoverageProof.Of(new DutyBook(pack.Duties, Day, chart, areas), scope);
        Assert.Equal(["C.2.3", "R.1.3", "S17"], gaps.Select(gap => gap.Topic.Code));
        var mended = pack.Duties.Concat(gaps.Select(gap => Lead(gap.Topic, "km-zwfw")));
        Assert.Empty(CoverageProof.Of(new DutyBook(mended, Day, chart, areas), scope));
    }
}
