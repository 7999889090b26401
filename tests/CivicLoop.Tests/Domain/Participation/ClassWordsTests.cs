using CivicLoop.Domain.Participation;

namespace CivicLoop.Tests.Domain.Participation;

public sealed class ClassWordsTests
{
    [Fact]
    public void Chinese_is_read_in_runs_of_one_to_three() => Assert.Equal(
        "路 路灯 路灯坏 灯 灯坏 坏", ClassWords.Of("路灯坏"));

    [Fact]
    public void English_is_read_by_words_without_plural_and_grammar() => Assert.Equal(
        "broken streetlight glass", ClassWords.Of("The broken streetlights, and glass"));

    [Theory]
    [InlineData("IMG_20261124_0935.jpg")]
    [InlineData("微信图片_20261124.png")]
    [InlineData("mmexport1764.webp")]
    public void What_a_camera_calls_every_photo_says_nothing(string name) =>
        Assert.Equal("", ClassWords.Of(null, [name]));

    [Fact]
    public void A_photo_that_was_named_by_a_person_says_what_it_shows() =>
        Assert.Equal("pothole", ClassWords.Of("", ["IMG-potholes-2.JPG"]));
}
