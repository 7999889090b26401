using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;

namespace CivicLoop.Modules.Surveys;

/// <summary>What a survey came to: who answered, and what they said.</summary>
/// <param name="Counts">Behind the items; what is hidden there is not shown from here either.
/// </param>
internal sealed record SurveyFile(
    Survey Survey, SurveyResponse Response, IReadOnlyList<Fulfilment> Fulfilled,
    IReadOnlyList<ItemResult> Items, IReadOnlyList<SurveyCount> Counts);

/// <summary>Reads results of closed surveys, for everybody: as long as it is asked, nobody knows
/// them, so that nobody asks towards a result.</summary>
internal sealed class ReadResults(SurveyLists lists)
{
    /// <summary>Errors: the caller sees no such survey; it is not over.</summary>
    public async Task<Outcome<SurveyFile>> OfAsync(
        string? key, Caller caller, CancellationToken stop)
    {
        if (!(await lists.SeenAsync(key, caller, stop)).Try(out var survey, out var missing))
        {
            return missing;
        }

        if (survey.State != SurveyState.Closed)
        {
            return survey.NotNow();
        }

        var counts = await lists.CountsAsync(survey, stop);
        return new SurveyFile(
            survey, await lists.ResponseAsync(survey, stop),
            SurveyResult.Fulfilled(survey.Asked, counts),
            SurveyResult.Of(survey.Asked, counts), counts);
    }
}
