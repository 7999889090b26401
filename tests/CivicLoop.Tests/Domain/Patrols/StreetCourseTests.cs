using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Patrols;

/// <summary>A street's line is read as maps copy it.</summary>
public sealed class StreetCourseTests
{
    [Fact]
    public void A_line_is_read_as_it_is_written_with_chinese_signs_too()
    {
        const string line = "102.71,25.04; 102.715,25.045; 102.72,25.04";
        Assert.Equal(line, StreetCourse.Write(StreetCourse.Read(line).Value));
        Assert.Equal(
            line,
            StreetCourse.Write(StreetCourse.Read(
                "102.71，25.04；102.715,25.045\n102.72, 25.04").Value));
        Assert.Empty(StreetCourse.Read("  ").Value);
    }

    [Theory]
    [InlineData("102.71,25.04")]
    [InlineData("102.71; 25.04")]
    [InlineData("102.71,25.04; 102.72,near the bridge")]
    [InlineData("25.04,102.71; 25.05,102.71")]
    public void What_is_no_line_of_this_globe_is_refused(string typed)
    {
        var refused = StreetCourse.Read(typed).Problem;
        Assert.Equal((ProblemCode.FieldInvalid, "course"), (refused!.Code, refused.Field));
    }

    [Fact]
    public void Too_many_corners_are_refused()
    {
        var many = string.Join(
            ';', Enumerable.Repeat("102.71,25.04", StreetCourse.CornersMax + 1));
        Assert.Equal(ProblemCode.LimitTooLarge, StreetCourse.Read(many).Problem!.Code);
    }

    [Theory]
    [InlineData("102,25; 104,25", 103)]
    [InlineData("102,25; 103,25; 106,25", 104)]
    [InlineData("102,25; 102,25; 104,25", 103)]
    [InlineData("102,25; 102,25", 102)]
    public void The_place_of_a_street_is_half_of_the_way_along(string typed, double lon)
    {
        Assert.Equal(lon, StreetCourse.Middle(StreetCourse.Read(typed).Value).Lon, 3);
    }
}
