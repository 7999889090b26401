using CivicLoop.Domain.Inspections;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed class AgreementTests
{
    // The worked examples that stand in most introductions: fifty applications read by two, and two
    // tables of a hundred in which 60 are judged alike but chance differs.
    [Theory]
    [InlineData(20, 5, 10, 15, 0.4)]
    [InlineData(45, 15, 25, 15, 0.1304)]
    [InlineData(25, 35, 5, 35, 0.2593)]
    public void Kappa_is_the_published_one(
        int bothYes, int yesNo, int noYes, int bothNo, double published)
    {
        var agreement = Agreement.Of(
            [
                .. Enumerable.Repeat(("yes", "yes"), bothYes),
                .. Enumerable.Repeat(("yes", "no"), yesNo),
                .. Enumerable.Repeat(("no", "yes"), noYes),
                .. Enumerable.Repeat(("no", "no"), bothNo),
            ]);
        Assert.Equal(published, agreement.Kappa!.Value, 4);
        Assert.Equal(bothYes + bothNo, agreement.Same);
    }

    [Fact]
    public void Two_who_always_agree_have_one_and_two_who_cannot_differ_say_nothing()
    {
        Assert.Equal(1, Agreement.Of([("A", "A"), ("B", "B"), ("C", "C")]).Kappa);
        Assert.Null(Agreement.Of([("A", "A"), ("A", "A")]).Kappa);
        Assert.Null(Agreement.Of<string>([]).Kappa);
    }

    [Fact]
    public void Two_who_agree_less_than_by_chance_are_below_nothing() =>
        Assert.Equal(-1, Agreement.Of([("A", "B"), ("B", "A")]).Kappa);
}
