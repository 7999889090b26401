using System.Text.RegularExpressions;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Appraisal;

/// <summary>What a target is held against when it is set.</summary>
/// <param name="Nodes">Codes of the scorecard's nodes.</param>
public sealed record TargetSurroundings(
    AppraisalYear Year, OrganizationChart Units, IReadOnlySet<string> Nodes);

/// <summary>What a unit says of a target.</summary>
/// <param name="ReachedMilli">The figure or the share of the deliverable, of 100 000.</param>
/// <param name="Reason">Why it differs from the computed figure.</param>
public sealed record TargetClaim(int? ReachedMilli, string? Words, string? Reason);

/// <summary>Rules of targets: how they are set, assessed and judged.</summary>
public static partial class TargetRules
{
    public const int NameMax = 200;
    public const int HowMax = 1000;
    public const int PointsMaxMilli = 1_000_000;

    /// <summary>More targets are no target: a sheet that nobody can read.</summary>
    public const int PerUnitMax = 60;

    /// <summary>Sets a target. Errors: no such unit or node; a code, name, day or number that is
    /// missing or none; a figure without a node, or a deliverable with one.</summary>
    /// <param name="before">The target of this unit and code; null for a new one.</param>
    public static Outcome<AppraisalTarget> Enter(
        TargetWish wish, AppraisalTarget? before, TargetSurroundings around, Guid id)
    {
        if (string.IsNullOrWhiteSpace(wish.Unit))
        {
            return new Problem(ProblemCode.FieldRequired, "unit");
        }

        if (around.Units.Meant(wish.Unit) is not { RetiredAt: null } unit)
        {
            return new Problem(ProblemCode.UnknownValue, "unit", wish.Unit);
        }

        if (Refuse(wish, around) is { } refused)
        {
            return refused;
        }

        var kind = wish.Kind!.Value;
        var target = before ?? new AppraisalTarget
        {
            Id = id, AppraisalId = around.Year.Id, UnitCode = unit.Code,
            Code = wish.Code!.Trim(), NameZh = "", NameEn = "", Kind = kind, NodeCode = "",
            How = "", DueDay = wish.Due!.Value, PointsMilli = 0, Version = 0,
        };
        return target with
        {
            NameZh = wish.NameZh!.Trim(), NameEn = wish.NameEn!.Trim(), Kind = kind,
            NodeCode = wish.Node?.Trim() ?? "", NeedMilli = wish.NeedMilli,
            How = wish.How?.Trim() ?? "", DueDay = wish.Due!.Value,
            PointsMilli = wish.PointsMilli!.Value, Version = target.Version + 1,
        };
    }

    /// <summary>Which fields of a target change, in the API's spelling.</summary>
    public static IReadOnlyList<string> Changes(AppraisalTarget before, AppraisalTarget after)
    {
        var changes = new List<string>();
        void Note(string field, bool isSame)
        {
            if (!isSame)
            {
                changes.Add(field);
            }
        }

        Note("nameZh", before.NameZh == after.NameZh);
        Note("nameEn", before.NameEn == after.NameEn);
        Note("kind", before.Kind == after.Kind);
        Note("node", before.NodeCode == after.NodeCode);
        Note("need", before.NeedMilli == after.NeedMilli);
        Note("how", before.How == after.How);
        Note("due", before.DueDay == after.DueDay);
        Note("points", before.PointsMilli == after.PointsMilli);
        return changes;
    }

    /// <summary>Self-assessment (自评). The computed figure is the program's and stays beside.
    /// Errors: no number or no words; it differs by more than the margin and gives no reason.
    /// </summary>
    /// <param name="figureMilli">The computed figure; null where nothing was measured.</param>
    public static Outcome<AppraisalTarget> Claim(
        AppraisalTarget target, TargetClaim claim, int? figureMilli, int marginMilli,
        string actor, DateTimeOffset now)
    {
        if (claim.ReachedMilli is not { } reached)
        {
            return new Problem(ProblemCode.FieldRequired, "reached");
        }

        if (reached is < 0 or > Shares.FullMilli)
        {
            return new Problem(ProblemCode.FieldInvalid, "reached", Show(reached));
        }

        if (TextRule.Needed(claim.Words, "words", YearRules.WordsMax) is { } wordless)
        {
            return wordless;
        }

        var figure = target.Kind == TargetKind.Figure ? figureMilli : null;
        if (figure is { } computed && Math.Abs(reached - computed) > marginMilli
            && string.IsNullOrWhiteSpace(claim.Reason))
        {
            return new Problem(
                ProblemCode.AppraisalReasonNeeded, "reason", Show(reached), Show(computed),
                Show(marginMilli));
        }

        return TextRule.Short(claim.Reason, "reason", YearRules.WordsMax) is { } unfit
            ? unfit
            : target with
            {
                ClaimMilli = reached, ClaimWords = claim.Words!.Trim(),
                ClaimReason = claim.Reason?.Trim() ?? "", ClaimFigureMilli = figure,
                ClaimedBy = actor, ClaimedAt = now, Version = target.Version + 1,
            };
    }

