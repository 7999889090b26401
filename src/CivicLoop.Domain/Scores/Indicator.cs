namespace CivicLoop.Domain.Scores;

/// <summary>An indicator of GB/T 30428.4 as one line: what is divided by what.</summary>
/// <param name="Name">Key of its name, for example <c>closed-on-time-rate</c>.</param>
/// <param name="IsComplement">True where the indicator is one minus the share.</param>
/// <param name="MoreIsBetter">False where a high share is a bad sign.</param>
/// <param name="Less">What is taken off the whole before it divides; null for nothing.</param>
public sealed record Indicator(
    string Name, Measure Part, Measure Whole, bool MoreIsBetter = true, bool IsComplement = false,
    Measure? Less = null)
{
    /// <summary>立案率.</summary>
    public static Indicator AcceptedRate { get; } =
        new("accepted-rate", Measure.Accepted, Measure.Reported);

    /// <summary>结案率.</summary>
    public static Indicator ClosedRate { get; } =
        new("closed-rate", Measure.Closed, Measure.CloseDue);

    /// <summary>按期结案率. What is open past its limit counts against it: it stands in 应结案数.
    /// </summary>
    public static Indicator ClosedOnTimeRate { get; } =
        new("closed-on-time-rate", Measure.ClosedOnTime, Measure.CloseDue);

    /// <summary>All indicators, in the order of the standard.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        AcceptedRate,
        ClosedRate,
        ClosedOnTimeRate,
        new("rectified-rate", Measure.Rectified, Measure.RectifyDue),
        new("rectified-on-time-rate", Measure.RectifiedOnTime, Measure.RectifyDue),
        new("rework-rate", Measure.Reworked, Measure.Rectified, MoreIsBetter: false),
        new("extension-rate", Measure.Extended, Measure.CloseDue, MoreIsBetter: false),
        new("suspension-rate", Measure.Suspended, Measure.CloseDue, MoreIsBetter: false),
        new("wrong-return-rate", Measure.ReturnedWrong, Measure.Dispatched, MoreIsBetter: false),
        new("public-rate", Measure.AcceptedFromPublic, Measure.Accepted),
        new("satisfied-rate", Measure.Satisfied, Measure.Answered),
        new("recurrence-rate", Measure.Recurred, Measure.Closed, MoreIsBetter: false),
    ];

    /// <summary>岗位: what the centre's own stages are measured by.</summary>
    public static IReadOnlyList<Indicator> Posts { get; } =
    [
        new("accepted-on-time-rate", Measure.AcceptedOnTime, Measure.Accepted),
        new("verified-on-time-rate", Measure.VerifiedOnTime, Measure.Verified),
        new("dispatched-on-time-rate", Measure.DispatchedOnTime, Measure.Dispatched),
        new("dispatch-accuracy", Measure.DispatchedWrong, Measure.Dispatched, IsComplement: true),
        new("checked-on-time-rate", Measure.CheckedOnTime, Measure.Checked),
    ];

    /// <summary>Formulas of single cities, which a scorecard may name: Jinhua takes 缓办 cases, which
    /// were set aside with leave, off those due.</summary>
    public static IReadOnlyList<Indicator> Local { get; } =
    [
        new("closed-less-suspended", Measure.Closed, Measure.CloseDue, Less: Measure.Suspended),
        new("closed-on-time-less-suspended", Measure.ClosedOnTime, Measure.CloseDue,
            Less: Measure.Suspended),
    ];

    /// <summary>Every indicator that can be named.</summary>
    public static IReadOnlyList<Indicator> Known { get; } = [.. All, .. Local, .. Posts];

    /// <summary>Null where nobody knows the name.</summary>
    public static Indicator? Find(string name) => Known.FirstOrDefault(one => one.Name == name);

    /// <summary>By how much it divides.</summary>
    public long WholeOf(Tally tally) => tally[Whole] - (Less is { } less ? tally[less] : 0);

    /// <summary>The share, 0 to 1; null where nothing was to be done: nothing is not 100 %.
    /// </summary>
    public double? Of(Tally tally)
    {
        var whole = WholeOf(tally);
        if (whole <= 0)
        {
            return null;
        }

        var share = tally[Part] / (double)whole;
        return IsComplement ? 1 - share : share;
    }
}
