using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Participation;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Participation;

/// <summary>Suggests classes from a reporter's words: by what the city's own cases taught, where
/// that is sure enough, else by the keywords residents use for a class and by its name.</summary>
internal sealed class SuggestClass(CityHolder city, ClassModel model)
{
    /// <summary>As many as are read at a glance.</summary>
    public const int SuggestedMax = 3;

    // Words beyond this say nothing new about what kind of problem it is.
    private const int ReadMax = 600;

    /// <summary>The likeliest first; none where nothing fits.</summary>
    /// <param name="photos">Names of the photos sent with the words.</param>
    public IReadOnlyList<CaseClass> From(string? words, IReadOnlyList<string>? photos = null)
    {
        var names = string.Join(' ', photos ?? []);
        var catalogue = city.Current.Catalogue;
        return
        [
            .. model.Guess(ClassWords.Of(words, photos), SuggestedMax)
                .Select(guess => catalogue.Find(guess.Code)).OfType<CaseClass>()
                .Where(one => one.IsActive)
                .Concat(ByWords($"{words} {names}"))
                .DistinctBy(one => one.Code).Take(SuggestedMax),
        ];
    }

    /// <summary>By keywords and names alone; the likeliest first.</summary>
    public IReadOnlyList<CaseClass> ByWords(string? words)
    {
        var text = (words is { Length: > ReadMax } ? words[..ReadMax] : words ?? "")
            .ToLowerInvariant();
        var fits = city.Current.Catalogue.All.Where(one => one.IsActive)
            .Select(one => (
                Class: one, Words: KeywordsOf(one).Where(word => IsIn(word, text)).ToList()))
            .Where(one => one.Words.Count > 0)
            .ToList();
        var shared = fits.SelectMany(one => one.Words).GroupBy(word => word)
            .ToDictionary(group => group.Key, group => group.Count());
        return
        [
            .. fits
                .OrderByDescending(one => one.Words.Sum(word => Weight(word) / shared[word]))
                // What happens on a street is told more often than what stands there.
                .ThenBy(one => one.Class.Kind)
                .ThenBy(one => one.Class.Code, StringComparer.Ordinal)
                .Take(SuggestedMax)
                .Select(one => one.Class),
        ];
    }

    private static IEnumerable<string> KeywordsOf(CaseClass @class) =>
        @class.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Append(@class.NameZh).Append(@class.NameEn)
            .Select(word => word.ToLowerInvariant()).Distinct();

    private static bool IsIn(string word, string text)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (!char.IsAscii(word[0]) || (!IsLetter(text, at - 1) && EndsAt(text, end)))
            {
                return true;
            }
        }

        return false;
    }

    // "car" is in "car" and "cars", not in "card"; Chinese has no gaps between words.
    private static bool EndsAt(string text, int end) =>
        !IsLetter(text, end) || (text[end] == 's' && !IsLetter(text, end + 1));

    private static bool IsLetter(string text, int at) =>
        at >= 0 && at < text.Length && char.IsAsciiLetter(text[at]);

    // A longer word says more than a short one, and one of many classes less; a Chinese character
    // says about as much as two letters, and a little beside it.
    private static double Weight(string word) =>
        Math.Sqrt(char.IsAscii(word[0]) ? word.Length : 2 * word.Length);
}
