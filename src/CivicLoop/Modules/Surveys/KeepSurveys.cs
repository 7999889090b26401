using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Surveys;

/// <summary>Writes questionnaires as long as nobody is asked, and copies one to be asked again.
/// </summary>
internal sealed class KeepSurveys(CityDatabase database, TimeProvider time)
{
    /// <summary>Makes the first round of a survey. Errors: the caller may not; the code is taken or
    /// none; as <see cref="Questionnaire.Refuse"/>.</summary>
    public async Task<Outcome<Survey>> MakeAsync(
        string? code, Questionnaire asked, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.SurveyEdit) ?? Survey.RefuseCode(code) ?? asked.Refuse())
            is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var survey = Draft(code!.Trim(), 1, asked, caller.Actor, now);
        return await database.WriteAsync(
            async session => await session.Reads.Set<Survey>()
                .AnyAsync(row => row.Code == survey.Code, stop)
                ? new Problem(ProblemCode.AlreadyExists, "code", survey.Code)
                : (Outcome<Survey>)await InsertAsync(session, survey, "survey.Made", now),
            stop);
    }

    /// <summary>Changes a draft. Errors: the caller may not; there is none; it is asked already;
    /// somebody changed it meanwhile; as <see cref="Questionnaire.Refuse"/>.</summary>
    /// <param name="version">The one that was read; null takes what there is.</param>
    public async Task<Outcome<Survey>> SaveAsync(
        string? key, Questionnaire asked, long? version, Caller caller,
        CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.SurveyEdit) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (!(await SurveyLists.FindAsync(session.Reads, key, stop))
                    .Try(out var survey, out var missing))
                {
                    return missing;
                }

                if (!survey.With(asked).Try(out var changed, out var wrong))
                {
                    return wrong;
                }

                if ((version is not null && version != survey.Version)
                    || !await session.UpdateAsync(changed, survey.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await SubjectJournal.AppendAsync(
                    session, survey.Id, caller.Actor, "survey.Saved",
                    new { changed.Key, changed.Version }, now);
                return (Outcome<Survey>)changed;
            },
            stop);
    }

    /// <summary>Makes the next round of a survey as a draft with the same questions. Errors: the
    /// caller may not; there is none; the next round is being written already.</summary>
    public async Task<Outcome<Survey>> CopyAsync(
        string? key, DateOnly from, DateOnly until, Caller caller,
        CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.SurveyEdit) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (!(await SurveyLists.FindAsync(session.Reads, key, stop))
                    .Try(out var survey, out var missing))
                {
                    return missing;
                }

                var last = await session.Reads.Set<Survey>()
                    .Where(row => row.Code == survey.Code).OrderByDescending(row => row.N)
                    .FirstAsync(stop);
                if (last.State == SurveyState.Draft)
                {
                    return new Problem(ProblemCode.AlreadyExists, "survey", last.Key);
                }

                var asked = survey.Asked with { From = from, Until = until };
                return asked.Refuse() is { } wrong
                    ? wrong
                    : (Outcome<Survey>)await InsertAsync(
                        session, Draft(survey.Code, last.N + 1, asked, caller.Actor, now),
                        "survey.Copied", now);
            },
            stop);
    }

    public static Survey Draft(
        string code, int n, Questionnaire asked, string actor, DateTimeOffset now) => new()
    {
        Id = Ids.New(now), Code = code, N = n, State = SurveyState.Draft, Asked = asked,
        MadeBy = actor, MadeAt = now,
    };

    public static async Task<Survey> InsertAsync(
        WriteSession session, Survey survey, string kind, DateTimeOffset now)
    {
        await session.InsertAsync(survey);
        await SubjectJournal.AppendAsync(
            session, survey.Id, survey.MadeBy, kind, new { survey.Key }, now);
        return survey;
    }
}
