using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Responsibilities;

/// <summary>Duties in the test city, each a line long where it is used.</summary>
internal static class SampleDuties
{
    public static readonly DateOnly Day = new(2026, 11, 24);

    public static readonly DutyTopic Clean = DutyTopic.Criterion("e-1", "A.1.1");

    public static readonly IReadOnlyList<string> Districts = [TestPack.West, TestPack.East];

    public static DutyRecord Lead(DutyTopic topic, string holder, string? area = null) =>
        Of(topic, DutyRole.LeadDepartment, holder, area);

    public static DutyRecord Of(
        DutyTopic topic, DutyRole role, string? holder, string? area = null) => new()
    {
        Id = Ids.New(TestCity.Start),
        SubjectKind = topic.Kind,
        EditionCode = topic.EditionCode,
        SubjectCode = topic.Code,
        Role = role,
        AreaCode = area,
        HolderCode = holder,
        FromDay = new DateOnly(2026, 1, 1),
        BasisName = "责任分工方案",
        EnteredBy = "account:office",
        EnteredAt = TestCity.Start,
    };

    /// <summary>The test city on the day, some organisations given up.</summary>
    public static DutyBook Book(IEnumerable<DutyRecord> duties, params string[] gone) =>
        BookOn(Day, duties, gone);

    public static DutyBook BookOn(
        DateOnly day, IEnumerable<DutyRecord> duties, params string[] gone)
    {
        var pack = TestPack.Create();
        return new DutyBook(
            duties, day,
            new OrganizationChart(pack.Organizations.Select(one => gone.Contains(one.Code)
                ? one with { RetiredAt = TestCity.Start }
                : one)),
            new AreaIndex(pack.Areas));
    }

    public static Site Site(string code = "P-1", string operatorName = "市场公司") => new(
        new Guid("0198a000-0000-7000-8000-00000000aa01"), code, "S01", "农贸市场", "Market", "",
        102.05, 25.05, TestPack.West, TestPack.WestSubdistrict, TestPack.WestCommunity, null,
        operatorName, null, null, "{}", SiteState.Active, null, TestCity.Start, TestCity.Start);
}
