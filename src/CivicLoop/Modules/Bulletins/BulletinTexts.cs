using System.Collections.Frozen;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Names the resource files with the words of bulletins and letters; a new bulletin takes
/// its headings from them in the city's own language, whoever asks.</summary>
internal sealed class BulletinTexts
{
    private static readonly FrozenDictionary<string, string> Chinese =
        Texts.Read(typeof(BulletinTexts), "");

    private static readonly FrozenDictionary<string, string> English =
        Texts.Read(typeof(BulletinTexts), Texts.English);

    public static string In(string language, string key, params object[] values) =>
        string.Format(
            Texts.CultureOf(language), (language == Texts.Chinese ? Chinese : English)[key],
            values);
}
