using System.Buffers.Binary;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>A re-check somebody is sent on, with the case it is about.</summary>
internal sealed record MyRecheck(Recheck Recheck, Case Case);

/// <summary>Sends somebody to look again at closed cases (findings of inspections, classes of
/// safety and one in ten of all others) and takes what they saw.</summary>
internal sealed class Rechecks(
    CityDatabase database, FindInspectors inspectors, ActOnCase act, EditionLists editions,
    CityHolder city, ContactVault vault, TimeProvider time)
{
    /// <summary>Closings of so many days are looked through; a program that stood still longer has
    /// other worries.</summary>
    private const int DaysBack = 3;

    private const int AtOnceMax = 500;
    private const int MineMax = 200;

    /// <summary>Whose chain the re-checks are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000028");

    /// <summary>Chooses among what was closed lately and sends people; answers how many.</summary>
    public async Task<int> ChooseAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        await using var context = database.OpenContext();
        var chosen = new List<(Case Case, RecheckReason Reason)>();
        foreach (var (closed, isFinding) in await ClosedAsync(context, now, stop))
        {
            var isSafety = city.Current.Catalogue.Find(closed.ClassCode)?.IsSafety == true;
            if (Recheck.Choose(isFinding, isSafety, Lot(closed)) is { } reason)
            {
                chosen.Add((closed, reason));
            }
        }

        if (chosen.Count == 0)
        {
            return 0;
        }

        var sent = await SendAsync(context, chosen, stop);
        foreach (var recheck in sent)
        {
            await StoreAsync(recheck, now, stop);
        }

        return sent.Count;
    }

    /// <summary>What somebody is sent on, what is due first.</summary>
    public async Task<IReadOnlyList<MyRecheck>> OpenOfAsync(string actor, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<Recheck>()
            .Where(row => row.Inspector == actor && row.State == RecheckState.Planned)
            .OrderBy(row => row.DueDay).ThenBy(row => row.Id).Take(MineMax)
            .Join(
                context.Set<Case>(), row => row.CaseId, one => one.Id,
                (row, one) => new { row, one })
            .ToListAsync(stop);
        return [.. rows.Select(pair => new MyRecheck(pair.row, pair.one))];
    }

    /// <summary>Takes what was seen; a case that is not fixed is opened again at once. Errors: the
    /// caller may not; there is none; as <see cref="Recheck.Say"/>.</summary>
    public async Task<Outcome<Recheck>> SayAsync(
        Guid id, bool isFixed, string? note, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var said = await database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<Recheck>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "recheck", $"{id}");
                }

                if (!Recheck.Say(before, isFixed, note, caller.Actor, now)
                    .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (after != before)
                {
                    if (!await session.UpdateAsync(after, before.Version))
                    {
                        return new Problem(ProblemCode.ChangedMeanwhile, "version");
                    }

                    await SubjectJournal.AppendAsync(
                        session, Subject, caller.Actor, "recheck.Seen",
                        new { after.Id, after.CaseNumber, after.State }, now);
                }

                return (Outcome<Recheck>)after;
            },
            stop);
        if (said.Try(out var recheck, out _) && recheck.State == RecheckState.NotFixed)
        {
            await ReopenAsync(recheck, caller, stop);
        }

        return said;
    }

    // Where somebody else opened it again meanwhile, it is open all the same.
    private Task<Outcome<Case>> ReopenAsync(
        Recheck recheck, Caller caller, CancellationToken stop) =>
        act.RunAsync(
            recheck.CaseId, CaseCommand.Reopen, new ActInput { Words = recheck.Note },
            new Caller(
                caller.Actor, null, null, [new Grant(Permission.CaseReopen, Scope.City)]),
            stop);

    private static async Task<IReadOnlyList<(Case Case, bool IsFinding)>> ClosedAsync(
        CityContext context, DateTimeOffset now, CancellationToken stop)
    {
        var since = now.AddDays(-DaysBack);
        // Whatever was closed since was changed since, and that has an index.
        var rows = await context.Set<Case>()
            .Where(row => row.UpdatedAt >= since && row.State == CaseState.Closed
                && row.ClosedAt >= since
                && !context.Set<Recheck>().Any(
                    one => one.CaseId == row.Id && one.ClosedAt == row.ClosedAt))
            .OrderBy(row => row.UpdatedAt)
            .Select(row => new
            {
                row, IsFinding = context.Set<Finding>().Any(one => one.CaseId == row.Id),
            })
            .ToListAsync(stop);
        return [.. rows.Select(one => (one.row, one.IsFinding))];
    }

    private async Task<IReadOnlyList<Recheck>> SendAsync(
        CityContext context, List<(Case Case, RecheckReason Reason)> chosen,
        CancellationToken stop)
    {
        var some = chosen.Take(AtOnceMax).ToList();
        var ids = some.Select(one => one.Case.Id).ToList();
        var checkers = (await context.Set<StoredEntry>()
                .Where(row => ids.Contains(row.SubjectId) && row.Kind == "case.PassCheck")
                .OrderBy(row => row.N).ToListAsync(stop))
            .GroupBy(row => row.SubjectId)
            .ToDictionary(group => group.Key, group => group.Last().Actor);
        var sites = some.Select((one, n) => new DrawnSite(
            n + 1, new FrameSite(one.Case.Number, one.Case.ClassCode, "", null), false)).ToList();
        var ties = some.ToDictionary(
            one => one.Case.Number,
            one => new SiteTies(
                [.. one.Case.AreaCodes], checkers.GetValueOrDefault(one.Case.Id)));
        var seed = Convert.ToHexStringLower(vault.Mark($"recheck {some[0].Case.Number}"));
        var sent = BlindAssignment.Of(seed, sites, await inspectors.AllAsync([], stop), ties);
        var due = editions.Today.AddDays(Recheck.DueDays);
        return
        [
            .. some.Zip(sent, (one, visit) => new Recheck
            {
                Id = Ids.New(one.Case.ClosedAt!.Value), CaseId = one.Case.Id,
                CaseNumber = one.Case.Number, ClosedAt = one.Case.ClosedAt.Value,
                Reason = one.Reason, Inspector = visit.Inspector, State = RecheckState.Planned,
                DueDay = due,
            }),
        ];
    }

    // Two programs may choose in the same moment; one of them is first.
    private Task<Outcome<Recheck>> StoreAsync(
        Recheck recheck, DateTimeOffset now, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.Reads.Set<Recheck>().AnyAsync(
                    row => row.CaseId == recheck.CaseId && row.ClosedAt == recheck.ClosedAt,
                    stop))
                {
                    return new Problem(ProblemCode.AlreadyExists, null, recheck.CaseNumber);
                }

                await session.InsertAsync(recheck);
                // Who is sent stays out of the journal's page until it is over.
                await SubjectJournal.AppendAsync(
                    session, Subject, "system", "recheck.Planned",
                    new { recheck.Id, recheck.Reason }, now);
                return (Outcome<Recheck>)recheck;
            },
            stop);

    private ushort Lot(Case row) => BinaryPrimitives.ReadUInt16BigEndian(
        vault.Mark($"recheck {row.Id} {row.ClosedAt:O}"));
}
