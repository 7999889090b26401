using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Localisation;

/// <summary>All words for the person this request answers; pages call it <c>T</c>.</summary>
internal sealed class ReaderTexts(
    IHttpContextAccessor accessor, Texts texts, ProblemTexts problems, When when)
{
    private readonly string language = RequestLanguage.Of(
        accessor.HttpContext ?? throw new InvalidOperationException("Outside a request."));

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language => language;

    /// <summary>Value of the page's <c>lang</c> attribute.</summary>
    public string Tag => language == Texts.Chinese ? "zh-CN" : "en";

    /// <summary>The language the switch leads to.</summary>
    public string Other => language == Texts.Chinese ? Texts.English : Texts.Chinese;

    public string this[string key] => texts.Get(language, key);

    public string this[string key, params object[] arguments] =>
        texts.Get(language, key, arguments);

    public string Of(Enum value) => texts.Of(language, value);

    public string Of(LocalText text) => text.In(language);

    public string Field(string field) => texts.Field(language, field);

    public string What(Problem problem) => problems.What(language, problem);

    public string Fix(Problem problem) => problems.Fix(language, problem.Code);

    public string Local(DateTimeOffset at) => when.Local(at);

    public string Date(DateTimeOffset at) => when.Date(at);

    public string Relative(DateTimeOffset at) => when.Relative(language, at);

    public TimeWords Left(DateTimeOffset? due) => when.Left(language, due);

    public TimeWords Left(CaseClock clock) => when.Left(language, clock);
}
