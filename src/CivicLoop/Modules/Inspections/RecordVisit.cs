using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Begins visits and takes what inspectors say; every step may be sent again without
/// harm, because phones lose their network.</summary>
internal sealed class RecordVisit(
    CityDatabase database, VisitLists visits, SiteKindLists kinds, EditionLists editions,
    OpenFindings findings, VisitAsks asks,
    IEnumerable<IVisitWatch> watches, TimeProvider time)
{
    /// <summary>Begins the visit of this id: one that somebody was sent on, or, where nobody knows
    /// the id yet, one on the inspector's own way to a site. Errors: the caller may not; another
    /// was sent; it is over; the id is that of a visit to another site; no such site in use.
    /// </summary>
    public async Task<Outcome<Visit>> BeginAsync(
        Guid id, string? siteCode, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        await using var context = database.OpenContext();
        var own = await OwnAsync(context, id, siteCode, caller.Actor, now, stop);
        return await database.WriteAsync(
            async session => await BeginAsync(
                session,
                await session.Reads.Set<Visit>().FirstOrDefaultAsync(row => row.Id == id, stop),
                own, siteCode, caller, now),
            stop);
    }

    /// <summary>As <see cref="BeginAsync(Guid, string, Caller, CancellationToken)"/>, within a
    /// write that does more.</summary>
    /// <param name="before">The visit of this id; null where nobody knows it yet.</param>
    /// <param name="own">What it is where nobody knows it.</param>
    public static async Task<Outcome<Visit>> BeginAsync(
        WriteSession session, Visit? before, Outcome<VisitGoal> own, string? siteCode,
        Caller caller, DateTimeOffset now)
    {
        if (before is null)
        {
            return own.Try(out var made, out var unfit)
                ? await InsertAsync(session, made.Visit, now)
                : unfit;
        }

        if (siteCode is not null && before.SiteCode != siteCode)
        {
            return new Problem(ProblemCode.VisitKnown, "site", before.SiteCode);
        }

        return !VisitRules.Begin(before, caller.Actor, now).Try(out var after, out var wrong)
            ? wrong
            : after == before
                ? after
            : await StoreAsync(
                session, before, after, "visit.Begun", new { after.SiteCode }, now);
    }

    /// <summary>Takes what is said of a visit. Errors: another was sent; it has not begun or is
    /// over; an item nobody looks at there; whatever does not fit an item's rule; an observation's
    /// number that stands for something else. Then nothing of it is kept.</summary>
    public Task<Outcome<Visit>> SayAsync(
        Guid id, VisitEntry entry, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller,
            async (session, file, now) =>
                (await SayAsync(session, file, entry, now)).Try(out var said, out var wrong)
                    ? said.Visit
                    : wrong,
            stop);

    /// <summary>Hands the visit in; once done, doing it again changes nothing. What was not in
    /// order becomes a case. Errors: as <see cref="VisitRules.HandIn"/>.</summary>
    public async Task<Outcome<Visit>> HandInAsync(
        Guid id, Caller caller, CancellationToken stop = default)
    {
        var done = await ChangeAsync(
            id, caller,
            async (session, file, now) =>
                file.Visit.State == VisitState.Done ? file.Visit
                : VisitRules.RefuseActor(file.Visit, caller.Actor) is { } refused ? refused
                : VisitRules.HandIn(file.Visit, file.Sheet, file.Answers, file.Seen, now)
                    .Try(out var after, out var missing)
                    ? await HandInAsync(
                        session, file, await asks.UnitOfAsync(session.Reads, file.Site, stop),
                        after, caller, now, stop)
                : missing,
            stop);
        if (done.Problem is null)
        {
            await findings.RunAsync(id, stop);
        }

        return done;
    }

    /// <summary>The visit came to nothing. Errors: as <see cref="VisitRules.Miss"/>.</summary>
    public Task<Outcome<Visit>> MissAsync(
        Guid id, string? reason, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller,
            async (session, file, now) =>
                VisitRules.Miss(file.Visit, caller.Actor, reason).Try(out var after, out var wrong)
                    ? await StoreAsync(
                        session, file.Visit, after, "visit.Missed",
                        new { after.SiteCode, reason = after.Note }, now)
                    : wrong,
            stop);

    /// <summary>Keeps a visit as it was handed in, with what is to be mended, within a write that
    /// may do more.</summary>
    /// <param name="unit">Whose site it is; null where nobody answers for it.</param>
    public async Task<Outcome<Visit>> HandInAsync(
        WriteSession session, VisitFile file, string? unit, Visit after, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        var stored = await StoreAsync(
            session, file.Visit, after, "visit.HandedIn", Facts(after, file), now);
        if (stored.Problem is null)
        {
            foreach (var finding in Finding.Of(
                after, file.Answers.Values.OrderBy(one => one.ItemCode, StringComparer.Ordinal),
                file.Sheet.Protocols, now))
            {
                await session.InsertAsync(finding);
            }

            await Pictures.KeepAsync(
                session, file.Answers.Values.Select(one => one.PictureId).OfType<string>());
            if (unit is not null)
            {
                await asks.CountAsync(session, file, unit, after, caller, now);
            }

            foreach (var watch in watches)
            {
                await watch.HandedInAsync(session, after, stop);
            }
        }

        return stored;
    }

    private Task<Outcome<Visit>> ChangeAsync(
        Guid id, Caller caller,
        Func<WriteSession, VisitFile, DateTimeOffset, Task<Outcome<Visit>>> change,
        CancellationToken stop)
    {
        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            return Task.FromResult((Outcome<Visit>)refused);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var visit = await session.Reads.Set<Visit>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (visit is null)
                {
                    return new Problem(ProblemCode.NotFound, "visit", $"{id}");
                }

                return visit.Inspector != caller.Actor
                    ? new Problem(ProblemCode.VisitNotYours, null)
                    : await change(
                        session,
                        await VisitLists.FileAsync(
                            session.Reads, visit,
                            await visits.PlaceAsync(session.Reads, visit, stop), stop),
                        now);
            },
            stop);
    }

    /// <summary>Takes what is said of a visit, within a write that may do more. Answers the visit
    /// with it.</summary>
    public static async Task<Outcome<VisitFile>> SayAsync(
        WriteSession session, VisitFile file, VisitEntry entry, DateTimeOffset now)
    {
        if (!Instructed(file.Visit, entry).Try(out var visit, out var wrong))
        {
            return wrong;
        }

        var seen = file.Seen.ToList();
        foreach (var one in entry.Seen)
        {
            if (await ObserveAsync(session, file, seen, one) is { } unfit)
            {
                return unfit;
            }
        }

        // A crossing's answer follows from what was observed, so it is made anew.
        var wishes = entry.Answers.ToDictionary();
        foreach (var code in entry.Seen.Select(one => one.ItemCode).Distinct())
        {
            wishes.TryAdd(code, Kept(file.Answers.GetValueOrDefault(code)));
        }

        var answers = file.Answers.ToDictionary();
        foreach (var (code, wish) in wishes)
        {
            if (!(await AnswerAsync(session, file, code, wish, seen, now))
                .Try(out var answer, out var unfit))
            {
                return unfit;
            }

            answers[code] = answer;
        }

        if (visit != file.Visit && !await session.UpdateAsync(visit, file.Visit.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        return file with { Visit = visit, Answers = answers, Seen = seen };
    }

    private static AnswerWish Kept(VisitAnswer? before) => new()
    {
        Note = before?.Note, PictureId = before?.PictureId,
    };

    private static Outcome<Visit> Instructed(Visit visit, VisitEntry entry)
    {
        if (visit.State != VisitState.Begun)
        {
            return new Problem(ProblemCode.VisitOver, "state", visit.State);
        }

        if (TextRule.Short(entry.Note, "note", VisitRules.NoteMax) is { } tooLong)
        {
            return tooLong;
        }

        if (entry.WalkedM is < 0 or > CheckProtocol.MetresMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "walkedM", entry.WalkedM.Value);
        }

        var after = visit with
        {
            WalkedM = entry.WalkedM ?? visit.WalkedM, Note = entry.Note?.Trim() ?? visit.Note,
        };
        return after == visit ? visit : after with { Version = visit.Version + 1 };
    }

    private static async Task<Problem?> ObserveAsync(
        WriteSession session, VisitFile file, List<Observation> seen, Observation one)
    {
        if (file.Sheet.Items.All(item => item.Code != one.ItemCode))
        {
            return new Problem(ProblemCode.UnknownValue, "item", one.ItemCode);
        }

        if (VisitRules.Refuse(file.Visit, one) is { } refused)
        {
            return refused;
        }

        if (seen.Find(known => known.N == one.N) is { } before)
        {
            return before == one ? null : new Problem(ProblemCode.VisitKnown, "n", one.N);
        }

        await session.InsertAsync(one);
        seen.Add(one);
        return null;
    }

    private static async Task<Outcome<VisitAnswer>> AnswerAsync(
        WriteSession session, VisitFile file, string code, AnswerWish wish,
        List<Observation> seen, DateTimeOffset now)
    {
        if (file.Sheet.Items.FirstOrDefault(one => one.Code == code) is not { } item)
        {
            return new Problem(ProblemCode.UnknownValue, "item", code);
        }

        if (!VisitRules.Answer(
                file.Visit, item, file.Sheet.Of(code), wish,
                [.. seen.Where(one => one.ItemCode == code)], now)
            .Try(out var answer, out var wrong))
        {
            // The page shows it beside the item.
            return wrong with { Field = $"{code}.{wrong.Field}" };
        }

        if (file.Answers.ContainsKey(code))
        {
            await session.UpdateAsync(answer);
        }
        else
        {
            await session.InsertAsync(answer);
        }

        return answer;
    }

    /// <summary>A visit on the inspector's own way. Errors: no such site; it is in use no more;
    /// nothing is looked at at its kind.</summary>
    public async Task<Outcome<VisitGoal>> OwnAsync(
        CityContext context, Guid id, string? siteCode, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(siteCode)
            || await SiteLists.FindAsync(context, siteCode.Trim(), stop) is not { } site)
        {
            return new Problem(ProblemCode.NotFound, "site", siteCode ?? "");
        }

        if (site.State != SiteState.Active)
        {
            return new Problem(ProblemCode.SiteEnded, "site", site.Code);
        }

        var (kind, items) = await kinds.CheckedAtAsync(
            context, site.SiteKindCode, stop);
        if (kind is null || items.Count == 0)
        {
            return new Problem(ProblemCode.UnknownValue, "site", site.SiteKindCode);
        }

        return new VisitGoal(
            new Visit
            {
                Id = id, Purpose = VisitPurpose.Own, N = 0, Turn = 1, SiteId = site.Id,
                SiteCode = site.Code, SiteKindCode = site.SiteKindCode,
                DistrictCode = site.DistrictCode, EditionCode = kind.EditionCode,
                Inspector = actor, State = VisitState.Begun, DueDay = editions.Today,
                BegunAt = now,
            },
            await VisitLists.PlaceAsync(context, site, kind, items, stop));
    }

    private static async Task<Outcome<Visit>> InsertAsync(
        WriteSession session, Visit made, DateTimeOffset now)
    {
        await session.InsertAsync(made);
        await SubjectJournal.AppendAsync(
            session, made.Id, made.Inspector!, "visit.Begun", new { made.SiteCode }, now);
        return made;
    }

    private static async Task<Outcome<Visit>> StoreAsync(
        WriteSession session, Visit before, Visit after, string kind, object facts,
        DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(session, after.Id, after.Inspector!, kind, facts, now);
        return after;
    }

    // Every answer as it was handed in: who changes one later is found.
    private static object Facts(Visit after, VisitFile file) => new
    {
        after.SiteCode, after.ScoreMilli,
        answers = file.Sheet.Items.Select(item => file.Answers[item.Code])
            .Select(one => one.Kind == AnswerKind.NotApplicable
                ? $"{one.ItemCode} -"
                : string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{one.ItemCode} {one.Rule} {one.Found}/{one.Whole}{one.State?.Sign()} "
                    + $"{one.ShareMilli}")),
    };
}
