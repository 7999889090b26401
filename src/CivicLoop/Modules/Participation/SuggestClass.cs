using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Participation;

/// <summary>Suggests classes from a reporter's words: by the keywords residents use for them, and by
/// the class's own name.</summary>
internal sealed class SuggestClass(CityHolder city)
{
    /// <summary>As many as are read at a glance.</summary>
    public const int SuggestedMax = 3;

    // Words beyond this say nothing new about what kind of problem it is.
    private const int ReadMax = 600;

    /// <summary>The likeliest first; none where nothing fits.</summary>
    public IReadOnlyList<CaseClass> From(string? words)
    {
        var text = (words is { Length: > ReadMax } ? words[..ReadMax] : words ?? "")
            .ToLowerInvariant();
        return
        [
            .. city.Current.Catalogue.All.Where(one => one.IsActive)
                .Select(one => (Class: one, Score: Score(one, text)))
                .Where(one => one.Score > 0)
                .OrderByDescending(one => one.Score)
                .ThenBy(one => one.Class.Code, StringComparer.Ordinal)
                .Take(SuggestedMax)
                .Select(one => one.Class),
        ];
    }

    private static int Score(CaseClass @class, string text)
    {
        var keywords = @class.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Append(@class.NameZh).Append(@class.NameEn)
            .Select(word => word.ToLowerInvariant()).Distinct();
        // A longer word that fits says more than a short one.
        return keywords.Where(word => IsIn(word, text)).Sum(word => Weight(word));
    }

    private static bool IsIn(string word, string text)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            // "car" is not in "card"; Chinese has no gaps between words.
            var end = at + word.Length;
            if (!char.IsAscii(word[0])
                || ((at == 0 || !char.IsAsciiLetter(text[at - 1]))
                    && (end == text.Length || !char.IsAsciiLetter(text[end])
                        || (text[end] == 's'
                            && (end + 1 == text.Length || !char.IsAsciiLetter(text[end + 1]))))))
            {
                return true;
            }
        }

        return false;
    }

    // A Chinese character says about as much as three letters.
    private static int Weight(string word) =>
        char.IsAscii(word[0]) ? word.Length : 3 * word.Length;
}
