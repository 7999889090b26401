namespace CivicLoop.Domain.Intake;

/// <summary>Why our on-time verdict and another system's differ; the first that fits.</summary>
public enum VerdictGap
{
    /// <summary>The other system says nothing although the row has a limit.</summary>
    NoFlag,

    /// <summary>The flag is a word the mapping does not know.</summary>
    UnknownFlag,

    /// <summary>A time of the row was shown twice by the clocks; the other reading would agree.
    /// </summary>
    ClockChange,

    /// <summary>The two instants are less than a minute apart: rounding decides.</summary>
    WithinAMinute,

    /// <summary>Within a day: the other system gives grace or counts whole days.</summary>
    WithinADay,

    /// <summary>The limit was over before the case was opened.</summary>
    DueBeforeOpened,

    /// <summary>Still open: the other system judged at another instant than the data's end.
    /// </summary>
    JudgedAtAnotherTime,

    /// <summary>None of these.</summary>
    Unexplained,
}

/// <summary>A row's limit, its end and both verdicts.</summary>
/// <param name="JudgedAt">Its closing, or the end of the data for an open one.</param>
/// <param name="Ours">Null for an open case that is not yet due: it cannot be said.</param>
/// <param name="Theirs">Null where the flag is empty or unknown.</param>
public sealed record VerdictRow(
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    DateTimeOffset JudgedAt,
    bool IsClosed,
    bool IsAmbiguous,
    bool HasFlag,
    bool? Ours,
    bool? Theirs)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Null where both agree.</summary>
    public VerdictGap? Gap()
    {
        var apart = (JudgedAt - DueAt).Duration();
        // "On time so far" and silence both fit a case that is not yet due.
        var agree = Ours is null ? Theirs == true || !HasFlag : Theirs == Ours;
        return agree ? null
            : !HasFlag ? VerdictGap.NoFlag
            : Theirs is null ? VerdictGap.UnknownFlag
            : IsAmbiguous && apart <= TimeSpan.FromHours(1) ? VerdictGap.ClockChange
            : apart < Minute ? VerdictGap.WithinAMinute
            : DueAt < OpenedAt ? VerdictGap.DueBeforeOpened
            : !IsClosed ? VerdictGap.JudgedAtAnotherTime
            : apart < Day ? VerdictGap.WithinADay
            : VerdictGap.Unexplained;
    }
}
