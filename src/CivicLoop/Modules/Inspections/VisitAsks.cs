using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
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

    public async Task CountAsync(
        WriteSession session, VisitFile file, Visit done, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        var (site, day) = (file.Site, duties.Today);
        var answer = await duties.AnswerAsync(
            DutyTopic.Site(site.Code),
            site.CommunityCode ?? site.SubdistrictCode ?? site.DistrictCode, day, stop);
        var named = answer.Responsible is [var first, ..] ? first.HolderCode : null;
        if ((named ?? answer.Owner?.Code) is not { } unit)
        {
            return;
        }

        var took = (done.DoneAt - done.BegunAt)?.TotalMinutes ?? 0;
        await count.AddAsync(session, new AskInput(
            AskKind.Inspection, Source, done.Id, unit, caller.OrganizationCode ?? "", day, now,
            Math.Clamp((int)Math.Ceiling(took), 1, MinutesMax),
            $"{site.NameZh} · {done.SiteCode}"));
    }
}
