using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Surveys;

/// <summary>Begins to ask, and ends it: at the close the answers are counted once and for all, and
/// the digest of the counts stands in the journal. What nobody closes by hand closes by itself when
/// its last day is over.</summary>
internal sealed class RunSurvey(CityDatabase database, CityHolder city, TimeProvider time)
{
    // A city asks a few at a time; more than these are looked at when others have closed.
    private const int RunningMax = 500;

    /// <summary>Errors: the caller may not; there is none; as <see cref="Survey.Start"/>.</summary>
    public async Task<Outcome<Survey>> StartAsync(
        string? key, Caller caller, CancellationToken stop = default) =>
        caller.Refuse(Permission.SurveyEdit) is { } refused ? refused : await DoAsync(
            key, caller.Actor, "survey.Started",
            async (session, survey, now) =>
            {
                var districts = city.Current.Areas.Districts.Select(one => one.Code).ToHashSet();
                if (!survey.Start(districts, city.Current.DayOf(now), now)
                    .Try(out var started, out var wrong))
                {
                    return wrong;
                }

                foreach (var one in survey.Asked.Strata)
                {
                    await session.InsertAsync(new StoredStratum(
                        survey.Id, one.District, one.Band, one.Quota, Answers: 0, IsOpen: true));
                }

                return started;
            },
            stop);

    /// <summary>Errors: the caller may not; there is none; it is not asked.</summary>
    public async Task<Outcome<Survey>> CloseAsync(
        string? key, Caller caller, CancellationToken stop = default) =>
        caller.Refuse(Permission.SurveyEdit) is { } refused
            ? refused
            : await CloseAsync(key, caller.Actor, stop);

    /// <summary>Closes what is still open after its last day, each by itself. Answers how many.
    /// Where somebody else was faster nothing happens.</summary>
    public async Task<int> CloseDueAsync(CancellationToken stop)
    {
        var today = city.Current.DayOf(time.GetUtcNow());
        await using var context = database.OpenContext();
        // The last day stands in the questionnaire, which a database does not look into.
        var running = await context.Set<Survey>()
            .Where(row => row.State == SurveyState.Running)
            .OrderBy(row => row.Id).Take(RunningMax).ToListAsync(stop);
        var closed = 0;
        foreach (var survey in running.Where(one => one.IsOver(today)))
        {
            if ((await CloseAsync(survey.Key, AccountWriter.System, stop)).Problem is null)
            {
                closed++;
            }
        }

        return closed;
    }

    private async Task<Outcome<Survey>> CloseAsync(
        string? key, string actor, CancellationToken stop) =>
        await DoAsync(
            key, actor, "survey.Closed",
            async (session, survey, now) =>
            {
                // Answers on their way wait for these rows, and then find them shut.
                await session.ExecuteAsync(
                    "UPDATE survey_strata SET is_open = FALSE WHERE survey_id = @survey",
                    ("@survey", survey.Id));
                // Another may have closed it while these were waited for.
                if (!(await SurveyLists.FindAsync(session.Reads, survey.Key, stop))
                    .Try(out var current, out var gone))
                {
                    return gone;
                }

                var counts = await SurveyLists.RecountAsync(session.Reads, current, stop);
                if (!current.Close(DigestOf(counts), now).Try(out var closed, out var wrong))
                {
                    return wrong;
                }

                foreach (var count in counts)
                {
                    await session.InsertAsync(count);
                }

                return closed;
            },
            stop);

    /// <summary>Digest of counts in their fixed order.</summary>
    public static string DigestOf(IEnumerable<SurveyCount> counts)
    {
        var lines = string.Join('\n', counts.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.District}\t{one.Band}\t{one.Item}\t{one.Choice}\t{one.N}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }

    private async Task<Outcome<Survey>> DoAsync(
        string? key, string actor, string kind,
        Func<WriteSession, Survey, DateTimeOffset, Task<Outcome<Survey>>> work,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (!(await SurveyLists.FindAsync(session.Reads, key, stop))
                        .Try(out var survey, out var problem)
                    || !(await work(session, survey, now)).Try(out var changed, out problem))
                {
                    return problem;
                }

                if (!await session.UpdateAsync(changed, survey.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await SubjectJournal.AppendAsync(
                    session, survey.Id, actor, kind, new { changed.Key, changed.Digest },
                    now);
                return (Outcome<Survey>)changed;
            },
            stop);
    }
}
