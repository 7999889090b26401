using CivicLoop.Domain.Responsibilities;
using CivicLoop.Tests.City;
using static CivicLoop.Tests.Domain.Responsibilities.SampleDuties;

namespace CivicLoop.Tests.Domain.Responsibilities;

public sealed class DutyBookTests
{
    [Fact]
    public void A_lead_for_a_smaller_area_goes_before_one_for_the_city()
    {
        var book = Book(
        [
            Lead(Clean, TestPack.Department), Lead(Clean, TestPack.Water, TestPack.West),
        ]);
        Assert.Equal(TestPack.Water, Assert.Single(book.Answer(Clean, TestPack.West).Leads)
            .HolderCode);
        Assert.Equal(
            TestPack.Water,
            Assert.Single(book.Answer(Clean, TestPack.WestCommunity).Leads).HolderCode);
        Assert.Equal(TestPack.Department, Assert.Single(book.Answer(Clean, TestPack.East).Leads)
            .HolderCode);
        Assert.False(book.Answer(Clean, TestPack.West).IsDouble);
    }

    [Fact]
    public void Two_leads_for_the_same_area_on_the_same_day_are_a_contradiction()
    {
        DutyRecord[] duties = [Lead(Clean, TestPack.Department), Lead(Clean, TestPack.Water)];
        Assert.True(Book(duties).Answer(Clean, TestPack.West).IsDouble);
        duties[0] = duties[0] with { ToDay = Day.AddDays(-1) };
        Assert.False(Book(duties).Answer(Clean, TestPack.West).IsDouble);
    }

    [Fact]
    public void The_territory_is_the_nearest_owner_but_never_the_city()
    {
        var book = Book([]);
        Assert.Equal("t-west-1-1", book.OwnerOf("990101001001001")?.Code);
        Assert.Equal("t-west-1", book.OwnerOf("990101001002")?.Code);
        Assert.Equal("t-east", book.OwnerOf("990102001002")?.Code);
        Assert.Null(book.OwnerOf("990100000000"));
        Assert.Null(Book([], "t-east").OwnerOf(TestPack.East));
    }

    [Fact]
    public void A_duty_names_another_owner_than_the_chart()
    {
        var book = Book(
        [
            Of(DutyTopic.Area(TestPack.East), DutyRole.TerritorialOwner, TestPack.Water),
        ]);
        Assert.Equal(TestPack.Water, book.OwnerOf("990102001001")?.Code);
    }

    [Fact]
    public void A_unit_that_leads_more_criteria_than_it_can_carry_is_overloaded()
    {
        var duties = Enumerable.Range(1, 4)
            .Select(n => Lead(DutyTopic.Criterion("e-1", $"A.{n}"), TestPack.Water))
            .Append(Lead(DutyTopic.Criterion("e-1", "A.4"), TestPack.Water, TestPack.West))
            .Append(Lead(DutyTopic.SiteKind("S01"), TestPack.Water));
        var book = Book(duties);
        Assert.Equal(4, book.LeadsOf(TestPack.Water));
        Assert.Equal((TestPack.Water, 4), Assert.Single(book.Overloaded(3)));
        Assert.Empty(book.Overloaded(4));
    }
}
