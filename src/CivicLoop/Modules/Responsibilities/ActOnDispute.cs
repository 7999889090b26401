using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>A claim as a form or a program says it.</summary>
internal sealed record ClaimInput(
    string? Kind, string? Edition, string? Subject, string? Role, string? Area, string? Case,
    string? Holder, string? Text);

/// <summary>A ruling as a form or a program says it.</summary>
internal sealed record RulingInput(
    string? Holder, string? Reason, string? BasisName, string? BasisNumber, string? From);

/// <summary>Claims, answers, takes back and rules on disputes; page and API come through here.
/// </summary>
internal sealed class ActOnDispute(
    CityDatabase database, CityHolder city, FindDuties duties, DisputeNotices notices,
    TimeProvider time)
{
    private const int CaseMax = 60;

    /// <summary>Begins a dispute for the caller's organisation. Errors: the caller may not; a
    /// subject, area, case or organisation nobody knows; words are missing.</summary>
    public async Task<Outcome<DutyDispute>> ClaimAsync(
        ClaimInput input, Caller caller, CancellationToken stop = default)
    {
        if (Refuse(caller, Permission.DutyClaim) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        // The duty it would become says what is wrong with kind, role, area and holder.
        var asked = new DutyInput
        {
            Kind = input.Kind, Edition = input.Edition, Subject = input.Subject,
            Role = input.Role, Area = input.Area, Holder = input.Holder,
            From = TypedDay.Show(duties.Today), BasisName = "claim",
        };
        if (!asked.Read(city.Current, Ids.New(now), caller.Actor, now)
                .Try(out var duty, out var fault)
            || !DisputeRules.Claim(Wanted(duty, input, caller, now))
                .Try(out var dispute, out fault))
        {
            return fault;
        }

        return await database.WriteAsync(
            async session =>
            {
                var known = await SubjectNames.OfAsync(
                    session.Reads, city.Current, [dispute.Topic], stop);
                if (!known.Has(dispute.Topic))
                {
                    return SubjectNames.Missing(dispute.Topic);
                }

                if (dispute.CaseNumber is { } number && !await session.Reads.Set<Case>()
                    .AnyAsync(row => row.Number == number, stop))
                {
                    return new Problem(ProblemCode.UnknownValue, "case", number);
                }

                await session.InsertAsync(dispute);
                await JournalAsync(session, dispute, "dispute.Claimed", caller.Actor, now);
                await notices.TellAsync(
                    session, dispute, await PresentAsync(session.Reads, dispute, stop),
                    dispute.ClaimOrg, now);
                return (Outcome<DutyDispute>)dispute;
            },
            stop);
    }

    /// <summary>Answers for the caller's organisation. Errors: as
    /// <see cref="DisputeRules.Counter"/>.</summary>
    public Task<Outcome<DutyDispute>> CounterAsync(
        Guid id, string? holder, string? text, Caller caller, CancellationToken stop = default) =>
        ActAsync(id, caller, Permission.DutyClaim, async (session, dispute, voice) =>
        {
            if (city.Current.Organizations.Meant(holder)
                is not { RetiredAt: null } named)
            {
                return Unknown(holder);
            }

            var present = await PresentAsync(session.Reads, dispute, stop);
            return DisputeRules.Counter(dispute, named.Code, text ?? "", voice, present)
                .Try(out var answered, out var fault)
                ? await StoreAsync(session, dispute, answered, "dispute.Countered", voice)
                : fault;
        }, stop);

    /// <summary>Takes the caller's own claim back. Errors: as
    /// <see cref="DisputeRules.Withdraw"/>.</summary>
    public Task<Outcome<DutyDispute>> WithdrawAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        ActAsync(id, caller, Permission.DutyClaim, async (session, dispute, voice) =>
            DisputeRules.Withdraw(dispute, voice).Try(out var taken, out var fault)
                ? await StoreAsync(session, dispute, taken, "dispute.Withdrawn", voice)
                : fault, stop);

    /// <summary>Rules; the duty is written in the same transaction. Errors: as
    /// <see cref="DisputeRules.Rule"/>.</summary>
    public Task<Outcome<DutyDispute>> RuleAsync(
        Guid id, RulingInput input, Caller caller, CancellationToken stop = default) =>
        ActAsync(id, caller, Permission.DisputeRule, async (session, dispute, voice) =>
        {
            if (city.Current.Organizations.Meant(input.Holder)
                is not { RetiredAt: null } named)
            {
                return Unknown(input.Holder);
            }

            if (!TypedDay.Need(input.From, "from")
                .Try(out var from, out var fault))
            {
                return fault;
            }

            var ruling = new DisputeRuling(
                named.Code, input.Reason ?? "", input.BasisName?.Trim() ?? "",
                input.BasisNumber?.Trim() ?? "", from);
            var known = await KeepDuties.OfTopicAsync(session.Reads, dispute.Topic, stop);
            return DisputeRules.Rule(
                    dispute, ruling, voice, known, Ids.New(voice.At), duties.Today)
                .Try(out var effect, out fault)
                ? await StoreAsync(session, dispute, effect, voice)
                : fault;
        }, stop);

    /// <summary>Organisations that answer at present for what a dispute is about.</summary>
    public async Task<IReadOnlyCollection<string>> PresentAsync(
        CityContext context, DutyDispute dispute, CancellationToken stop)
    {
        var today = duties.Today;
        return
        [
            .. (await KeepDuties.OfTopicAsync(context, dispute.Topic, stop))
                .Where(one => one.Role == dispute.Role && one.HoldsOn(today))
                .Select(one => one.HolderCode).OfType<string>().Distinct(),
        ];
    }

    private async Task<Outcome<DutyDispute>> StoreAsync(
        WriteSession session, DutyDispute before, RulingEffect effect, DisputeVoice voice)
    {
        foreach (var ended in effect.Ended)
        {
            var duty = ended with { Version = ended.Version - 1 };
            if (await KeepDuties.StoreAsync(
                session, duty, ended, "duty.Ended", voice.Actor, voice.At) is { } late)
            {
                return late;
            }
        }

        foreach (var removed in effect.Removed)
        {
            await session.ExecuteAsync(
                "UPDATE duty_disputes SET duty_id = NULL WHERE duty_id = @id",
                ("@id", removed.Id));
            await session.DeleteAsync(removed);
            await SubjectJournal.AppendAsync(
                session, KeepDuties.Subject, voice.Actor, "duty.Removed",
                KeepDuties.Facts(removed), voice.At);
        }

        await session.InsertAsync(effect.Made);
        await SubjectJournal.AppendAsync(
            session, KeepDuties.Subject, voice.Actor, "duty.Set", KeepDuties.Facts(effect.Made),
            voice.At);
        return await StoreAsync(session, before, effect.Ruled, "dispute.Ruled", voice);
    }

    private async Task<Outcome<DutyDispute>> StoreAsync(
        WriteSession session, DutyDispute before, DutyDispute after, string kind,
        DisputeVoice voice)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await JournalAsync(session, after, kind, voice.Actor, voice.At);
        await notices.TellAsync(session, after, [], voice.Organization, voice.At);
        return after;
    }

    // Codes only: what was said stands beside the journal, in the dispute itself.
    private static Task JournalAsync(
        WriteSession session, DutyDispute dispute, string kind, string actor,
        DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, KeepDuties.Subject, actor, kind,
            new
            {
                dispute.Id, dispute.SubjectKind, edition = TextRule.Blank(dispute.EditionCode),
                dispute.SubjectCode, dispute.Role, dispute.AreaCode, dispute.CaseNumber,
                dispute.ClaimOrg, dispute.ClaimHolder, dispute.CounterOrg, dispute.CounterHolder,
                dispute.RuledHolder, dispute.DutyId,
            },
            now);

    private async Task<Outcome<DutyDispute>> ActAsync(
        Guid id, Caller caller, Permission needed,
        Func<WriteSession, DutyDispute, DisputeVoice, Task<Outcome<DutyDispute>>> act,
        CancellationToken stop)
    {
        if (Refuse(caller, needed) is { } denied)
        {
            return denied;
        }

        var voice = new DisputeVoice(
            caller.Actor, caller.OrganizationCode!, Instants.Storable(time.GetUtcNow()));
        return await database.WriteAsync(
            async session => await session.Reads.Set<DutyDispute>()
                .FirstOrDefaultAsync(row => row.Id == id, stop) is { } dispute
                ? await act(session, dispute, voice)
                : new Problem(ProblemCode.NotFound, "id", id.ToString()),
            stop);
    }

    private static DutyDispute Wanted(
        DutyRecord duty, ClaimInput input, Caller caller, DateTimeOffset now)
    {
        var text = input.Text?.Trim() ?? "";
        var number = TextRule.Blank(input.Case);
        return new DutyDispute
        {
            Id = Ids.New(now),
            SubjectKind = duty.SubjectKind,
            EditionCode = duty.EditionCode,
            SubjectCode = duty.SubjectCode,
            Role = duty.Role,
            AreaCode = duty.AreaCode,
            CaseNumber = number is { Length: > CaseMax } ? number[..CaseMax] : number,
            ClaimOrg = caller.OrganizationCode!,
            ClaimHolder = duty.HolderCode ?? "",
            ClaimText = text,
            ClaimedBy = caller.Actor,
            ClaimedAt = now,
            State = DisputeState.Claimed,
            SearchText = DisputeRules.Found(duty.SubjectCode, number, text),
        };
    }

    private static Problem? Refuse(Caller caller, Permission needed) =>
        caller.RefuseUnlessStaff() ?? caller.Refuse(needed);

    private static Problem Unknown(string? holder) =>
        TextRule.Blank(holder) is { } word
            ? new Problem(ProblemCode.UnitNotKnown, "holder", word)
            : new Problem(ProblemCode.FieldRequired, "holder");
}
