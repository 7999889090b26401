using CivicLoop.Domain.People;

namespace CivicLoop.Tests.Domain.People;

public sealed class SocialCreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")] // the example of GB 32100-2015
    [InlineData("91330100799655058B")]
    public void The_last_sign_proves_the_others(string code) =>
        Assert.True(SocialCreditCode.IsValid(code));

    [Theory]
    [InlineData("91350100M000100Y44")] // another last sign
    [InlineData("91350100M000010Y43")] // two signs in each other's place
    [InlineData("91350100M000100I43")] // a sign no code has
    [InlineData("91350100m000100y43")]
    [InlineData("91350100M000100Y4")]
    [InlineData("")]
    public void What_was_mistyped_is_found(string code) =>
        Assert.False(SocialCreditCode.IsValid(code));
}