    /// <summary>The office judges a deliverable. Errors: a figure judges itself; no number; less
    /// than the unit says, without words.</summary>
    public static Outcome<AppraisalTarget> Judge(
        AppraisalTarget target, int? judgedMilli, string? words, string actor,
        DateTimeOffset now) =>
        target.Kind != TargetKind.Deliverable
            ? new Problem(ProblemCode.AppraisalFigureComputed, null, target.Code)
        : judgedMilli is not { } judged
            ? new Problem(ProblemCode.FieldRequired, "judged")
        : judged is < 0 or > Shares.FullMilli
            ? new Problem(ProblemCode.FieldInvalid, "judged", Show(judged))
        : judged < Shares.FullMilli || !string.IsNullOrWhiteSpace(words)
            ? TextRule.Needed(words, "words", YearRules.WordsMax) is { } wordless
                ? wordless
                : Judged(target, judged, words!.Trim(), actor, now)
        : Judged(target, judged, "", actor, now);

    private static AppraisalTarget Judged(
        AppraisalTarget target, int judged, string words, string actor, DateTimeOffset now) =>
        target with
        {
            JudgedMilli = judged, JudgeWords = words, JudgedBy = actor, JudgedAt = now,
            Version = target.Version + 1,
        };

    private static Problem? Refuse(TargetWish wish, TargetSurroundings around) =>
        string.IsNullOrWhiteSpace(wish.Code)
            ? new Problem(ProblemCode.FieldRequired, "target")
        : !CodeShape().IsMatch(wish.Code.Trim())
            ? new Problem(ProblemCode.FieldInvalid, "target", wish.Code)
        : (TextRule.Needed(wish.NameZh, "nameZh", NameMax)
            ?? TextRule.Needed(wish.NameEn, "nameEn", NameMax)
            ?? (string.IsNullOrWhiteSpace(wish.How)
                ? null
                : TextRule.Needed(wish.How, "how", HowMax))
            ?? RefuseKind(wish, around)
            ?? RefuseNumbers(wish, around.Year));

    private static Problem? RefuseKind(TargetWish wish, TargetSurroundings around)
    {
        var node = wish.Node?.Trim() ?? "";
        return wish.Kind is not { } kind ? new Problem(ProblemCode.FieldRequired, "kind")
            : kind == TargetKind.Deliverable
                ? node.Length > 0 || wish.NeedMilli is not null
                    ? new Problem(ProblemCode.AppraisalTargetMisfit, "node")
                    : null
            : node.Length == 0 ? new Problem(ProblemCode.FieldRequired, "node")
            : !around.Nodes.Contains(node)
                ? new Problem(ProblemCode.UnknownValue, "node", node)
            : wish.NeedMilli is not { } need ? new Problem(ProblemCode.FieldRequired, "need")
            : need is <= 0 or > Shares.FullMilli
                ? new Problem(ProblemCode.FieldInvalid, "need", Show(need))
            : null;
    }

    private static Problem? RefuseNumbers(TargetWish wish, AppraisalYear year) =>
        wish.Due is not { } due ? new Problem(ProblemCode.FieldRequired, "due")
        : due.Year != year.Year ? new Problem(
            ProblemCode.FieldInvalid, "due", BasisDocument.Show(due))
        : wish.PointsMilli is not { } points
            ? new Problem(ProblemCode.FieldRequired, "points")
        : points is <= 0 or > PointsMaxMilli
            ? new Problem(ProblemCode.FieldInvalid, "points", Show(points))
        : null;

    private static decimal Show(int milli) => milli / 1000m;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$")]
    private static partial Regex CodeShape();
}
