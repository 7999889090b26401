using CivicLoop.Domain.Problems;
using NetTopologySuite.Geometries;

namespace CivicLoop.Domain.Planning;

/// <summary>The document that allows what a zone forbids.</summary>
public sealed record ExceptionDocument(
    string Name, string Number, DateOnly Day, string Sha256, string FileName);

/// <summary>Who decides on a finding, and when.</summary>
public sealed record FindingVoice(string Actor, string Organization, DateTimeOffset At);

/// <summary>What breaks the plan, and how a finding ends.</summary>
public static class PlanningRules
{
    public const int ReasonMax = 1000;

    /// <summary>Zones that ground lies in while they hold. Sharing a border is no breach.</summary>
    /// <param name="to">Null for no end.</param>
    public static IReadOnlyList<ControlZone> Broken(
        IEnumerable<ControlZone> zones, Geometry ground, DateOnly from, DateOnly? to) =>
    [
        .. zones.Where(zone => Meet(zone.FromDay, zone.ToDay, from, to))
            .Where(zone =>
            {
                var forbidden = zone.Ground();
                return forbidden.Intersects(ground) && !forbidden.Touches(ground);
            })
            .OrderBy(zone => zone.Line).ThenBy(zone => zone.Code, StringComparer.Ordinal),
    ];

    /// <summary>Whether a use goes by a permit that nobody knows or that does not hold on all its
    /// days. A permit itself, and a project without a number, are asked for none: a stall is.
    /// </summary>
    /// <param name="permits">Permits of the number it names.</param>
    public static bool IsBeyondPermit(LandUse use, IEnumerable<LandUse> permits)
    {
        if (use.Kind == LandUseKind.Permit
            || (use.Kind == LandUseKind.Project && use.PermitNumber.Length == 0))
        {
            return false;
        }

        return !permits.Any(permit => permit.Kind == LandUseKind.Permit
            && permit.PermitNumber == use.PermitNumber && permit.FromDay <= use.FromDay
            && (permit.ToDay is not { } end || (use.ToDay is { } last && last <= end)));
    }

    /// <summary>Ends a finding by a document. Errors: it has ended; the body entered it itself;
    /// the document or the reason is missing.</summary>
    public static Outcome<PlanningFinding> Except(
        PlanningFinding finding, ExceptionDocument? document, string reason, FindingVoice voice)
    {
        if (Refuse(finding, voice) is { } refused)
        {
            return refused;
        }

        if (document is null)
        {
            return new Problem(ProblemCode.ExceptionNeedsDocument, "file");
        }

        foreach (var (field, text) in new[]
        {
            ("documentName", document.Name), ("documentNumber", document.Number),
        })
        {
            if (TextRule.Needed(text, field, LandUse.NameMax) is { } unfit)
            {
                return unfit;
            }
        }

        return TextRule.Needed(reason, "reason", ReasonMax) is { } fault ? fault
            : End(finding, FindingState.Excepted, reason, voice) with
            {
                DocumentName = document.Name,
                DocumentNumber = document.Number,
                DocumentDay = document.Day,
                DocumentSha256 = document.Sha256,
                DocumentFile = document.FileName,
            };
    }

    /// <summary>Ends a finding as put right. Errors: it has ended; the body entered it itself; it
    /// is not said how.</summary>
    public static Outcome<PlanningFinding> Settle(
        PlanningFinding finding, string reason, FindingVoice voice) =>
        Refuse(finding, voice) is { } refused ? refused
        : TextRule.Needed(reason, "reason", ReasonMax) is { } fault ? fault
        : End(finding, FindingState.Settled, reason, voice);

    private static bool Meet(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        (to is not { } end || otherFrom <= end) && (otherTo is not { } last || from <= last);

    private static Problem? Refuse(PlanningFinding finding, FindingVoice voice) =>
        finding.State != FindingState.Open
            ? new Problem(ProblemCode.FindingEnded, null, finding.State)
        : finding.EnteredOrg == voice.Organization
            ? new Problem(ProblemCode.FindingOfOwn, null, voice.Organization)
        : null;

    private static PlanningFinding End(
        PlanningFinding finding, FindingState state, string reason, FindingVoice voice) =>
        finding with
        {
            State = state, Reason = reason.Trim(), DecidedBy = voice.Actor,
            DecidedOrg = voice.Organization, DecidedAt = voice.At,
            Version = finding.Version + 1,
        };
}
