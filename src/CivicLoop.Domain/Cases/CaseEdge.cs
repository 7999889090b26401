using CivicLoop.Domain.People;

namespace CivicLoop.Domain.Cases;

/// <summary>What a command needs beside the permission; each missing thing is a problem that names
/// its field.</summary>
[Flags]
public enum CaseNeeds
{
    None = 0,
    Reason = 1 << 0,
    Unit = 1 << 1,
    Text = 1 << 2,
    Until = 1 << 3,
    ReviewDate = 1 << 4,
    OtherCase = 1 << 5,
    Parts = 1 << 6,
    Class = 1 << 7,
    Place = 1 << 8,

    /// <summary>A picture, where the class says so and why.</summary>
    PictureIfClassSays = 1 << 9,

    /// <summary>A body other than the one that did the work (监督与处置分离).</summary>
    OtherBody = 1 << 10,

    /// <summary>Seen on site first, where the city asks so of the source.</summary>
    SeenIfSourceSays = 1 << 11,

    /// <summary>Before the line's time limit ends.</summary>
    BeforeDue = 1 << 12,

    /// <summary>Not granted on this case before.</summary>
    Once = 1 << 13,

    /// <summary>Inside the window in which a unit may return a case.</summary>
    ReturnWindow = 1 << 14,

    /// <summary>Inside the window in which the reporter may answer.</summary>
    AnswerWindow = 1 << 15,

    /// <summary>No child case is still open.</summary>
    PartsEnded = 1 << 16,

    /// <summary>A supervision order waits for its answer.</summary>
    OrderOpen = 1 << 17,

    /// <summary>The case's last step was one's own, a few minutes ago, and may be taken back.
    /// </summary>
    OwnFreshStep = 1 << 18,
}

/// <summary>What a command does to the two clocks of a case.</summary>
public enum ClockEffect
{
    None,

    /// <summary>The territory's clock starts: from opening to closing.</summary>
    StartTerritory,

    /// <summary>The line's clock starts: from dispatch to rectified.</summary>
    StartLine,

    /// <summary>The line's clock starts anew if another unit gets the case, else it ran on.
    /// </summary>
    StartLineIfUnitChanges,

    /// <summary>Both start anew: the case is open again.</summary>
    StartBoth,

    /// <summary>The line's clock is set aside until the case is dispatched again.</summary>
    ClearLine,

    /// <summary>Both stand; what is left is kept in the clock's own unit.</summary>
    Pause,

    /// <summary>Both go on with what was left.</summary>
    Resume,

    /// <summary>The line's limit moves to the granted instant, the territory's by as
    /// much.</summary>
    Extend,

    /// <summary>The line's clock stops being watched: the unit has answered.</summary>
    AnswerLine,

    /// <summary>The unit's answer did not hold: its clock runs on to the same limit.</summary>
    ReviveLine,

    /// <summary>Both end.</summary>
    End,
}

/// <summary>One row of the workflow: from these states, this command, by whoever holds the
/// permission, to that state.</summary>
/// <param name="To">Null: the case stays where it is.</param>
/// <param name="Why">The reason of an odd row, for the reader and the help page.</param>
public sealed record CaseEdge(
    CaseCommand Command,
    IReadOnlyList<CaseState> From,
    CaseState? To,
    Permission Permission,
    CaseNeeds Needs,
    ClockEffect Clock,
    string? Why)
{
    /// <summary>Who did it may take it back within <see cref="LastStep.TakeBackMinutes"/>, as long
    /// as nothing followed: a slip of the hand is no decision.</summary>
    public bool MayTakeBack { get; init; }

    /// <summary>The single needs, in the order of their list.</summary>
    public IEnumerable<CaseNeeds> EachNeed => Enum.GetValues<CaseNeeds>()
        .Where(need => need != CaseNeeds.None && Needs.HasFlag(need));
}
