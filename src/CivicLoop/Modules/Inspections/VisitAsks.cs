using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Inspections;

/// <summary>Counts a visit as something the site's unit was asked for: somebody came and looked. It
/// counts when it is handed in, because the unit learns of a visit only after it.</summary>
internal sealed class VisitAsks(CountAsk count, FindDuties duties)
{
    private const string Source = "visit";

    // A visit forgotten open over night took nobody's whole day.
    private const int MinutesMax = 480;

    /// <summary>The unit that must keep the site; null where nobody is named.</summary>
    public async Task<string?> UnitOfAsync(
        CityContext context, Site site, CancellationToken stop)
    {
        var answer = await duties.AnswerAsync(
            context, DutyTopic.Site(site.Code),
            site.CommunityCode ?? site.SubdistrictCode ?? site.DistrictCode, duties.Today, stop);
        return answer.Responsible is [{ HolderCode: { } named }, ..] ? named : answer.Owner?.Code;
    }

    public async Task CountAsync(
        WriteSession session, VisitFile file, string unit, Visit done, Caller caller,
        DateTimeOffset now)
    {
        var took = (done.DoneAt - done.BegunAt)?.TotalMinutes ?? 0;
        await count.AddAsync(session, new AskInput(
            AskKind.Inspection, Source, done.Id, unit, caller.OrganizationCode ?? "",
            duties.Today, now,
            Math.Clamp((int)Math.Ceiling(took), 1, MinutesMax),
            $"{file.Site.NameZh} · {done.SiteCode}"));
    }
}
