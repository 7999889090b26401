using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Problems;

/// <summary>Every typed text is asked for the same, and a refusal says how long it is and may be.
/// </summary>
public sealed class TextRuleTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void A_needed_text_of_blanks_is_missing_and_another_may_be(string? text)
    {
        Assert.Equal(ProblemCode.FieldRequired, TextRule.Needed(text, "words", 4)?.Code);
        Assert.Null(TextRule.Short(text, "words", 4));
    }

    [Fact]
    public void Too_long_a_text_is_told_the_limit_and_its_length_without_blanks_around()
    {
        Assert.Null(TextRule.Needed("  四个汉字  ", "words", 4));
        var refused = TextRule.Short(" 五个汉字了 ", "words", 4)!;
        Assert.Equal((ProblemCode.FieldTooLong, "words"), (refused.Code, refused.Field));
        Assert.Equal([4, 5], refused.Arguments);
    }
}
