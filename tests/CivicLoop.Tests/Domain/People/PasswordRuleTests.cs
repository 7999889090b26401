using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.People;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("Loop-2026x")]
    [InlineData("文明城市happy12")]
    [InlineData("correct horse 7")]
    public void A_long_enough_password_of_three_kinds_is_taken(string password) =>
        Assert.Null(PasswordRule.Refuse(password, "wang", "password"));

    [Theory]
    [InlineData("Loop-2026", "too short")]
    [InlineData("looploop2026", "two kinds")]
    [InlineData("Wang-2026-x", "holds the sign-in name")]
    public void A_weak_password_is_refused(string password, string why)
    {
        var problem = PasswordRule.Refuse(password, "wang", "password");
        Assert.True(problem?.Code == ProblemCode.PasswordWeak, why);
    }

    [Fact]
    public void No_password_and_an_endless_one_each_get_their_own_answer()
    {
        Assert.Equal(
            ProblemCode.FieldRequired, PasswordRule.Refuse("", "wang", "password")?.Code);
        Assert.Equal(
            ProblemCode.FieldTooLong,
            PasswordRule.Refuse(
                new string('a', PasswordRule.LengthMax + 1), "wang", "password")?.Code);
    }
}
