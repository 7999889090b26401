using System.Collections.Frozen;

namespace CivicLoop.Platform.Localisation;

/// <summary>The words of one module's pages for the person a request answers, read from the
/// resource files beside the module's marker <typeparamref name="TModule"/>.</summary>
internal sealed class ModuleTexts<TModule>(IHttpContextAccessor accessor)
{
    private static readonly FrozenDictionary<string, string> Chinese =
        Texts.Read(typeof(TModule), "");

    private static readonly FrozenDictionary<string, string> English =
        Texts.Read(typeof(TModule), Texts.English);

    private readonly string language = RequestLanguage.Of(
        accessor.HttpContext ?? throw new InvalidOperationException("Outside a request."));

    /// <summary>The text under a key. Error: KeyNotFoundException where nobody wrote it.</summary>
    public string this[string key] =>
        (language == Texts.Chinese ? Chinese : English).TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"No text '{key}' in {typeof(TModule).Name}.");

    public string this[string key, params object[] arguments] =>
        string.Format(Texts.CultureOf(language), this[key], arguments);
}
