using System.Security.Cryptography;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Surveys;

/// <summary>An answered questionnaire as a form or a program says it.</summary>
/// <param name="Stratum">District and class, as <see cref="SurveyStratum.Key"/>.</param>
/// <param name="Choices">By item code: a number from 1, or <c>d</c>.</param>
/// <param name="Form">The form's own number, so that sending it twice is one answer.</param>
internal sealed record AnswerInput(
    string? Stratum, IReadOnlyDictionary<string, string?> Choices, Guid Form);

/// <summary>Takes answers in. An answer has no entry in the journal, because an entry knows the
/// hour; the counts at the close have one.</summary>
internal sealed class AnswerSurvey(CityDatabase database, SurveyLists lists)
{
    private const int FormBytes = 16;

    /// <summary>A number of no order and no time.</summary>
    public static Guid NewForm() => new(RandomNumberGenerator.GetBytes(FormBytes));

    /// <summary>By the open link. Errors: there is no such survey; it is not open, or not now; the
    /// stratum is full; as <see cref="SurveyAnswer.Read"/>.</summary>
    public async Task<Outcome<Survey>> ByLinkAsync(
        string? key, AnswerInput input, CancellationToken stop = default) =>
        !(await lists.FindAsync(key, stop)).Try(out var survey, out var missing) ? missing
        : !survey.Asked.IsOpen || survey.State == SurveyState.Draft
            ? new Problem(ProblemCode.NotFound, "survey", key ?? "")
        : await StoreAsync(survey, input, SurveyWay.Link, null, stop);

    /// <summary>By an invitation code. Errors: nobody handed it out; it was spent; it is not now;
    /// the stratum is full; as <see cref="SurveyAnswer.Read"/>.</summary>
    public async Task<Outcome<Survey>> ByCodeAsync(
        string? code, AnswerInput input, CancellationToken stop = default) =>
        (await lists.OfCodeAsync(code, stop)).Try(out var found, out var missing)
            ? await StoreAsync(
                found.Survey, input, SurveyWay.Code, InvitationCode.HashOf(code), stop)
            : missing;

    /// <summary>To an interviewer. Errors: the caller may not; there is no such survey; it is not
    /// now; the stratum is full; as <see cref="SurveyAnswer.Read"/>.</summary>
    public async Task<Outcome<Survey>> ByInterviewAsync(
        string? key, AnswerInput input, Caller caller, CancellationToken stop = default) =>
        caller.Refuse(Permission.SurveyInterview) is { } refused ? refused
        : (await lists.FindAsync(key, stop)).Try(out var survey, out var missing)
            ? await StoreAsync(survey, input, SurveyWay.Interview, null, stop)
        : missing;

    private async Task<Outcome<Survey>> StoreAsync(
        Survey survey, AnswerInput input, SurveyWay way, byte[]? code, CancellationToken stop)
    {
        if (!survey.IsAskedOn(lists.Today))
        {
            return survey.NotNow();
        }

        if (survey.Asked.Find(input.Stratum) is not { } stratum)
        {
            return new Problem(ProblemCode.FieldRequired, "stratum");
        }

        if (!SurveyAnswer.Read(survey.Asked, input.Choices).Try(out var choices, out var wrong))
        {
            return wrong;
        }

        var answer = new SurveyAnswer(
            input.Form, survey.Id, stratum.District, stratum.Band, choices, way, lists.Today);
        return await database.WriteAsync(
            async session =>
            {
                if (!await InsertAsync(session, answer))
                {
                    return survey;
                }

                if (await CountAsync(session, survey, answer, stop) is { } shut)
                {
                    return shut;
                }

                if (code is not null && await session.ExecuteAsync(
                    """
                    UPDATE survey_codes SET spent = TRUE
                    WHERE code_hash = @hash AND survey_id = @survey AND spent = FALSE
                    """,
                    ("@hash", code), ("@survey", survey.Id)) == 0)
                {
                    return new Problem(ProblemCode.SurveyCodeSpent, "code");
                }

                await SurveyTallies.AddAsync(session, survey.Id, $"{way}");
                return (Outcome<Survey>)survey;
            },
            stop);
    }

    // False where the same form was taken in before.
    private static async Task<bool> InsertAsync(WriteSession session, SurveyAnswer answer) =>
        await session.ExecuteAsync(
            """
            INSERT INTO survey_answers (id, survey_id, district, band, choices, way, day)
            VALUES (@id, @survey, @district, @band, @choices, @way, @day)
            ON CONFLICT (id) DO NOTHING
            """,
            ("@id", answer.Id), ("@survey", answer.SurveyId), ("@district", answer.District),
            ("@band", answer.Band), ("@choices", answer.Choices), ("@way", $"{answer.Way}"),
            ("@day", TypedDay.Show(answer.Day))) == 1;

    // Counts the answer where its stratum still takes one; the row is what the close waits for.
    private static async Task<Problem?> CountAsync(
        WriteSession session, Survey survey, SurveyAnswer answer, CancellationToken stop)
    {
        if (await session.ExecuteAsync(
            """
            UPDATE survey_strata SET answers = answers + 1
            WHERE survey_id = @survey AND district = @district AND band = @band
                AND is_open = TRUE AND (quota = 0 OR answers < quota)
            """,
            ("@survey", survey.Id), ("@district", answer.District), ("@band", answer.Band)) == 1)
        {
            return null;
        }

        var isOpen = await session.Reads.Set<StoredStratum>().AnyAsync(
            row => row.SurveyId == survey.Id && row.District == answer.District
                && row.Band == answer.Band && row.IsOpen,
            stop);
        return isOpen
            ? new Problem(ProblemCode.SurveyQuotaFull, "stratum")
            : survey.NotNow();
    }
}
