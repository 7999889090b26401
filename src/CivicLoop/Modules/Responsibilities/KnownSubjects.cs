using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Which of some subjects are there, in a constant number of queries.</summary>
internal sealed class KnownSubjects
{
    private readonly HashSet<DutyTopic> known;

    private KnownSubjects(HashSet<DutyTopic> known) => this.known = known;

    public bool Has(DutyTopic topic) => known.Contains(topic);

    public static Problem Missing(DutyTopic topic) =>
        new(ProblemCode.UnknownValue, "subject", topic.Code);

    public static async Task<KnownSubjects> OfAsync(
        CityContext context, CityModel city, IReadOnlyCollection<DutyTopic> topics,
        CancellationToken stop)
    {
        var codes = topics.ToLookup(one => one.Kind, one => one.Code);
        var known = topics.Where(one => one.Kind switch
        {
            DutySubject.Area => city.Areas.Find(one.Code) is not null,
            DutySubject.Category => city.Catalogue.Find(one.Code) is not null,
            _ => false,
        }).ToHashSet();
        if (codes[DutySubject.Criterion].Distinct().ToList() is { Count: > 0 } criteria)
        {
            known.UnionWith((await context.Set<Criterion>()
                    .Where(row => criteria.Contains(row.Code))
                    .Select(row => new { row.EditionCode, row.Code }).ToListAsync(stop))
                .Select(one => DutyTopic.Criterion(one.EditionCode, one.Code)));
        }

        if (codes[DutySubject.SiteKind].Distinct().ToList() is { Count: > 0 } kinds)
        {
            known.UnionWith((await context.Set<SiteKind>()
                    .Where(row => kinds.Contains(row.Code))
                    .Select(row => row.Code).Distinct().ToListAsync(stop))
                .Select(DutyTopic.SiteKind));
        }

        if (codes[DutySubject.Site].Distinct().ToList() is { Count: > 0 } sites)
        {
            known.UnionWith((await context.Set<Site>()
                    .Where(row => sites.Contains(row.Code))
                    .Select(row => row.Code).ToListAsync(stop))
                .Select(DutyTopic.Site));
        }

        return new KnownSubjects(known);
    }
}
