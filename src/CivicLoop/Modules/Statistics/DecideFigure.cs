using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Statistics;

/// <summary>Another body than the one that entered a figure confirms it, from when on it counts, or
/// sends it back.</summary>
internal sealed class DecideFigure(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Errors: the caller may not; there is none; as <see cref="FigureRules.Confirm"/>.
    /// </summary>
    public Task<Outcome<StatisticFigure>> ConfirmAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller, "statistic.Confirmed",
            (before, now) => FigureRules.Confirm(
                before, caller.Actor, caller.OrganizationCode!, now),
            stop);

    /// <summary>Errors: the caller may not; there is none; as <see cref="FigureRules.Return"/>.
    /// </summary>
    public Task<Outcome<StatisticFigure>> ReturnAsync(
        Guid id, string? words, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller, "statistic.Returned",
            (before, now) => FigureRules.Return(
                before, words, caller.Actor, caller.OrganizationCode!, now),
            stop);

    private async Task<Outcome<StatisticFigure>> ChangeAsync(
        Guid id, Caller caller, string kind,
        Func<StatisticFigure, DateTimeOffset, Outcome<StatisticFigure>> change,
        CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.StatisticConfirm))
            is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<StatisticFigure>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "figure", $"{id}");
                }

                if (!FigureDesk.Reaches(
                    caller, Permission.StatisticConfirm, city.Current, before.UnitKind,
                    before.UnitCode))
                {
                    return new Problem(
                        ProblemCode.NotPermitted, null, Permission.StatisticConfirm);
                }

                return change(before, now).Try(out var after, out var wrong)
                    ? await StoreAsync(session, before, after, kind, caller.Actor, now, stop)
                    : wrong;
            },
            stop);
    }

    private async Task<Outcome<StatisticFigure>> StoreAsync(
        WriteSession session, StatisticFigure before, StatisticFigure after, string kind,
        string actor, DateTimeOffset now, CancellationToken stop)
    {
        if (after.State == FigureState.Confirmed && after.ReplacesId is { } counted
            && !await ReplaceAsync(session, counted, now, stop))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "figure", $"{counted}");
        }

        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "figure", $"{after.Id}");
        }

        await SubjectJournal.AppendAsync(
            session, EnterFigures.Subject, actor, kind,
            new { after.Id, after.DecidedOrg, after.ReplacesId }, now);
        if (after.State == FigureState.Refused)
        {
            await TellAsync(session, after, now);
        }

        return after;
    }

    // The body that entered it enters it again, or lets it be.
    private Task TellAsync(WriteSession session, StatisticFigure returned, DateTimeOffset now) =>
        Outbox.TellAsync(
            session, $"org:{returned.EnteredOrg}", "statistic-returned",
            new
            {
                title = $"{returned.MeasureCode} · {returned.Month}", words = returned.Words,
                address = $"{StatisticsPage.Here}/{returned.Id}",
            },
            city.Current.Language, now);

    // Before the new one counts: of one thing at most one does.
    private static async Task<bool> ReplaceAsync(
        WriteSession session, Guid id, DateTimeOffset now, CancellationToken stop)
    {
        var counted = await session.Reads.Set<StatisticFigure>()
            .FirstAsync(row => row.Id == id, stop);
        return counted.State == FigureState.Confirmed
            && await session.UpdateAsync(FigureRules.Replace(counted, now), counted.Version);
    }
}
