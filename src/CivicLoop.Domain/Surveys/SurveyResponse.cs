using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Surveys;

/// <summary>What came of an interviewer's attempt to ask somebody.</summary>
public enum SurveyAttempt
{
    /// <summary>拒访.</summary>
    Refused,

    /// <summary>无人应答.</summary>
    NoAnswer,

    /// <summary>不符合条件: not a resident, or of a stratum that is full.</summary>
    NotEligible,
}

/// <summary>How many were asked, and how many answered, by each way. Nobody knows whom an open link
/// reached, so that it has no rate.</summary>
/// <param name="Interviews">Answers to interviewers.</param>
/// <param name="CodesMade">Invitation codes handed out.</param>
public sealed record SurveyResponse(
    long Links, long Codes, long CodesMade, long Interviews, long Refused, long NoAnswer,
    long NotEligible)
{
    public long Answers => Links + Codes + Interviews;

    /// <summary>Attempts by interviewers, those who were not eligible included.</summary>
    public long Attempts => Interviews + Refused + NoAnswer + NotEligible;

    /// <summary>Answers ÷ all who were eligible or may have been, in millionths: RR1 (AAPOR,
    /// Standard Definitions, 10th ed. 2023). Null where nobody was asked.</summary>
    public int? InterviewMicro => Share(Interviews, Interviews + Refused + NoAnswer);

    /// <summary>Codes answered by ÷ codes handed out, in millionths; null where there were none.
    /// </summary>
    public int? CodeMicro => Share(Codes, CodesMade);

    private static int? Share(long part, long whole) =>
        whole == 0 ? null : (int)(part * Shares.WholeMicro / whole);
}
