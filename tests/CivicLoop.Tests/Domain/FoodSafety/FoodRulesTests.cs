using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Problems;
using CsCheck;

namespace CivicLoop.Tests.Domain.FoodSafety;

/// <summary>Licences prove themselves, points make grades, and a year is cut into visits.</summary>
public sealed class FoodRulesTests
{
    private static readonly FoodRules Rules = new(
        40, 60,
        [
            new(RiskGrade.A, 30, 1, 1), new(RiskGrade.B, 45, 1, 2), new(RiskGrade.C, 60, 2, 3),
            new(RiskGrade.D, 100, 3, 4),
        ],
        1, 3, "样例");

    [Theory]
    // Numbers that companies publish, as their pages show them.
    [InlineData("JY13301080111719", true)]
    [InlineData("JY14419082492249", true)]
    [InlineData("JY13301860112412", true)]
    [InlineData("JY13301080111718", false)]
    [InlineData("JY43301080111719", false)]
    [InlineData("SC13301080111719", false)]
    [InlineData("JY1330108011171", false)]
    public void A_licence_proves_itself_by_its_last_digit(string number, bool isValid) =>
        Assert.Equal(isValid, FoodLicence.IsValid(number));

    [Fact]
    public void No_single_digit_of_a_licence_can_be_mistaken()
    {
        const string number = "JY13301080111719";
        for (var n = 3; n < number.Length; n++)
        {
            foreach (var digit in "0123456789".Where(digit => digit != number[n]))
            {
                Assert.False(FoodLicence.IsValid(number[..n] + digit + number[(n + 1)..]));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, RiskGrade.A, 1)]
    [InlineData(20, 10, RiskGrade.A, 1)]
    [InlineData(20, 11, RiskGrade.B, 1)]
    [InlineData(20, 25, RiskGrade.B, 2)]
    [InlineData(20, 26, RiskGrade.C, 2)]
    [InlineData(40, 20, RiskGrade.C, 3)]
    [InlineData(40, 21, RiskGrade.D, 3)]
    [InlineData(40, 60, RiskGrade.D, 4)]
    public void Points_make_the_grade_and_its_half_the_visits(
        int statically, int dynamically, RiskGrade grade, int visits)
    {
        Assert.Equal(grade, Rules.GradeOf(statically, dynamically).Value);
        Assert.Equal(visits, Rules.VisitsOf(grade, statically + dynamically));
    }

    [Theory]
    [InlineData(RiskGrade.B, 1, 0, RiskGrade.C, GradeMove.Raised)]
    [InlineData(RiskGrade.D, 2, 0, RiskGrade.D, GradeMove.Kept)]
    [InlineData(RiskGrade.B, 0, 3, RiskGrade.A, GradeMove.Lowered)]
    [InlineData(RiskGrade.B, 0, 2, RiskGrade.B, GradeMove.Kept)]
    [InlineData(RiskGrade.A, 0, 9, RiskGrade.A, GradeMove.Kept)]
    public void The_next_years_grade_follows_the_record(
        RiskGrade before, int serious, int clean, RiskGrade after, GradeMove move) =>
        Assert.Equal((after, move), Rules.Next(before, serious, clean));

    [Fact]
    public void Rules_that_grade_nothing_are_refused()
    {
        Assert.Null(Rules.Fault());
        Assert.Equal(
            ProblemCode.FoodRulesUnfit, (Rules with { DynamicMax = 50 }).Fault()?.Code);
        Assert.Equal(
            ProblemCode.FoodRulesUnfit,
            (Rules with { Grades = [.. Rules.Grades.Take(3)] }).Fault()?.Code);
        Assert.Equal(ProblemCode.FoodPointsWrong, Rules.GradeOf(41, 0).Problem?.Code);
    }

    [Fact]
    public void The_parts_of_a_year_cover_what_is_left_of_it_without_gap_or_overlap() =>
        Gen.Select(Gen.Int[0, 364], Gen.Int[1, 6]).Sample((day, visits) =>
        {
            var from = new DateOnly(2026, 1, 1).AddDays(day);
            var parts = FoodSchedule.Spread(2026, from, visits);
            Assert.Equal(from, parts[0].From);
            Assert.Equal(new DateOnly(2026, 12, 31), parts[^1].To);
            for (var n = 1; n < parts.Count; n++)
            {
                Assert.Equal(parts[n - 1].To.AddDays(1), parts[n].From);
            }

            var lengths = parts.Select(one => one.To.DayNumber - one.From.DayNumber).ToList();
            Assert.True(lengths.Max() - lengths.Min() <= 1);
        }, iter: 300);

    [Fact]
    public void Half_a_year_asks_for_half_the_visits()
    {
        Assert.Equal(4, FoodSchedule.Left(2026, new(2026, 1, 1), 4, 0));
        Assert.Equal(2, FoodSchedule.Left(2026, new(2026, 7, 3), 4, 0));
        Assert.Equal(1, FoodSchedule.Left(2026, new(2026, 12, 1), 4, 0));
        Assert.Equal(0, FoodSchedule.Left(2026, new(2026, 12, 1), 4, 4));
    }
}
