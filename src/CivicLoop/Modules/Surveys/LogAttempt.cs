using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Surveys;

/// <summary>Counts what came of an attempt to ask somebody, so that non-response can be shown. Who
/// was asked, by what number and by whom is not kept.</summary>
internal sealed class LogAttempt(CityDatabase database, SurveyLists lists, TimeProvider time)
{
    private const string Form = "survey-attempt";

    /// <summary>Errors: the caller may not; there is no such survey; it is not asked now; no
    /// outcome.</summary>
    /// <param name="form">Made anew with each form that is shown; sent twice it counts once.
    /// </param>
    public async Task<Outcome<SurveyResponse>> RunAsync(
        string? key, SurveyAttempt? outcome, Caller caller, Guid? form = null,
        CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.SurveyInterview) is { } refused)
        {
            return refused;
        }

        if (!(await lists.FindAsync(key, stop)).Try(out var survey, out var missing))
        {
            return missing;
        }

        if (!survey.IsAskedOn(lists.Today))
        {
            return survey.NotNow();
        }

        if (outcome is not { } came || !Enum.IsDefined(came))
        {
            return new Problem(ProblemCode.FieldRequired, "outcome");
        }

        await database.WriteAsync(
            async session =>
            {
                if (form is not { } pressed
                    || await IdempotencyKeys.TakeAsync(
                        session, Form, pressed, Instants.Storable(time.GetUtcNow())))
                {
                    await SurveyTallies.AddAsync(session, survey.Id, $"{came}");
                }

                return (Outcome<bool>)true;
            },
            stop);
        return await lists.ResponseAsync(survey, stop);
    }
}
