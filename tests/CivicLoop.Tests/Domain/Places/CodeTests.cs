using CivicLoop.Domain.Places;

namespace CivicLoop.Tests.Domain.Places;

public class CodeTests
{
    [Theory]
    [InlineData("530100000000", AreaKind.City, null)]
    [InlineData("530102000000", AreaKind.District, "530100000000")]
    [InlineData("530102401000", AreaKind.Subdistrict, "530102000000")]
    [InlineData("530102001001", AreaKind.Community, "530102001000")]
    [InlineData("441900003000", AreaKind.Subdistrict, "441900000000")]
    public void A_division_code_tells_its_level_and_its_parent(
        string text, AreaKind kind, string? parent)
    {
        Assert.True(DivisionCode.TryParse(text, out var code));
        Assert.Equal(kind, code.Kind);
        Assert.Equal(parent, code.Parent?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("53010200100")]
    [InlineData("53010200100X")]
    [InlineData("５３０１０２００１００１")]
    [InlineData("530000000000")]
    public void What_names_no_city_and_nothing_inside_one_is_no_division_code(string? text) =>
        Assert.False(DivisionCode.TryParse(text, out _));

    [Fact]
    public void A_division_contains_what_begins_with_its_prefix()
    {
        Assert.True(Division("530102000000").Contains(Division("530102001001")));
        Assert.False(Division("530102001000").Contains(Division("530102002001")));
    }

    [Fact]
    public void A_grid_code_is_a_community_and_a_serial()
    {
        Assert.True(GridCode.TryParse("530102001001007", out var code));
        Assert.Equal("530102001001", code.Community.Value);
        Assert.Equal(7, code.Serial);
        Assert.Equal(code, GridCode.Of(Division("530102001001"), 7));
        Assert.Equal("530102001001007", code.ToString());
    }

    [Theory]
    [InlineData("53010200100107")]
    [InlineData("530102001001000")]
    [InlineData("530102001000001")]
    [InlineData("53010200100100A")]
    [InlineData("530102001001+07")]
    public void A_grid_code_needs_a_community_and_a_serial_from_1(string text) =>
        Assert.False(GridCode.TryParse(text, out _));

    [Fact]
    public void Only_communities_are_divided_into_grid_cells()
    {
        Assert.Throws<ArgumentException>(() => GridCode.Of(Division("530102001000"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => GridCode.Of(Division("530102001001"), 1000));
    }

    private static DivisionCode Division(string text) =>
        DivisionCode.TryParse(text, out var code) ? code : throw new ArgumentException(text);
}
