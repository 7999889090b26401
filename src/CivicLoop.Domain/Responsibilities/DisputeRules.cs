using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Responsibilities;

/// <summary>Who speaks in a dispute, and when.</summary>
/// <param name="Actor">As the journal names them.</param>
public sealed record DisputeVoice(string Actor, string Organization, DateTimeOffset At);

/// <summary>A ruling as the office gives it.</summary>
/// <param name="From">First day the duty holds by it, not before today.</param>
public sealed record DisputeRuling(
    string Holder, string Reason, string BasisName, string BasisNumber, DateOnly From);

/// <summary>What a ruling does: the dispute as ruled, the duty it makes, and what gives way to it.
/// </summary>
/// <param name="Ended">Duties that end the day before.</param>
/// <param name="Removed">Duties that would have begun later and never held.</param>
public sealed record RulingEffect(
    DutyDispute Ruled, DutyRecord Made, IReadOnlyList<DutyRecord> Ended,
    IReadOnlyList<DutyRecord> Removed);

/// <summary>How a dispute goes: claim, counter-claim, ruling. Whoever rules is no party.</summary>
public static class DisputeRules
{
    public const int TextMax = 2000;

    /// <summary>Roles that can be disputed: those that one alone should have.</summary>
    public static IReadOnlyList<DutyRole> Roles { get; } =
        [DutyRole.LeadDepartment, DutyRole.ResponsibleUnit, DutyRole.TerritorialOwner];

    /// <summary>Begins a dispute. Errors: words are missing or too long; the role cannot be
    /// disputed for such a subject.</summary>
    public static Outcome<DutyDispute> Claim(DutyDispute wanted)
    {
        if (TextRule.Needed(wanted.ClaimText, "text", TextMax) is { } fault)
        {
            return fault;
        }

        if (!Roles.Contains(wanted.Role)
            || !DutyRules.RolesOf(wanted.SubjectKind).Contains(wanted.Role))
        {
            return new Problem(
                ProblemCode.DutyRoleMisfit, "role", wanted.Role, wanted.SubjectKind);
        }

        return wanted with { State = DisputeState.Claimed };
    }

    /// <summary>Whether an organisation may answer: the one the claim names, one that answers at
    /// present, or, where there is none of these, anyone but the claimant.</summary>
    /// <param name="present">Organisations that answer at present.</param>
    public static bool MayCounter(
        DutyDispute dispute, string organization, IReadOnlyCollection<string> present)
    {
        var others = present.Append(dispute.ClaimHolder)
            .Where(one => one != dispute.ClaimOrg).ToHashSet();
        return organization != dispute.ClaimOrg
            && (others.Count == 0 || others.Contains(organization));
    }

    /// <summary>Answers a claim, once. Errors: it was answered or decided; the organisation is no
    /// side of it; words are missing.</summary>
    public static Outcome<DutyDispute> Counter(
        DutyDispute dispute, string holder, string text, DisputeVoice voice,
        IReadOnlyCollection<string> present)
    {
        if (dispute.State != DisputeState.Claimed)
        {
            return Refuse(dispute);
        }

        if (!MayCounter(dispute, voice.Organization, present))
        {
            return new Problem(ProblemCode.OutsideScope, null, voice.Organization);
        }

        return TextRule.Needed(text, "text", TextMax) is { } fault ? fault : dispute with
        {
            State = DisputeState.Countered,
            CounterOrg = voice.Organization,
            CounterHolder = holder,
            CounterText = text.Trim(),
            CounteredBy = voice.Actor,
            CounteredAt = voice.At,
            SearchText = Found(dispute.SearchText, text),
            Version = dispute.Version + 1,
        };
    }

    /// <summary>Takes a claim back. Errors: it is decided; somebody else began it.</summary>
    public static Outcome<DutyDispute> Withdraw(DutyDispute dispute, DisputeVoice voice) =>
        !dispute.IsOpen ? Refuse(dispute)
        : voice.Organization != dispute.ClaimOrg
            ? new Problem(ProblemCode.OutsideScope, null, voice.Organization)
        : dispute with
        {
            State = DisputeState.Withdrawn, Version = dispute.Version + 1,
        };

    /// <summary>Rules. Errors: it is decided; the ruling body is a side of it; reason or document
    /// are missing; the first day has passed.</summary>
    /// <param name="known">All duties of the subject.</param>
    public static Outcome<RulingEffect> Rule(
        DutyDispute dispute, DisputeRuling ruling, DisputeVoice voice,
        IEnumerable<DutyRecord> known, Guid dutyId, DateOnly today)
    {
        if (!dispute.IsOpen)
        {
            return Refuse(dispute);
        }

        string?[] sides =
            [dispute.ClaimOrg, dispute.ClaimHolder, dispute.CounterOrg, dispute.CounterHolder];
        if (sides.Contains(voice.Organization))
        {
            return new Problem(ProblemCode.RuledByParty, null, voice.Organization);
        }

        if (TextRule.Needed(ruling.Reason, "reason", TextMax) is { } fault)
        {
            return fault;
        }

        if (ruling.From < today)
        {
            return new Problem(ProblemCode.DutyDayPast, "from");
        }

        var made = Duty(dispute, ruling, voice, dutyId);
        if (DutyRules.Fault(made) is { } wrong)
        {
            return wrong;
        }

        var yielding = known.Where(one => one.Topic == made.Topic && one.Role == made.Role
            && one.AreaCode == made.AreaCode && one.Meets(made)).ToLookup(
            one => one.FromDay < ruling.From);
        return new RulingEffect(
            dispute with
            {
                State = DisputeState.Ruled,
                RuledHolder = ruling.Holder,
                RulingText = ruling.Reason.Trim(),
                RuledBy = voice.Actor,
                RuledAt = voice.At,
                DutyId = dutyId,
                SearchText = Found(dispute.SearchText, ruling.Reason),
                Version = dispute.Version + 1,
            },
            made,
            [.. yielding[true].Select(one => one with
            {
                ToDay = ruling.From.AddDays(-1), Version = one.Version + 1,
            })],
            [.. yielding[false]]);
    }

    /// <summary>The words of a dispute as they are searched.</summary>
    public static string Found(params string?[] texts) =>
        string.Join('\n', texts.Where(text => !string.IsNullOrWhiteSpace(text)))
            .ToLowerInvariant();

    private static DutyRecord Duty(
        DutyDispute dispute, DisputeRuling ruling, DisputeVoice voice, Guid id) => new()
    {
        Id = id,
        SubjectKind = dispute.SubjectKind,
        EditionCode = dispute.EditionCode,
        SubjectCode = dispute.SubjectCode,
        Role = dispute.Role,
        AreaCode = dispute.AreaCode,
        HolderCode = ruling.Holder,
        FromDay = ruling.From,
        BasisName = ruling.BasisName,
        BasisNumber = ruling.BasisNumber,
        EnteredBy = voice.Actor,
        EnteredAt = voice.At,
    };

    private static Problem Refuse(DutyDispute dispute) =>
        new(ProblemCode.DisputeDecided, null, dispute.State);
}
