using CivicLoop.Domain.Standards;

namespace CivicLoop.Tests.Domain.Packs;

/// <summary>The sample editions that come with the program.</summary>
public sealed class StandardsPackTests
{
    // How many specific items each kind has, S01 to S28.
    private static readonly int[] Specific =
    [
        9, 8, 8, 9, 6, 6, 7, 10, 10, 6, 12, 7, 6, 7, 9, 8, 6, 7, 6, 7, 6, 9, 6, 7, 7, 6, 8, 6,
    ];

    private static EditionBody City => Body("sample-city");

    private static EditionBody Minors => Body("sample-minors");

    [Fact]
    public void The_sample_has_28_site_kinds_and_209_specific_items_none_missing()
    {
        Assert.Equal(28, City.SiteKinds.Count);
        Assert.Equal(209, Specific.Sum());
        var wanted = Specific.SelectMany((count, kind) =>
            Enumerable.Range(1, count).Select(n => $"S{kind + 1:D2}{n:D2}")).ToList();
        var held = City.CheckItems.Where(one => one.SiteKindCode is not null)
            .ToDictionary(one => one.Code, one => one.SiteKindCode!);
        Assert.Equal([], wanted.Except(held.Keys));
        Assert.Equal([], held.Keys.Except(wanted));
        Assert.All(
            held, one => Assert.StartsWith(one.Value, one.Key, StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Range(1, 24).Select(n => $"G{n:D2}"),
            City.CheckItems.Where(one => one.SiteKindCode is null).Select(one => one.Code));
    }

    [Fact]
    public void Every_sample_says_that_it_is_one_and_not_official()
    {
        foreach (var edition in new[] { City.Edition, Minors.Edition })
        {
            Assert.True(edition.IsSample);
            Assert.Contains("非官方", edition.SourceZh, StringComparison.Ordinal);
            Assert.Contains("not official", edition.SourceEn, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kind_is_measured_by_a_criterion_and_every_method_is_used()
    {
        Assert.Equal(
            [],
            City.SiteKinds.Select(one => one.Code)
                .Except(City.Measures.Select(one => one.SiteKindCode)));
        Assert.Equal(
            Enum.GetValues<MeasureMethod>().ToHashSet(),
            City.Measures.Select(one => one.Method).ToHashSet());
        Assert.All(new[] { City, Minors }, body => Assert.Null(body.Incomplete()));
    }

    [Fact]
    public void Both_languages_are_written_for_every_part()
    {
        foreach (var part in new[] { City, Minors }.SelectMany(Parts))
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", part.Name.Zh);
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", part.Name.En);
        }
    }

    [Fact]
    public void The_minors_edition_asks_for_no_minors_name()
    {
        Assert.Equal(EditionSubject.Minors, Minors.Edition.Subject);
        Assert.DoesNotContain(
            Parts(Minors),
            part => part.Name.Zh.Contains("姓名", StringComparison.Ordinal)
                && !part.Name.Zh.Contains("不展示", StringComparison.Ordinal));
    }

    private static IEnumerable<IEditionPart> Parts(EditionBody body) =>
    [
        .. body.Items, .. body.Contents, .. body.Criteria, .. body.Measures, .. body.SiteKinds,
        .. body.CheckItems,
    ];

    private static EditionBody Body(string code) => PackFolders.Read("kunming").Editions
        .Single(one => one.Body.Edition.Code == code).Body;
}
