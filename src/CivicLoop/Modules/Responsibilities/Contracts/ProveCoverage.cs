using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Responsibilities.Contracts;

/// <summary>What was looked at, and what nobody answers for; the gaps are in the order of their
/// keys.</summary>
/// <param name="Editions">Codes of the editions whose criteria and kinds were proved.</param>
internal sealed record CoverageReport(
    DateOnly Day, IReadOnlyList<string> Editions, int Criteria, int Districts, int SiteKinds,
    int Sites, int Areas, int Categories, IReadOnlyList<CoverageGap> Gaps)
{
    public bool IsProved => Gaps.Count == 0;

    /// <summary>Gaps page by page.</summary>
    /// <param name="kind">Of one kind of subjects only; null for all.</param>
    public Page<CoverageGap> GapsAfter(DutySubject? kind, string? after, int limit)
    {
        var rest = Gaps.Where(gap => (kind is null || gap.Topic.Kind == kind)
                && string.CompareOrdinal(gap.Key, after ?? "") > 0)
            .Take(limit + 1).ToList();
        return Page.Cut(rest, limit, row => row.Key);
    }
}

/// <summary>Proves that somebody answers for every criterion, kind of sites, site, area and
/// category on a day. A plan is published only when the proof is empty for what it decomposes.
/// </summary>
internal sealed class ProveCoverage(
    EditionLists editions, SiteLists sites, FindDuties duties, CityHolder city)
{
    private const int SitesAtOnce = 5_000;

    /// <summary>The areas in which each criterion needs an answer, by their codes.</summary>
    public IReadOnlyList<Area> Districts => city.Current.Areas.Districts;

    /// <summary>The whole proof. Error: there is no such edition.</summary>
    /// <param name="edition">One edition, even a draft; null for those that hold on the day.
    /// </param>
    public async Task<Outcome<CoverageReport>> RunAsync(
        string? edition, DateOnly day, CancellationToken stop)
    {
        if (!(await BodiesAsync(edition, day, stop)).Try(out var bodies, out var missing))
        {
            return missing;
        }

        var model = city.Current;
        var scope = new CoverageScope(
            [.. bodies.SelectMany(Criteria)],
            [.. Districts.Select(area => area.Code)],
            [.. bodies.SelectMany(body => body.SiteKinds).Select(kind => kind.Code).Distinct()],
            await SitesAsync(stop), [.. model.Areas.All], [.. model.Catalogue.All]);
        var book = await duties.BookAsync(day, stop);
        return new CoverageReport(
            day, [.. bodies.Select(body => body.Edition.Code)], scope.Criteria.Count,
            scope.Districts.Count, scope.SiteKinds.Count, scope.Sites.Count, scope.Areas.Count,
            scope.Classes.Count, CoverageProof.Of(book, scope));
    }

    /// <summary>The gaps of some criteria of an edition, for a plan that decomposes these.
    /// </summary>
    public async Task<IReadOnlyList<CoverageGap>> OfCriteriaAsync(
        string edition, IEnumerable<string> criteria, DateOnly day, CancellationToken stop)
    {
        var book = await duties.LinesAsync(day, stop);
        var districts = Districts.Select(area => area.Code).ToList();
        return
        [
            .. criteria.Distinct().Order(StringComparer.Ordinal).SelectMany(code =>
                CoverageProof.OfCriterion(book, DutyTopic.Criterion(edition, code), districts)),
        ];
    }

    private async Task<Outcome<List<EditionBody>>> BodiesAsync(
        string? edition, DateOnly day, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(edition))
        {
            return (await editions.BodyAsync(edition, stop)).Try(out var one, out var missing)
                ? new List<EditionBody> { one }
                : missing;
        }

        var bodies = new List<EditionBody>();
        var all = await editions.EditionsAsync(null, EditionLists.PageMax, stop);
        foreach (var subject in Enum.GetValues<EditionSubject>())
        {
            if (EditionTimes.HoldingOn(all.Items, subject, day) is { } holding
                && (await editions.BodyAsync(holding.Code, stop)).Try(out var body, out _))
            {
                bodies.Add(body);
            }
        }

        return bodies;
    }

    private async Task<IReadOnlyList<Site>> SitesAsync(CancellationToken stop)
    {
        var all = new List<Site>();
        string? after = null;
        while (true)
        {
            var page = await sites.PageAsync(new SiteFilter(), after, SitesAtOnce, stop);
            all.AddRange(page.Take(SitesAtOnce));
            if (page.Count <= SitesAtOnce)
            {
                return all;
            }

            after = all[^1].Code;
        }
    }

    private static IEnumerable<DutyTopic> Criteria(EditionBody body) =>
        body.Criteria.Select(one => DutyTopic.Criterion(body.Edition.Code, one.Code));
}
