namespace CivicLoop.Domain.Scores;

/// <summary>What an evaluation counts (GB/T 30428.4); every count opens the list of its cases.
/// </summary>
public enum Measure
{
    /// <summary>上报数: reports that came in.</summary>
    Reported,

    /// <summary>立案数.</summary>
    Accepted,

    /// <summary>立案数（公众）: opened on a report of the public.</summary>
    AcceptedFromPublic,

    /// <summary>按时立案数.</summary>
    AcceptedOnTime,

    /// <summary>核实数: seen on site before opening.</summary>
    Verified,

    /// <summary>按时核实数.</summary>
    VerifiedOnTime,

    /// <summary>派遣数: cases handed to a unit.</summary>
    Dispatched,

    /// <summary>按时派遣数.</summary>
    DispatchedOnTime,

    /// <summary>错派数: returned, and another unit got the case.</summary>
    DispatchedWrong,

    /// <summary>不当退件数: returned, and the same unit got the case again.</summary>
    ReturnedWrong,

    /// <summary>应处置数: the unit's limit ended in the period, or earlier and it was still open.
    /// </summary>
    RectifyDue,

    /// <summary>处置数.</summary>
    Rectified,

    /// <summary>按期处置数.</summary>
    RectifiedOnTime,

    /// <summary>返工数: checks that found it not fixed.</summary>
    Reworked,

    /// <summary>返工一至两次.</summary>
    ReworkedFew,

    /// <summary>返工三次（含）以上.</summary>
    ReworkedOften,

    /// <summary>弄虚作假: a check found it not fixed, and a picture that was to prove it had been used
    /// before.</summary>
    Faked,

    /// <summary>核查数.</summary>
    Checked,

    /// <summary>按时核查数.</summary>
    CheckedOnTime,

    /// <summary>应结案数: due in the period, and what was carried over into it.</summary>
    CloseDue,

    /// <summary>结案数, of those due.</summary>
    Closed,

    /// <summary>按期结案数, of those due.</summary>
    ClosedOnTime,

    /// <summary>超期未结数: due, and open still.</summary>
    OpenOverdue,

    /// <summary>延期数.</summary>
    Extended,

    /// <summary>挂账数.</summary>
    Suspended,

    /// <summary>回访数: reporters who answered.</summary>
    Answered,

    /// <summary>满意数: reporters who said it is fixed.</summary>
    Satisfied,

    /// <summary>复发数: opened again at the same place and class within 30 days of closing.</summary>
    Recurred,
}
