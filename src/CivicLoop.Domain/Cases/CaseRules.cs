using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.Cases;

/// <summary>How long each stage before and after the unit's own work may take; a city's data.
/// </summary>
/// <param name="Accept">受理立案: from the report to opening or refusing.</param>
/// <param name="Verify">核实: from asking to the look on site.</param>
/// <param name="Dispatch">派遣: from opening to dispatch, and from a return to the ruling.</param>
/// <param name="Return">退件: how long a unit may send a case back.</param>
/// <param name="Check">核查: from the unit's answer to the look on site.</param>
/// <param name="Close">结案: from the passed check to closing.</param>
public sealed record StageLimits(
    TimeLimit Accept,
    TimeLimit Verify,
    TimeLimit Dispatch,
    TimeLimit Return,
    TimeLimit Check,
    TimeLimit Close);

/// <summary>What a city's data say about handling a case; everything a decision needs beside the
/// case and the command.</summary>
public sealed record CaseRules
{
    /// <summary>Days after closing in which the reporter's answer still reopens the case; the same
    /// span in which a recurrence counts against the fix.</summary>
    public const int AnswerDays = 30;

    public required WorkCalendar Calendar { get; init; }

    public required StageLimits Stages { get; init; }

    /// <summary>Sources whose reports are seen on site before they are opened (GB/T 30428.8:
    /// citizens, petitions, media).</summary>
    public IReadOnlySet<CaseSource> SeenFirst { get; init; } = new HashSet<CaseSource>();

    /// <summary>Limit of a class's condition; null where the limit is agreed per case.</summary>
    public required Func<string, int, TimeLimit?> LimitOf { get; init; }

    /// <summary>The same rules with the clocks of some classes counting every hour of every day.
    /// </summary>
    public CaseRules WithUrgent(IReadOnlySet<string> classes) => this with
    {
        LimitOf = (code, condition) => classes.Contains(code)
            ? LimitOf(code, condition)?.ToUrgent()
            : LimitOf(code, condition),
    };

    /// <summary>Why a class wants the checker's picture; null where it wants none.</summary>
    public required Func<string, LocalText?> PictureReasonOf { get; init; }

    /// <summary>Path of an organisation in its tree; null when there is no such organisation.
    /// </summary>
    public required Func<string, string?> PathOf { get; init; }
}
