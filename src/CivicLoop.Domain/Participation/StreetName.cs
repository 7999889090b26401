using System.Text;
using System.Text.RegularExpressions;

namespace CivicLoop.Domain.Participation;

/// <summary>The name of a street or a landmark as it stands in an address, without house number, so
/// that the addresses of one street are known as one place.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Key">As it is compared: small letters, no blanks beside Chinese.</param>
public sealed partial record StreetName(string Name, string Key)
{
    /// <summary>Longest key, in characters; longer names are descriptions, not places.</summary>
    public const int KeyMax = 40;

    // A single character or two letters name nothing.
    private const int KeyMin = 2;

    /// <summary>Reads the street out of an address; null where it names none.</summary>
    public static StreetName? Of(string? address)
    {
        var text = Tidy(address);
        var unit = Above().Match(text);
        text = text[unit.Length..];
        text = HouseBefore().Replace(text, "");
        text = RestAfter().Replace(text, "").Trim(' ', '-', '#', '.');
        var key = KeyOf(text);
        return key.Length is >= KeyMin and <= KeyMax ? new StreetName(text, key) : null;
    }

    /// <summary>How typed words are compared with keys; empty where nothing is left.</summary>
    public static string KeyOf(string? words)
    {
        var text = Tidy(words).ToLowerInvariant();
        return BlankInChinese().Replace(text, "");
    }

    /// <summary>Where a key may be begun to be typed: at each Chinese character, at each word.
    /// </summary>
    public static IEnumerable<string> PartsOf(string key)
    {
        for (var n = 0; n < key.Length; n++)
        {
            var begins = n == 0 || key[n - 1] == ' ' || !char.IsAscii(key[n]);
            if (begins && key.Length - n >= KeyMin && key[n] != ' ')
            {
                yield return key[n..];
            }
        }
    }

    private static string Tidy(string? text)
    {
        var plain = (text ?? "").Normalize(NormalizationForm.FormKC);
        return Blanks().Replace(plain, " ").Trim();
    }

    // 昆明市五华区翠湖街道…: the divisions an address begins with. 市场 and 区间 are no divisions.
    [GeneratedRegex(
        @"^(?:[\u4e00-\u9fff]{1,9}?(?:省|自治州|市(?!场|民)|区(?!间)|县|街道|镇|乡)"
        + @"(?=[\u4e00-\u9fff]{2}))+")]
    private static partial Regex Above();

    [GeneratedRegex(@"^\d+[-\d]*[a-zA-Z]?\s+(?=\D)")]
    private static partial Regex HouseBefore();

    // From the house number on, from the first comma on, and words that only say "near".
    [GeneratedRegex(
        @"(?:第?\d+(?:[-–]\d+)?\s*(?:号|弄|栋|幢|单元|室|#).*|,.*|，.*|\s\d+.*"
        + @"|(?:公交站)?(?:旁边?|附近|对面|门口|路口|交叉口)+)$")]
    private static partial Regex RestAfter();

    [GeneratedRegex(@"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")]
    private static partial Regex BlankInChinese();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
