using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Modules.Scores;

/// <summary>Which cases each measure counts, as one condition: counted in a table and listed behind
/// the number by the same words. <c>{0}</c> is the period's start, <c>{1}</c> its end (now, for a
/// period still running).</summary>
internal static class MeasureSql
{
    private static readonly string Counted =
        $"state NOT IN ('{string.Join("', '", CaseWorkflow.Uncounted)}')";

    private const string CloseDue =
        "(territory_due_at < {1} AND (territory_due_at >= {0}"
        + " OR closed_at IS NULL OR closed_at >= {0}))";

    private const string RectifyDue =
        "(line_due_at < {1} AND (line_due_at >= {0}"
        + " OR line_ended_at IS NULL OR line_ended_at >= {0}))";

    private const string Public = "source IN ('Resident', 'Hotline', 'Open311')";

    private static readonly string SameBefore =
        "EXISTS (SELECT 1 FROM cases AS earlier WHERE earlier.cell_key >="
        + $" (cases.cell_key / {SamePlace.CellSize}) * {SamePlace.CellSize}"
        + " AND earlier.cell_key <"
        + $" (cases.cell_key / {SamePlace.CellSize} + 1) * {SamePlace.CellSize}"
        + " AND earlier.class_code = cases.class_code AND earlier.id <> cases.id"
        + " AND earlier.state = 'Closed' AND earlier.closed_at < cases.reported_at"
        + " AND earlier.closed_at >= {2})";

    // A picture that was to prove the work was used before.
    private const string ProofUsedBefore =
        "EXISTS (SELECT 1 FROM picture_flags AS flag JOIN case_pictures AS proof"
        + " ON proof.case_id = flag.case_id AND proof.n = flag.n"
        + " WHERE flag.case_id = cases.id AND proof.stage = 'Rectify')";

    private static readonly string IsUrgent = $"line_kind = '{ClockKind.UrgentHours}'";

    private static readonly string IsReferred =
        $"source IN ('{CaseSource.HigherLevel}', '{CaseSource.Media}')";

    /// <summary>Cases that can matter to a period at all: touched since it began, open, or due in
    /// it. Each part has an index.</summary>
    public const string Base =
        "reported_at < {1} AND (updated_at >= {0} OR is_open OR territory_due_at >= {0})";

    /// <summary>What a scope adds to a condition; empty for all cases.</summary>
    public static string Within(CaseScope scope) => scope switch
    {
        CaseScope.All => "",
        CaseScope.Ordinary => $" AND NOT ({IsUrgent}) AND NOT ({IsReferred})",
        CaseScope.Urgent => $" AND {IsUrgent}",
        CaseScope.Referred => $" AND {IsReferred}",
    };

    /// <summary>The condition of a measure.</summary>
    public static string Where(Measure measure) => Counted + " AND " + measure switch
    {
        Measure.Reported => In("reported_at"),
        Measure.Accepted => In("accepted_at"),
        Measure.AcceptedFromPublic => $"{In("accepted_at")} AND {Public}",
        Measure.AcceptedOnTime => $"{In("accepted_at")} AND accepted_on_time = TRUE",
        Measure.Verified => $"{In("reported_at")} AND verified_on_time IS NOT NULL",
        Measure.VerifiedOnTime => $"{In("reported_at")} AND verified_on_time = TRUE",
        Measure.Dispatched => In("dispatched_at"),
        Measure.DispatchedOnTime => $"{In("dispatched_at")} AND dispatched_on_time = TRUE",
        Measure.DispatchedWrong => $"{In("dispatched_at")} AND returns > wrong_returns",
        Measure.ReturnedWrong => $"{In("dispatched_at")} AND wrong_returns > 0",
        Measure.RectifyDue => RectifyDue,
        Measure.Rectified => $"{RectifyDue} AND line_ended_at < {{1}}",
        Measure.RectifiedOnTime =>
            $"{RectifyDue} AND line_ended_at < {{1}} AND line_ended_at <= line_due_at",
        Measure.Reworked => $"{RectifyDue} AND line_ended_at < {{1}} AND reworks > 0",
        Measure.ReworkedFew =>
            $"{RectifyDue} AND line_ended_at < {{1}} AND reworks > 0"
                + $" AND reworks < {DeductionRule.ReworksOften}",
        Measure.ReworkedOften =>
            $"{RectifyDue} AND line_ended_at < {{1}} AND reworks >= {DeductionRule.ReworksOften}",
        Measure.Faked => $"{RectifyDue} AND reworks > 0 AND {ProofUsedBefore}",
        Measure.Checked => $"{In("checked_at")} AND checked_on_time IS NOT NULL",
        Measure.CheckedOnTime => $"{In("checked_at")} AND checked_on_time = TRUE",
        Measure.CloseDue => CloseDue,
        Measure.Closed => $"{CloseDue} AND closed_at < {{1}}",
        Measure.ClosedOnTime =>
            $"{CloseDue} AND closed_at < {{1}} AND closed_at <= territory_due_at",
        Measure.OpenOverdue => $"{CloseDue} AND (closed_at IS NULL OR closed_at >= {{1}})",
        Measure.Extended => $"{CloseDue} AND extensions > 0",
        Measure.Suspended => $"{In("accepted_at")} AND suspensions > 0",
        Measure.Answered => $"{In("updated_at")} AND reporter_satisfied IS NOT NULL",
        Measure.Satisfied => $"{In("updated_at")} AND reporter_satisfied = TRUE",
        Measure.Recurred => $"{In("accepted_at")} AND cell_key IS NOT NULL AND {SameBefore}",
    };

    private static string In(string column) => $"{column} >= {{0}} AND {column} < {{1}}";
}
