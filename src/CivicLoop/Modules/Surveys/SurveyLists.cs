using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Surveys;

/// <summary>Reads surveys, how far they are, and what they came to.</summary>
internal sealed class SurveyLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 100;

    /// <summary>Name of the tally of codes handed out.</summary>
    public const string CodesMade = "CodesMade";

    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    /// <summary>Newest first; drafts only for who writes them.</summary>
    public async Task<Page<Survey>> PageAsync(
        bool withDrafts, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<Survey> rows = context.Set<Survey>();
        rows = withDrafts ? rows : rows.Where(row => row.State != SurveyState.Draft);
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Error: there is none of that name.</summary>
    /// <param name="key">Code and round, for example <c>satisfaction-1</c>.</param>
    public async Task<Outcome<Survey>> FindAsync(string? key, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await FindAsync(context, key, stop);
    }

    public static async Task<Outcome<Survey>> FindAsync(
        CityContext context, string? key, CancellationToken stop) =>
        Survey.ReadKey(key) is var (code, n)
        && await context.Set<Survey>().FirstOrDefaultAsync(
            row => row.Code == code && row.N == n, stop) is { } found
            ? found
            : new Problem(ProblemCode.NotFound, "survey", key ?? "");

    /// <summary>A survey as far as the caller may know of it: drafts are for who writes them, and
    /// what is asked by codes alone is for staff. Error: there is none for the caller.</summary>
    public async Task<Outcome<Survey>> SeenAsync(
        string? key, Caller caller, CancellationToken stop)
    {
        if (!(await FindAsync(key, stop)).Try(out var survey, out var missing))
        {
            return missing;
        }

        var isSeen = survey.State switch
        {
            SurveyState.Draft => caller.MaySomewhere(Permission.SurveyEdit),
            SurveyState.Running => survey.Asked.IsOpen || caller.OrganizationCode is not null,
            SurveyState.Closed => true,
        };
        return isSeen ? survey : new Problem(ProblemCode.NotFound, "survey", key ?? "");
    }

    /// <summary>The survey a code opens, and whether the code was spent. Error: nobody handed it
    /// out.</summary>
    public async Task<Outcome<(Survey Survey, bool Spent)>> OfCodeAsync(
        string? code, CancellationToken stop)
    {
        var hash = InvitationCode.HashOf(code);
        await using var context = database.OpenContext();
        return await context.Set<StoredCode>().Where(row => row.CodeHash == hash)
            .Join(
                context.Set<Survey>(), row => row.SurveyId, survey => survey.Id,
                (row, survey) => new { Survey = survey, row.Spent })
            .FirstOrDefaultAsync(stop) is { } found
            ? (found.Survey, found.Spent)
            : new Problem(ProblemCode.SurveyCodeUnknown, "code");
    }

    /// <summary>How many answered in each stratum, in the questionnaire's order.</summary>
    public async Task<IReadOnlyList<Fulfilment>> FulfilledAsync(
        Survey survey, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var answers = await context.Set<StoredStratum>()
            .Where(row => row.SurveyId == survey.Id)
            .ToDictionaryAsync(row => (row.District, row.Band), row => row.Answers, stop);
        return
        [
            .. survey.Asked.Strata.Select(one => new Fulfilment(
                one, answers.GetValueOrDefault((one.District, one.Band)))),
        ];
    }

    public async Task<SurveyResponse> ResponseAsync(Survey survey, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var tallies = await context.Set<StoredTally>().Where(row => row.SurveyId == survey.Id)
            .ToDictionaryAsync(row => row.Outcome, row => row.N, stop);
        long Of(string name) => tallies.GetValueOrDefault(name);
        return new SurveyResponse(
            Of($"{SurveyWay.Link}"), Of($"{SurveyWay.Code}"), Of(CodesMade),
            Of($"{SurveyWay.Interview}"), Of($"{SurveyAttempt.Refused}"),
            Of($"{SurveyAttempt.NoAnswer}"), Of($"{SurveyAttempt.NotEligible}"));
    }

    /// <summary>The counts of a closed survey: strata × items × choices, some thousand at most.
    /// </summary>
    public async Task<IReadOnlyList<SurveyCount>> CountsAsync(
        Survey survey, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<SurveyCount>().Where(row => row.SurveyId == survey.Id)
            .ToListAsync(stop);
    }

    /// <summary>The same counts from the answers themselves.</summary>
    public async Task<IReadOnlyList<SurveyCount>> RecountAsync(
        Survey survey, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await RecountAsync(context, survey, stop);
    }

    public static async Task<IReadOnlyList<SurveyCount>> RecountAsync(
        CityContext context, Survey survey, CancellationToken stop)
    {
        var counter = new SurveyCounter(survey.Id, survey.Asked);
        await foreach (var one in context.Set<SurveyAnswer>()
            .Where(row => row.SurveyId == survey.Id)
            .Select(row => new { row.District, row.Band, row.Choices })
            .AsAsyncEnumerable().WithCancellation(stop))
        {
            counter.Add(one.District, one.Band, one.Choices);
        }

        return counter.Counts;
    }
}
