using System.Collections.Frozen;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Command;

/// <summary>Names the resource files with the words of the pages about command bodies; what a
/// demonstration city says is taken from them in the city's own language.</summary>
internal sealed class CommandTexts
{
    private static readonly FrozenDictionary<string, string> Chinese =
        Texts.Read(typeof(CommandTexts), "");

    private static readonly FrozenDictionary<string, string> English =
        Texts.Read(typeof(CommandTexts), Texts.English);

    public static string In(string language, string key) =>
        (language == Texts.Chinese ? Chinese : English)[key];
}
