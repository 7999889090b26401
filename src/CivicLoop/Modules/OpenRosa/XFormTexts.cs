using System.Collections.Frozen;
using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>The words of a form; it carries both languages, and the phone chooses.</summary>
internal sealed class XFormTexts
{
    private static readonly FrozenDictionary<string, string> Chinese =
        Texts.Read(typeof(XFormTexts), "");

    private static readonly FrozenDictionary<string, string> English =
        Texts.Read(typeof(XFormTexts), Texts.English);

    public static LocalText Of(string key, params object[] arguments) => new(
        string.Format(CultureInfo.InvariantCulture, Chinese[key], arguments),
        string.Format(CultureInfo.InvariantCulture, English[key], arguments));
}
