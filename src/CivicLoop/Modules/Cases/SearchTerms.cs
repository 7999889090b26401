using System.Globalization;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases;

/// <summary>A run of signs of one kind, cut into terms that stand one after the other.</summary>
/// <param name="IsOpenEnded">The last term is only the beginning of one.</param>
internal sealed record TermRun(IReadOnlyList<string> Terms, bool IsOpenEnded);

/// <summary>Cuts words into the terms a case is found by. Chinese has no word boundaries: every two
/// neighbouring signs are a term, and a run's last sign one of its own, so that one sign, two, and
/// whole sentences are found. Latin words and numbers are terms as they stand.</summary>
internal static class SearchTerms
{
    // Longer words are found by their beginning; PostgreSQL refuses terms beyond 2 kB.
    private const int TermMax = 40;

    // Beginnings shorter than this fit half the city.
    private const int LatinPrefixMin = 3;
    private const int DigitsPrefixMin = 5;

    /// <summary>Longest question that is read, in characters.</summary>
    public const int QueryMax = 200;

    /// <summary>What a case is found by: number, words, address, class and places in both
    /// languages; never its reporter.</summary>
    public static string OfCase(Case row, CityModel city, DatabaseEngine engine)
    {
        var terms = TextsOf(row, city).SelectMany(Cut).SelectMany(run => run)
            .Concat(row.AreaCodes.Select(OfArea));
        if (engine == DatabaseEngine.Sqlite)
        {
            return string.Join(' ', terms);
        }

        // Positions let neighbours be asked for; those beyond its range PostgreSQL cuts itself.
        return string.Join(' ', terms.Select((term, n) => string.Create(
            CultureInfo.InvariantCulture, $"{term}:{n + 1}")));
    }

    /// <summary>The term that narrows a search to an area.</summary>
    public static string OfArea(string code) => "area" + code;

    /// <summary>True where a step changed something a case is found by.</summary>
    public static bool Differ(Case before, Case after) =>
        before.Description != after.Description || before.Address != after.Address
        || before.ClassCode != after.ClassCode || before.ExternalId != after.ExternalId
        || !before.AreaCodes.SequenceEqual(after.AreaCodes);

    /// <summary>What somebody asks for: runs that must all be there.</summary>
    public static IReadOnlyList<TermRun> OfQuery(string words) =>
    [
        .. Cut(words.Length > QueryMax ? words[..QueryMax] : words)
            .Select(run => run.ToList()).ToList() is var runs
            ? runs.Select((run, n) => AskFor(run, isLast: n == runs.Count - 1))
            : [],
    ];

    /// <summary>The question in the engine's own language.</summary>
    public static string Ask(
        IEnumerable<TermRun> runs, IReadOnlyList<string> areas, DatabaseEngine engine)
    {
        var parts = engine == DatabaseEngine.Sqlite
            ? runs.Select(run =>
                $"\"{string.Join(' ', run.Terms)}\"" + (run.IsOpenEnded ? " *" : ""))
            : runs.Select(run =>
                "(" + string.Join(" <-> ", run.Terms.Select((term, n) =>
                    run.IsOpenEnded && n == run.Terms.Count - 1
                        ? $"'{term}':*"
                        : $"'{term}'")) + ")");
        var (and, or) = engine == DatabaseEngine.Sqlite ? (" AND ", " OR ") : (" & ", " | ");
        var all = string.Join(and, parts);
        return areas.Count == 0
            ? all
            : $"{all}{and}({string.Join(or, areas.Select(OfArea))})";
    }

    private static TermRun AskFor(List<string> run, bool isLast)
    {
        if (IsHan(run[0][0]))
        {
            // The single last sign stands only where a run ends; a question may end before it.
            return run.Count > 1
                ? new TermRun(run.GetRange(0, run.Count - 1), IsOpenEnded: false)
                : new TermRun(run, IsOpenEnded: true);
        }

        var digits = run[0].All(char.IsAsciiDigit);
        return new TermRun(
            run,
            digits ? isLast && run[0].Length >= DigitsPrefixMin
                : run[0].Length >= LatinPrefixMin);
    }

    private static IEnumerable<string> TextsOf(Case row, CityModel city)
    {
        yield return row.Number;
        yield return row.ExternalId ?? "";
        yield return row.Description ?? "";
        yield return row.Address ?? "";
        if (city.Catalogue.Find(row.ClassCode) is { } @class)
        {
            yield return @class.NameZh;
            yield return @class.NameEn;
        }

        foreach (var area in row.AreaCodes.Select(city.Areas.Find))
        {
            if (area is not null)
            {
                yield return area.Name.Zh;
                yield return area.Name.En;
            }
        }
    }

    // One list a run; full-width signs become plain ones (form KC).
    private static IEnumerable<IEnumerable<string>> Cut(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var start = 0;
        while (start < plain.Length)
        {
            var end = start + 1;
            var kind = KindOf(plain[start]);
            while (end < plain.Length && KindOf(plain[end]) == kind)
            {
                end++;
            }

            if (kind != SignKind.Other)
            {
                yield return kind == SignKind.Han
                    ? Pairs(plain, start, end)
                    : [plain.Substring(start, Math.Min(end - start, TermMax))];
            }

            start = end;
        }
    }

    private static IEnumerable<string> Pairs(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            yield return text.Substring(i, Math.Min(2, end - i));
        }
    }

    private enum SignKind
    {
        Other,
        Han,
        Latin,
        Digit,
    }

    private static bool IsHan(char sign) => KindOf(sign) == SignKind.Han;

    private static SignKind KindOf(char sign) =>
        char.IsAsciiDigit(sign) ? SignKind.Digit
        : char.GetUnicodeCategory(sign) == UnicodeCategory.OtherLetter ? SignKind.Han
        : char.IsLetter(sign) ? SignKind.Latin
        : SignKind.Other;
}
