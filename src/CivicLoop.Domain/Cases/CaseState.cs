namespace CivicLoop.Domain.Cases;

/// <summary>Where a case stands in the seven stages of digital city management
/// (GB/T 30428: collect, open, dispatch, handle, feed back, check and close, evaluate).</summary>
public enum CaseState
{
    /// <summary>上报: told to the city, not yet opened.</summary>
    Reported,

    /// <summary>核实: an inspector was asked to look whether it is so.</summary>
    Verifying,

    /// <summary>属实: seen on site, waits to be opened.</summary>
    Confirmed,

    /// <summary>立案: opened; waits for a responsible unit.</summary>
    Accepted,

    /// <summary>派遣: in the hands of the responsible unit.</summary>
    Dispatched,

    /// <summary>退件: the unit says it is not its duty; waits for a ruling.</summary>
    Returned,

    /// <summary>申请延期: the unit asked for more time; it goes on working.</summary>
    ExtensionAsked,

    /// <summary>申请挂账: the unit asked to set the case aside; it goes on working.</summary>
    SuspensionAsked,

    /// <summary>挂账: set aside with a reason and a review date; the clocks stand.</summary>
    Suspended,

    /// <summary>处置完成: the unit says it is fixed; another body must look.</summary>
    Rectified,

    /// <summary>核查通过: another body saw that it is fixed; waits to be closed.</summary>
    Passed,

    /// <summary>结案: ended.</summary>
    Closed,

    /// <summary>不予立案: not opened, with the reason told to the reporter.</summary>
    Rejected,

    /// <summary>并案: the same problem as another case, which carries on for both.</summary>
    Merged,

    /// <summary>拆分: carried on by its child cases.</summary>
    Split,

    /// <summary>撤回: taken back by the reporter.</summary>
    Withdrawn,
}
