using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices.Contracts;

/// <summary>Remembers which notices a person has read. It is the reader's own mark: nobody else
/// sees it, and it counts for nothing.</summary>
internal sealed class ReadNotices(CityDatabase database, TimeProvider time)
{
    /// <summary>More are not counted.</summary>
    public const int CountMax = 99;

    /// <summary>What is older is no news, also to who has just begun.</summary>
    public const int NewsDays = 30;

    /// <summary>Unread notices of the caller and the organisation acted for; those of units below
    /// are theirs to read. At most one more than <see cref="CountMax"/>.</summary>
    public async Task<int> UnreadAsync(Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var mine = Recipients(caller);
        var reader = caller.Actor;
        var since = await SinceAsync(context, reader, stop);
        return await context.Set<OutboxMessage>()
            .Where(row => mine.Contains(row.Recipient) && row.MadeAt > since
                && row.Channel == NoticeChannel.InApp
                && !context.Set<NoticeRead>()
                    .Any(read => read.Reader == reader && read.NoticeId == row.Id))
            .Take(CountMax + 1).CountAsync(stop);
    }

    /// <summary>Those of the given notices the caller has not read.</summary>
    public async Task<IReadOnlySet<Guid>> UnreadOfAsync(
        Caller caller, IReadOnlyList<OutboxMessage> notices, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var mine = Recipients(caller);
        var reader = caller.Actor;
        var since = await SinceAsync(context, reader, stop);
        var ids = notices
            .Where(row => mine.Contains(row.Recipient) && row.MadeAt > since
                && row.Channel == NoticeChannel.InApp)
            .Select(row => row.Id).ToList();
        var read = await context.Set<NoticeRead>()
            .Where(row => row.Reader == reader && ids.Contains(row.NoticeId))
            .Select(row => row.NoticeId).ToListAsync(stop);
        return ids.Except(read).ToHashSet();
    }

    /// <summary>All that there is now counts as read.</summary>
    public Task<Outcome<DateTimeOffset>> MarkAllAsync(Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO notice_marks (reader, read_until) VALUES (@reader, @now)
                    ON CONFLICT (reader) DO UPDATE SET read_until = excluded.read_until
                    """,
                    ("@reader", caller.Actor), ("@now", now));
                await session.ExecuteAsync(
                    "DELETE FROM notice_reads WHERE reader = @reader", ("@reader", caller.Actor));
                return (Outcome<DateTimeOffset>)now;
            },
            stop);
    }

    /// <summary>One notice was read. Errors: the caller has none such.</summary>
    public Task<Outcome<OutboxMessage>> MarkAsync(Caller caller, Guid id, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var mine = Recipients(caller);
        return database.WriteAsync(
            async session =>
            {
                var notice = await session.Reads.Set<OutboxMessage>()
                    .FirstOrDefaultAsync(row => row.Id == id && mine.Contains(row.Recipient), stop);
                if (notice is null)
                {
                    return new Problem(ProblemCode.NotFound, "notice", id);
                }

                await session.ExecuteAsync(
                    """
                    INSERT INTO notice_reads (reader, notice_id, read_at)
                    VALUES (@reader, @notice, @now) ON CONFLICT (reader, notice_id) DO NOTHING
                    """,
                    ("@reader", caller.Actor), ("@notice", id), ("@now", now));
                return (Outcome<OutboxMessage>)notice;
            },
            stop);
    }

    private static List<string> Recipients(Caller caller) =>
        caller.OrganizationCode is { } own ? [caller.Actor, $"org:{own}"] : [caller.Actor];

    private async Task<DateTimeOffset> SinceAsync(
        CityContext context, string reader, CancellationToken stop)
    {
        var oldest = Instants.Storable(time.GetUtcNow().AddDays(-NewsDays));
        var mark = await context.Set<NoticeMark>().Where(row => row.Reader == reader)
            .Select(row => (DateTimeOffset?)row.ReadUntil).FirstOrDefaultAsync(stop);
        return mark > oldest ? mark.Value : oldest;
    }
}
