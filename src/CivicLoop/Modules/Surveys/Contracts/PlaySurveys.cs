using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Surveys.Contracts;

/// <summary>Plays the surveys of a demonstration city by the rules of any: a round that is over and
/// one that is asked.</summary>
internal sealed class PlaySurveys(
    SurveyLists lists, KeepSurveys keep, RunSurvey run, AnswerSurvey answer, MakeCodes codes,
    LogAttempt log)
{
    private const int DraftsMax = 10;

    // Usual of street and telephone interviews: more are not met than met.
    private const int RefusedPlayed = 40;
    private const int NoAnswerPlayed = 70;
    private const int NotEligiblePlayed = 9;

    private const int CodesPlayed = 150;
    private const int RunningDays = 21;

    // Every so many strata one is hardly reached, and one not at all.
    private const int HardToReach = 9;
    private const int NeverReached = 23;
    private const int Few = 3;

    private const int FormBytes = 16;

    private static readonly Caller Office = new(
        "simulation:office", null, null,
        [
            new Grant(Permission.SurveyEdit, Scope.City),
            new Grant(Permission.SurveyInterview, Scope.City),
        ]);

    /// <summary>Asks the drafts of the pack by the clock at hand; answers how many there were.
    /// </summary>
    public async Task<Outcome<int>> AskAsync(
        long seed, double share = 1, CancellationToken stop = default)
    {
        var asked = 0;
        foreach (var draft in await InAsync(SurveyState.Draft, stop))
        {
            var days = draft.Asked.Until.DayNumber - draft.Asked.From.DayNumber;
            var now = draft.Asked with
            {
                From = lists.Today, Until = lists.Today.AddDays(days),
            };
            if (!(await keep.SaveAsync(draft.Key, now, null, Office, stop)).Try(out _, out var no)
                || !(await run.StartAsync(draft.Key, Office, stop)).Try(out var survey, out no)
                || !(await AnswerAsync(survey, seed, share, stop)).Try(out _, out no))
            {
                return no;
            }

            asked++;
        }

        return asked;
    }

    /// <summary>Closes what is asked, by the clock at hand.</summary>
    public async Task<Outcome<int>> CloseAsync(CancellationToken stop = default)
    {
        var running = await InAsync(SurveyState.Running, stop);
        foreach (var survey in running)
        {
            if ((await run.CloseAsync(survey.Key, Office, stop)).Problem is { } refused)
            {
                return refused;
            }
        }

        return running.Count;
    }

    /// <summary>Writes the next round of what is closed, which is then asked like the others.
    /// </summary>
    public async Task<Outcome<int>> NextAsync(CancellationToken stop = default)
    {
        var closed = await InAsync(SurveyState.Closed, stop);
        foreach (var survey in closed)
        {
            if ((await keep.CopyAsync(
                survey.Key, lists.Today, lists.Today.AddDays(RunningDays), Office, stop)).Problem
                is { } refused)
            {
                return refused;
            }
        }

        return closed.Count;
    }

    private async Task<List<Survey>> InAsync(SurveyState state, CancellationToken stop)
    {
        Page<Survey> page = await lists.PageAsync(true, null, DraftsMax, stop);
        return [.. page.Items.Where(one => one.State == state)];
    }

    private async Task<Outcome<int>> AnswerAsync(
        Survey survey, long seed, double share, CancellationToken stop)
    {
        if (!(await codes.RunAsync(survey.Key, CodesPlayed, Office, stop))
            .Try(out var made, out var refused))
        {
            return refused;
        }

        var spare = new Queue<string>(made.Take((int)(CodesPlayed * share / 2)));
        var drawn = SeededDraws.Number($"{seed} {survey.Key}");
        var count = 0;
        foreach (var (n, stratum) in survey.Asked.Strata.Index())
        {
            var wanted = n % NeverReached == NeverReached - 1 ? 0
                : n % HardToReach == HardToReach - 1 ? Few
                : (int)(stratum.Quota * share);
            for (var turn = 0; turn < wanted; turn++)
            {
                var draws = new SeededDraws(drawn, count++);
                if ((await SendAsync(survey, stratum, draws, spare, stop)).Problem is { } problem)
                {
                    return problem;
                }
            }
        }

        return await LogAsync(survey, share, stop) is { } unfit ? unfit : count;
    }

    private Task<Outcome<Survey>> SendAsync(
        Survey survey, SurveyStratum stratum, SeededDraws draws, Queue<string> spare,
        CancellationToken stop)
    {
        var way = draws.Below(3);
        var input = new AnswerInput(
            stratum.Key,
            survey.Asked.Items.ToDictionary(
                one => one.Code, one => (string?)Choice(one, stratum, draws)),
            new Guid(draws.Bytes(FormBytes)));
        return way == 0 ? answer.ByLinkAsync(survey.Key, input, stop)
            : way == 1 && spare.TryDequeue(out var code) ? answer.ByCodeAsync(code, input, stop)
            : answer.ByInterviewAsync(survey.Key, input, Office, stop);
    }

    // Most are content; how much hangs on the item and the district, as it does.
    private static string Choice(SurveyItem item, SurveyStratum stratum, SeededDraws draws)
    {
        const double DoesNotKnow = 0.06;
        if (draws.Chance(DoesNotKnow))
        {
            return SurveyAnswer.DoesNotKnow.ToString();
        }

        var likes = new SeededDraws(
            SeededDraws.Number($"{item.Code} {stratum.District}"), 0).Between(0.35, 0.75);
        var isTurned = item.Points[0] < item.Points[^1];
        var n = 0;
        while (n < item.Points.Count - 1 && !draws.Chance(likes))
        {
            n++;
        }

        return $"{(isTurned ? item.Points.Count - n : n + 1)}";
    }

    private async Task<Problem?> LogAsync(Survey survey, double share, CancellationToken stop)
    {
        foreach (var (outcome, count) in new[]
        {
            (SurveyAttempt.Refused, RefusedPlayed), (SurveyAttempt.NoAnswer, NoAnswerPlayed),
            (SurveyAttempt.NotEligible, NotEligiblePlayed),
        })
        {
            for (var n = 0; n < (int)(count * share); n++)
            {
                if ((await log.RunAsync(survey.Key, outcome, Office, form: null, stop)).Problem
                    is { } refused)
                {
                    return refused;
                }
            }
        }

        return null;
    }
}
