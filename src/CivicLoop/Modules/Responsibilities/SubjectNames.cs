using CivicLoop.Domain;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Which of some subjects are there, and what they are called; in a constant number of
/// queries.</summary>
internal sealed class SubjectNames
{
    private readonly Dictionary<DutyTopic, LocalText> known;

    private SubjectNames(Dictionary<DutyTopic, LocalText> known) => this.known = known;

    public static SubjectNames None { get; } = new([]);

    public bool Has(DutyTopic topic) => known.ContainsKey(topic);

    /// <summary>Its name; its code where nobody knows it any more.</summary>
    public LocalText this[DutyTopic topic] =>
        known.GetValueOrDefault(topic) ?? new LocalText(topic.Code, topic.Code);

    public static Problem Missing(DutyTopic topic) => topic.Code.Length == 0
        ? new Problem(ProblemCode.FieldRequired, "subject")
        : new Problem(ProblemCode.UnknownValue, "subject", topic.Code);

    public static async Task<SubjectNames> OfAsync(
        CityContext context, CityModel city, IReadOnlyCollection<DutyTopic> topics,
        CancellationToken stop)
    {
        var codes = topics.ToLookup(one => one.Kind, one => one.Code);
        var known = new Dictionary<DutyTopic, LocalText>();
        foreach (var topic in topics)
        {
            var name = topic.Kind switch
            {
                DutySubject.Area => city.Areas.Find(topic.Code)?.Name,
                DutySubject.Category => city.Catalogue.Find(topic.Code)?.Name,
                _ => null,
            };
            if (name is not null)
            {
                known[topic] = name;
            }
        }

        if (codes[DutySubject.Criterion].Distinct().ToList() is { Count: > 0 } criteria)
        {
            foreach (var row in await context.Set<Criterion>()
                .Where(row => criteria.Contains(row.Code)).ToListAsync(stop))
            {
                known[DutyTopic.Criterion(row.EditionCode, row.Code)] = row.Name;
            }
        }

        if (codes[DutySubject.SiteKind].Distinct().ToList() is { Count: > 0 } kinds)
        {
            foreach (var row in await context.Set<SiteKind>()
                .Where(row => kinds.Contains(row.Code)).ToListAsync(stop))
            {
                known[DutyTopic.SiteKind(row.Code)] = row.Name;
            }
        }

        if (codes[DutySubject.Site].Distinct().ToList() is { Count: > 0 } sites)
        {
            foreach (var row in await context.Set<Site>()
                .Where(row => sites.Contains(row.Code)).ToListAsync(stop))
            {
                known[DutyTopic.Site(row.Code)] = row.Name;
            }
        }

        return new SubjectNames(known);
    }
}
