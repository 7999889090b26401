using CivicLoop.Domain.Inspections;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed class BlindAssignmentTests
{
    private static readonly Inspector[] People =
    [
        new("account:a", "g1", new HashSet<string>()),
        new("account:b", "g2", new HashSet<string> { "D1" }),
        new("account:c", "g2", new HashSet<string> { "D2" }),
    ];

    [Fact]
    public void Nobody_is_sent_into_their_own_district_nor_twice_running_to_a_site()
    {
        var sites = Sites(60);
        var ties = sites.ToDictionary(
            one => one.Site.Code,
            one => new SiteTies(
                [one.Site.District], one.N % 3 == 0 ? "account:a" : null));
        var visits = BlindAssignment.Of("seed", sites, People, ties);
        Assert.All(visits, one => Assert.True(
            one.Inspector is null || BlindAssignment.MayVisit(
                People.First(who => who.Actor == one.Inspector), ties[one.Site.Site.Code])));
        Assert.Equal(90, visits.Count);
    }

    [Fact]
    public void A_repeated_visit_is_anothers()
    {
        var visits = BlindAssignment.Of(
            "seed", Sites(60), People, new Dictionary<string, SiteTies>());
        Assert.All(visits.GroupBy(one => one.Site.N).Where(group => group.Count() == 2), pair =>
            Assert.NotEqual(pair.First().Inspector, pair.Last().Inspector));
    }

    [Fact]
    public void The_work_is_shared_evenly_where_all_may_go()
    {
        var visits = BlindAssignment.Of(
            "seed", Sites(60), People, new Dictionary<string, SiteTies>());
        var loads = visits.CountBy(one => one.Inspector!).Select(one => one.Value).ToList();
        Assert.InRange(loads.Max() - loads.Min(), 0, 1);
    }

    [Fact]
    public void A_site_that_nobody_may_visit_is_left_open_and_not_bent_for()
    {
        var ties = Sites(1).ToDictionary(
            one => one.Site.Code, _ => new SiteTies(["D1", "D2"], "account:a"));
        Assert.All(
            BlindAssignment.Of("seed", Sites(1), People, ties), one => Assert.Null(one.Inspector));
    }

    private static List<DrawnSite> Sites(int count) =>
    [
        .. Enumerable.Range(1, count).Select(n => new DrawnSite(
            n, new FrameSite($"S{n}", "K", n % 2 == 0 ? "D1" : "D2", null), n % 2 == 0)),
    ];
}
