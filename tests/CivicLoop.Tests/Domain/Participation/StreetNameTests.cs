using CivicLoop.Domain.Participation;

namespace CivicLoop.Tests.Domain.Participation;

public sealed class StreetNameTests
{
    [Theory]
    [InlineData("昆明市五华区翠湖街道翠湖西路12号", "翠湖西路")]
    [InlineData("翠湖西路 12 号 3 单元", "翠湖西路")]
    [InlineData("翠湖西路公交站旁", "翠湖西路")]
    [InlineData("五华区篆新农贸市场", "篆新农贸市场")]
    [InlineData("12-14 Harvard Ave, Allston", "harvard ave")]
    [InlineData("Harvard Ave & Brighton Ave", "harvard ave & brighton ave")]
    [InlineData("３０１ Washington St Apt 4", "washington st apt")]
    public void The_street_is_read_out_of_an_address(string address, string key) =>
        Assert.Equal(key, StreetName.Of(address)?.Key);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("12号")]
    [InlineData("7")]
    public void What_names_no_street_is_none(string? address) =>
        Assert.Null(StreetName.Of(address));

    [Fact]
    public void A_name_is_found_from_each_character_and_each_word()
    {
        Assert.Equal(["翠湖西路", "湖西路", "西路"], StreetName.PartsOf("翠湖西路"));
        Assert.Equal(["harvard ave", "ave"], StreetName.PartsOf("harvard ave"));
    }
}
