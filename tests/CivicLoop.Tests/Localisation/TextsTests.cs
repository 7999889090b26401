using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Tests.Localisation;

public sealed class TextsTests
{
    private static readonly Texts Words = new();

    private static readonly ProblemTexts Problems =
        new(Words, new When(new CityHolder(), Words, TimeProvider.System));

    public static TheoryData<Type> ShownEnums =>
    [
        typeof(CaseState), typeof(CaseCommand), typeof(CaseSource), typeof(ClockKind),
        typeof(Permission), typeof(AreaKind), typeof(OrganizationTree),
    ];

    [Theory]
    [MemberData(nameof(ShownEnums))]
    public void Every_value_of_an_enum_has_a_word_in_both_languages(Type type)
    {
        foreach (Enum value in Enum.GetValues(type))
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", Words.Of("zh", value));
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", Words.Of("en", value));
        }
    }

    [Fact]
    public void Every_worklist_has_a_title_in_both_languages()
    {
        foreach (var duty in Duty.All)
        {
            Assert.NotEmpty(Words.Get("zh", $"Duty.{duty.Name}"));
            Assert.NotEmpty(Words.Get("en", $"Duty.{duty.Name}"));
        }
    }

    [Fact]
    public void Every_problem_says_what_is_wrong_and_what_to_do_in_both_languages()
    {
        foreach (var code in Enum.GetValues<ProblemCode>())
        {
            foreach (var language in new[] { "zh", "en" })
            {
                Assert.NotEmpty(Problems.What(language, new Problem(code, null)));
                Assert.NotEmpty(Problems.Fix(language, code));
                // Only what is wrong names values; a fix is said as it stands.
                Assert.DoesNotContain('{', Problems.Fix(language, code));
            }
        }
    }

    [Fact]
    public void Both_languages_have_the_same_texts() => Assert.Multiple(
        () => Assert.Equal(Words.All("zh").Keys.Order(), Words.All("en").Keys.Order()),
        () => Assert.Equal(Problems.All("zh").Keys.Order(), Problems.All("en").Keys.Order()));

    [Fact]
    public void Both_languages_name_the_same_values()
    {
        Assert.All(Words.All("zh"), text =>
            Assert.Equal(PlacesIn(text.Value), PlacesIn(Words.All("en")[text.Key])));
        Assert.All(Problems.All("zh"), text =>
            Assert.Equal(PlacesIn(text.Value), PlacesIn(Problems.All("en")[text.Key])));
    }

    [Fact]
    public void A_refused_command_names_command_and_state_in_the_readers_words()
    {
        var problem = new Problem(
            ProblemCode.CommandNotAllowedNow, "command", CaseCommand.Close, CaseState.Reported);
        Assert.Equal("“上报”状态下不能执行“结案”。", Problems.What("zh", problem));
        Assert.Equal(
            "“Close” is not possible while the case is “Reported”.",
            Problems.What("en", problem));
    }

    [Fact]
    public void A_limit_that_is_over_is_named_with_its_kind_of_time()
    {
        var problem = new Problem(
            ProblemCode.ReturnWindowPast, null, new TimeLimit(2, ClockKind.WorkingHours));
        Assert.Equal("退件时限（2 工作时）已过。", Problems.What("zh", problem));
    }

    [Fact]
    public void A_long_description_is_told_in_numbers_a_reader_can_read() => Assert.Equal(
        "Description may have 4,000 characters and has 4,001.",
        Problems.What(
            "en", new Problem(ProblemCode.FieldTooLong, "description", 4_000, 4_001)));

    [Fact]
    public void A_text_nobody_wrote_is_a_mistake_seen_at_once() =>
        Assert.Throws<KeyNotFoundException>(() => Words.Get("zh", "Nobody.Wrote"));

    private static IEnumerable<string> PlacesIn(string text) => ProblemTexts.Placeholder()
        .Matches(text).Select(match => match.Value).Distinct().Order();
}
