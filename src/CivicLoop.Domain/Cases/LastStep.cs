namespace CivicLoop.Domain.Cases;

/// <summary>The last step of a case, kept for the minutes in which it may be taken back.</summary>
/// <param name="Before">The case as it stood before the step.</param>
/// <param name="N">Number of the step's entry in the case's journal.</param>
public sealed record LastStep(
    Case Before, CaseCommand Command, int N, string ByActor, DateTimeOffset At)
{
    /// <summary>How long a step may be taken back, in minutes. Residents are written to only after
    /// it, so that nobody outside hears of what was not meant.</summary>
    public const int TakeBackMinutes = 5;

    public DateTimeOffset Until => At.AddMinutes(TakeBackMinutes);

    /// <summary>True while this person may take the step back and nothing followed it.</summary>
    public bool MayBeTakenBack(Case now, string actor, DateTimeOffset at) =>
        N == now.JournalN && ByActor == actor && at <= Until;

    /// <summary>The case as it stood before. What other people wrote, and what was let out, stays.
    /// </summary>
    public Case Undo(Case now) => Before with
    {
        Description = now.Description,
        PicturesReleased = now.PicturesReleased,
        Supporters = now.Supporters,
        JournalN = now.JournalN,
        JournalHash = now.JournalHash,
    };
}
