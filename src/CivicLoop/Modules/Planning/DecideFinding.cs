using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>How a finding ends, as a form or a program says it.</summary>
internal sealed record DecisionInput
{
    public string? Reason { get; init; }

    public string? DocumentName { get; init; }

    public string? DocumentNumber { get; init; }

    public string? DocumentDay { get; init; }

    public IFormFile? File { get; init; }
}

/// <summary>Decides on findings: excepts one by a document, records that one was put right, opens a
/// case for one. Page and API come through here.</summary>
internal sealed class DecideFinding(
    CityDatabase database, TakeInFile takeIn, ReportCase report, TimeProvider time)
{
    /// <summary>Errors: the caller may not; there is none; as
    /// <see cref="PlanningRules.Except"/>; the document's file cannot be taken.</summary>
    public async Task<Outcome<PlanningFinding>> ExceptAsync(
        Guid id, DecisionInput input, Caller caller, CancellationToken stop = default)
    {
        if (Refuse(caller) is { } refused)
        {
            return refused;
        }

        ExceptionDocument? document = null;
        if (input.File is { } sent)
        {
            if (!TypedDay.Need(input.DocumentDay, "documentDay").Try(out var day, out var fault))
            {
                return fault;
            }

            await using var content = sent.OpenReadStream();
            if (!(await takeIn.RunAsync(content, sent.FileName, stop))
                .Try(out var taken, out fault))
            {
                return fault with { Field = "file" };
            }

            document = new ExceptionDocument(
                input.DocumentName?.Trim() ?? "", input.DocumentNumber?.Trim() ?? "", day,
                taken.Sha256, taken.Name);
        }

        return await StepAsync(
            id, caller, "planning.Excepted",
            (finding, voice) =>
                PlanningRules.Except(finding, document, input.Reason ?? "", voice), stop);
    }

    /// <summary>Errors: the caller may not; there is none; as
    /// <see cref="PlanningRules.Settle"/>.</summary>
    public async Task<Outcome<PlanningFinding>> SettleAsync(
        Guid id, string? reason, Caller caller, CancellationToken stop = default) =>
        Refuse(caller) is { } refused
            ? refused
            : await StepAsync(
                id, caller, "planning.Settled",
                (finding, voice) => PlanningRules.Settle(finding, reason ?? "", voice), stop);

    /// <summary>Opens a case where the use lies, so that the loop carries it to who must mend it.
    /// Errors: the caller may not; there is none; it ended or has a case; as
    /// <see cref="ReportCase.RunAsync(ReportInput, Caller, CancellationToken)"/>.</summary>
    public async Task<Outcome<PlanningFinding>> OpenCaseAsync(
        Guid id, string? classCode, Caller caller, CancellationToken stop = default)
    {
        if ((Refuse(caller) ?? caller.Refuse(Permission.CaseReport)) is { } refused)
        {
            return refused;
        }

        await using var reads = database.OpenContext();
        var finding = await reads.Set<PlanningFinding>()
            .FirstOrDefaultAsync(row => row.Id == id, stop);
        var use = finding is null ? null : await reads.Set<LandUse>()
            .FirstOrDefaultAsync(row => row.Id == finding.UseId, stop);
        if (finding is null || use is null)
        {
            return new Problem(ProblemCode.NotFound, "id", id.ToString());
        }

        if (finding.State != FindingState.Open || finding.CaseNumber is not null)
        {
            return new Problem(ProblemCode.FindingEnded, null, finding.State);
        }

        var place = use.Ground().InteriorPoint;
        var outcome = await report.RunAsync(
            new ReportInput
            {
                Place = new PlaceInput { Class = classCode, Lat = place.Y, Lon = place.X },
                Description = $"{use.Name}（{use.HolderName}）",
                Source = CaseSource.Worker,
                ExternalId = CheckGround.CaseMark + finding.Id,
            },
            caller,
            (session, row) => LinkAsync(session, finding, row, caller), stop);
        return outcome.Try(out var reported, out var problem)
            ? finding with
            {
                CaseNumber = reported.Case.Number, Version = finding.Version + 1,
            }
            : problem;
    }

    private static async Task LinkAsync(
        WriteSession session, PlanningFinding finding, Case row, Caller caller)
    {
        var after = finding with
        {
            CaseNumber = row.Number, Version = finding.Version + 1,
        };
        if (!await session.UpdateAsync(after, finding.Version))
        {
            throw new WriteCollision(row.Number);
        }

        await SubjectJournal.AppendAsync(
            session, CheckGround.Subject, caller.Actor, "planning.CaseOpened",
            new { finding.Id, after.CaseNumber }, row.ReportedAt);
    }

    private Task<Outcome<PlanningFinding>> StepAsync(
        Guid id, Caller caller, string kind,
        Func<PlanningFinding, FindingVoice, Outcome<PlanningFinding>> decide,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (await session.Reads.Set<PlanningFinding>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop) is not { } finding)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                if (!decide(finding, new FindingVoice(
                        caller.Actor, caller.OrganizationCode!, now))
                    .Try(out var after, out var problem))
                {
                    return problem;
                }

                if (!await session.UpdateAsync(after, finding.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await SubjectJournal.AppendAsync(
                    session, CheckGround.Subject, caller.Actor, kind,
                    new
                    {
                        after.Id, byOrg = after.DecidedOrg, after.DocumentNumber,
                        after.DocumentSha256,
                    },
                    now);
                return (Outcome<PlanningFinding>)after;
            },
            stop);
    }

    private static Problem? Refuse(Caller caller) =>
        caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningDecide);
}
