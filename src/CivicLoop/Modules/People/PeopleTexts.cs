using System.Collections.Frozen;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.People;

/// <summary>The words of this module's pages for the person a request answers; pages call it
/// <c>P</c>.</summary>
internal sealed class PeopleTexts(IHttpContextAccessor accessor)
{
    private static readonly FrozenDictionary<string, string> Chinese =
        Texts.Read(typeof(PeopleTexts), "");

    private static readonly FrozenDictionary<string, string> English =
        Texts.Read(typeof(PeopleTexts), Texts.English);

    private readonly string language = RequestLanguage.Of(accessor.HttpContext!);

    public string this[string key] => All(language)[key];

    public string this[string key, params object[] arguments] =>
        string.Format(Texts.CultureOf(language), this[key], arguments);

    internal static FrozenDictionary<string, string> All(string language) =>
        language == Texts.Chinese ? Chinese : English;
}
