using System.Globalization;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases;

/// <summary>A run of signs of one kind, cut into terms that stand one after the other.</summary>
/// <param name="Text">The signs as they stand.</param>
/// <param name="IsOpenEnded">The last term is only the beginning of one.</param>
internal sealed record TermRun(string Text, IReadOnlyList<string> Terms, bool IsOpenEnded);

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

    /// <summary>What a case is found by: number, words, address, and the codes of its class and
    /// places, whose names stand in the city and not in every case; never its reporter.</summary>
    public static string OfCase(Case row, DatabaseEngine engine)
    {
        var terms = TextsOf(row).SelectMany(Runs).SelectMany(Cut)
            .Append(OfClass(row.ClassCode)).Concat(row.AreaCodes.Select(OfArea));
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

    /// <summary>The term of a class of the catalogue.</summary>
    public static string OfClass(string code) => "class" + string.Concat(
        code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>True where a step changed something a case is found by.</summary>
    public static bool Differ(Case before, Case after) =>
        before.Description != after.Description || before.Address != after.Address
        || before.ClassCode != after.ClassCode || before.ExternalId != after.ExternalId
        || !before.AreaCodes.SequenceEqual(after.AreaCodes);

    /// <summary>What somebody asks for: runs that must all be there.</summary>
    public static IReadOnlyList<TermRun> OfQuery(string words)
    {
        var runs = Runs(words.Length > QueryMax ? words[..QueryMax] : words).ToList();
        return [.. runs.Select((run, n) => AskFor(run, isLast: n == runs.Count - 1))];
    }

    /// <summary>The question in the engine's own language: every run in the text or among the names
    /// of the case's class and places.</summary>
    public static string Ask(
        IReadOnlyList<TermRun> runs, SearchNames names, IReadOnlyList<string> areas,
        DatabaseEngine engine)
    {
        var (and, or) = engine == DatabaseEngine.Sqlite ? (" AND ", " OR ") : (" & ", " | ");
        var asked = runs.Select(run => (Run: run, Named: names.Fitting(run))).ToList();

        // What is in the name of nearly every place narrows nothing, unless it is all there is.
        var narrowing = asked.Where(one => one.Named is not null).ToList();
        var parts = (narrowing.Count > 0 ? narrowing : asked).Select(one => "(" + string.Join(
            or, (one.Named ?? []).Prepend(AskText(one.Run, engine))) + ")");
        var all = string.Join(and, parts);
        return areas.Count == 0
            ? all
            : $"{all}{and}({string.Join(or, areas.Select(OfArea))})";
    }

    private static string AskText(TermRun run, DatabaseEngine engine) =>
        engine == DatabaseEngine.Sqlite
            ? $"\"{string.Join(' ', run.Terms)}\"" + (run.IsOpenEnded ? " *" : "")
            : "(" + string.Join(" <-> ", run.Terms.Select((term, n) =>
                run.IsOpenEnded && n == run.Terms.Count - 1 ? $"'{term}':*" : $"'{term}'")) + ")";

    private static TermRun AskFor(string run, bool isLast)
    {
        var terms = Cut(run).ToList();
        if (IsHan(run[0]))
        {
            // The single last sign stands only where a run ends; a question may end before it.
            return terms.Count > 1
                ? new TermRun(run, terms.GetRange(0, terms.Count - 1), IsOpenEnded: false)
                : new TermRun(run, terms, IsOpenEnded: true);
        }

        return new TermRun(
            run,
            terms,
            char.IsAsciiDigit(run[0])
                ? isLast && run.Length >= DigitsPrefixMin
                : run.Length >= LatinPrefixMin);
    }

    private static IEnumerable<string> TextsOf(Case row) =>
        [row.Number, row.ExternalId ?? "", row.Description ?? "", row.Address ?? ""];

    private static IEnumerable<string> Cut(string run) =>
        IsHan(run[0]) ? Pairs(run) : [run.Length > TermMax ? run[..TermMax] : run];

    /// <summary>Runs of signs of one kind; full-width signs become plain ones (form KC), capitals
    /// small.</summary>
    public static IEnumerable<string> Runs(string text)
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
                yield return plain[start..end];
            }

            start = end;
        }
    }

    private static IEnumerable<string> Pairs(string run)
    {
        for (var i = 0; i < run.Length; i++)
        {
            yield return run.Substring(i, Math.Min(2, run.Length - i));
        }
    }

    private enum SignKind
    {
        Other,
        Han,
        Latin,
        Digit,
    }

    public static bool IsHan(char sign) => KindOf(sign) == SignKind.Han;

    private static SignKind KindOf(char sign) =>
        char.IsAsciiDigit(sign) ? SignKind.Digit
        : char.GetUnicodeCategory(sign) == UnicodeCategory.OtherLetter ? SignKind.Han
        : char.IsLetter(sign) ? SignKind.Latin
        : SignKind.Other;
}
