using System.Runtime.CompilerServices;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Cases;

/// <summary>Names of the city's places and classes, by which cases are found through the codes they
/// carry: what was renamed is found by its new name at once.</summary>
internal sealed class SearchNames
{
    // A word in more names than this is in nearly every one, as "community" is.
    private const int NamesMax = 200;

    private static readonly ConditionalWeakTable<CityModel, SearchNames> Known = [];

    private readonly CityModel city;
    private readonly IReadOnlyList<(string Code, IReadOnlyList<string> Runs)> areas;
    private readonly IReadOnlyList<(string Code, IReadOnlyList<string> Runs)> classes;

    private SearchNames(CityModel city)
    {
        this.city = city;

        // No case carries the code of the city: all of them lie in it.
        areas = [.. city.Areas.All.Where(area => area.Kind != AreaKind.City)
            .Select(area => (area.Code, RunsOf(area.Name.Zh, area.Name.En)))];
        classes = [.. city.Catalogue.All.Select(one =>
            (one.Code, RunsOf(one.NameZh, one.NameEn)))];
    }

    public static SearchNames Of(CityModel city) =>
        Known.GetValue(city, model => new SearchNames(model));

    /// <summary>Terms of the places and classes a run is in the name of; null where it is in so
    /// many that it says nothing.</summary>
    public IReadOnlyList<string>? Fitting(TermRun run)
    {
        var codes = areas.Where(area => Fits(area.Runs, run)).Select(area => area.Code).ToHashSet();
        var highest = codes.Where(code => !IsBelow(code, codes)).ToList();
        return highest.Count > NamesMax
            ? null
            :
            [
                .. highest.Select(SearchTerms.OfArea),
                .. classes.Where(one => Fits(one.Runs, run))
                    .Select(one => SearchTerms.OfClass(one.Code)),
            ];
    }

    private static string[] RunsOf(string zh, string en) =>
        [.. SearchTerms.Runs(zh).Concat(SearchTerms.Runs(en)).Distinct()];

    private static bool Fits(IEnumerable<string> runs, TermRun asked) =>
        runs.Any(run => SearchTerms.IsHan(asked.Text[0])
            ? run.Contains(asked.Text, StringComparison.Ordinal)
            : asked.IsOpenEnded
                ? run.StartsWith(asked.Text, StringComparison.Ordinal)
                : run == asked.Text);

    // A case carries the codes of all areas around it: the outermost one asks for all inside.
    private bool IsBelow(string code, HashSet<string> codes) =>
        city.Areas.Around(code).Skip(1).Any(codes.Contains);
}
