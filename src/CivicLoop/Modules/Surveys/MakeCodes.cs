using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Surveys;

/// <summary>Makes invitation codes in batches. They are told this once: the city keeps digests.
/// </summary>
internal sealed class MakeCodes(CityDatabase database, TimeProvider time)
{
    /// <summary>Letters of a few communities; more are more batches.</summary>
    public const int BatchMax = 1000;

    /// <summary>Errors: the caller may not; there is no such survey; it is over; too many.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<string>>> RunAsync(
        string? key, int count, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.SurveyEdit) is { } refused)
        {
            return refused;
        }

        if (count is < 1 or > BatchMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "count", BatchMax);
        }

        var now = Instants.Storable(time.GetUtcNow());
        string[] codes = [.. Enumerable.Range(0, count).Select(_ => InvitationCode.New())];
        return await database.WriteAsync(
            async session =>
            {
                if (!(await SurveyLists.FindAsync(session.Reads, key, stop))
                    .Try(out var survey, out var missing))
                {
                    return missing;
                }

                if (survey.State == SurveyState.Closed)
                {
                    return survey.NotNow();
                }

                foreach (var code in codes)
                {
                    await session.InsertAsync(
                        new StoredCode(InvitationCode.HashOf(code), survey.Id, Spent: false));
                }

                await SurveyTallies.AddAsync(session, survey.Id, SurveyLists.CodesMade, count);
                await SubjectJournal.AppendAsync(
                    session, survey.Id, caller.Actor, "survey.CodesMade",
                    new { survey.Key, count }, now);
                return (Outcome<IReadOnlyList<string>>)codes;
            },
            stop);
    }
}
