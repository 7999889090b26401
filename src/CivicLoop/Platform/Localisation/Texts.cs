using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace CivicLoop.Platform.Localisation;

/// <summary>All words of the screens in both languages, read once from the resource
/// files.</summary>
internal sealed class Texts
{
    public const string Chinese = "zh";

    public const string English = "en";

    private readonly FrozenDictionary<string, string> chinese = Read(typeof(Texts), "");
    private readonly FrozenDictionary<string, string> english = Read(typeof(Texts), English);

    /// <summary>The text under a key. Error: KeyNotFoundException, because a page that names a
    /// text nobody wrote is a mistake to be seen at once.</summary>
    public string Get(string language, string key) =>
        All(language).TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"No text '{key}' in '{language}'.");

    public string Get(string language, string key, params object[] arguments) =>
        string.Format(CultureOf(language), Get(language, key), arguments);

    /// <summary>The word for a value of an enum, for example <c>CaseState.Reported</c>.</summary>
    public string Of(string language, Enum value) =>
        Get(language, $"{value.GetType().Name}.{value}");

    /// <summary>The name of an input; its own spelling where it has none.</summary>
    public string Field(string language, string field) => field.Split('.') is [var name, var n]
        && All(language).TryGetValue("Field." + name, out var word)
        && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? Get(language, "Field.Row", word, row + 1)
            : All(language).GetValueOrDefault("Field." + field, field);

    internal FrozenDictionary<string, string> All(string language) =>
        language == Chinese ? chinese : english;

    public static CultureInfo CultureOf(string language) =>
        CultureInfo.GetCultureInfo(language == Chinese ? "zh-CN" : "en");

    /// <summary>The entries of one resource file; empty culture for the Chinese one.</summary>
    internal static FrozenDictionary<string, string> Read(Type type, string culture)
    {
        var resources = new ResourceManager(type.FullName!, type.Assembly);
        var set = resources.GetResourceSet(
            CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException($"{type.Name} in '{culture}'");
        return set.Cast<DictionaryEntry>()
            .ToFrozenDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }
}
