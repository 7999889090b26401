using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Surveys;

/// <summary>Adds to the tallies of a survey.</summary>
internal static class SurveyTallies
{
    public static Task AddAsync(
        WriteSession session, Guid survey, string outcome, long n = 1) =>
        session.ExecuteAsync(
            """
            INSERT INTO survey_tallies (survey_id, outcome, n) VALUES (@survey, @outcome, @n)
            ON CONFLICT (survey_id, outcome) DO UPDATE SET n = survey_tallies.n + @n
            """,
            ("@survey", survey), ("@outcome", outcome), ("@n", n));
}
