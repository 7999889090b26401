using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Tasks.Contracts;

/// <summary>How a plan is published.</summary>
/// <param name="Reason">Why a week's limit is passed, or why a quiet hour.</param>
/// <param name="Wait">In a quiet hour: units hear of it when they work again.</param>
internal sealed record PublishInput(string? Reason, bool? Wait);

/// <summary>A plan as it would be asked, before anybody is.</summary>
/// <param name="IsQuiet">It is outside working hours.</param>
/// <param name="NextWorking">When units work again.</param>
internal sealed record PlanPreview(
    TaskPlan Plan, Decomposed Decomposed, BurdenCaps Caps, bool IsQuiet,
    DateTimeOffset NextWorking, bool EditionHolds);

/// <summary>Previews a plan and publishes it.</summary>
internal sealed class PublishPlan(
    CityDatabase database, DecomposePlan decompose, WriteRound round, CountAsk count,
    EditionLists editions, KeepPlans keep, TimeProvider time)
{
    private const int ReasonMax = 1000;

    /// <summary>What publishing now would do. Errors: the caller may not; there is no such plan.
    /// </summary>
    public async Task<Outcome<PlanPreview>> PreviewAsync(
        Guid id, Caller caller, CancellationToken stop = default)
    {
        if (KeepPlans.Refuse(caller) is { } denied)
        {
            return denied;
        }

        await using var context = database.OpenContext();
        return await KeepPlans.FindAsync(context, id, stop) is { } plan
            ? await PreviewAsync(context, plan, stop)
            : new Problem(ProblemCode.NotFound, "id", id.ToString());
    }

    /// <summary>Asks the first round. Errors: the caller may not; it is published; its edition is
    /// a draft; nobody answers for something it touches; it reaches nobody; it passes a limit or
    /// comes in a quiet hour and no reason is given.</summary>
    public async Task<Outcome<TaskPlan>> RunAsync(
        Guid id, PublishInput input, Caller caller, CancellationToken stop = default)
    {
        if (KeepPlans.Refuse(caller) is { } denied)
        {
            return denied;
        }

        return await database.WriteAsync(
            async session =>
            {
                if (await KeepPlans.FindAsync(session.Reads, id, stop) is not { } plan)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                if (plan.State != PlanState.Draft)
                {
                    return new Problem(ProblemCode.TaskPlanFixed, null, plan.Title);
                }

                var preview = await PreviewAsync(session.Reads, plan, stop);
                return Refuse(preview, input) is { } refused
                    ? refused
                    : await StoreAsync(session, preview, input, caller, stop);
            },
            stop);
    }

    private async Task<PlanPreview> PreviewAsync(
        CityContext context, TaskPlan plan, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var edition = await editions.FindAsync(plan.EditionCode, stop);
        return new PlanPreview(
            plan, await decompose.RunAsync(context, plan, holdsFull: false, stop),
            await CountAsk.CapsAsync(context, stop), count.IsQuiet(now), count.NextWorking(now),
            edition is { State: EditionState.Published });
    }

    private Problem? Refuse(PlanPreview preview, PublishInput input)
    {
        var reason = TextRule.Blank(input.Reason);
        var decomposed = preview.Decomposed;
        return !preview.EditionHolds
                ? new Problem(ProblemCode.EditionNotPublished, "edition", preview.Plan.EditionCode)
            : PlanRules.Fault(preview.Plan, keep.Today) is { } fault ? fault
            : decomposed.Gaps.Count > 0
                ? new Problem(ProblemCode.PlanNotCovered, null, decomposed.Gaps.Count)
            : decomposed.Tasks.Count == 0 ? new Problem(ProblemCode.PlanEmpty, null)
            : reason?.Length > ReasonMax
                ? new Problem(ProblemCode.FieldTooLong, "reason", ReasonMax, reason.Length)
            : decomposed.Over.Count > 0 && reason is null
                ? new Problem(
                    ProblemCode.BurdenPassed, "reason",
                    decomposed.Over.Select(one => one.Week).Distinct().Count())
            : preview.IsQuiet && input.Wait != true && reason is null
                ? new Problem(ProblemCode.QuietHours, "reason")
            : null;
    }

    private async Task<Outcome<TaskPlan>> StoreAsync(
        WriteSession session, PlanPreview preview, PublishInput input, Caller caller,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var plan = preview.Plan;
        var published = plan with
        {
            State = PlanState.Published,
            OverReason = TextRule.Blank(input.Reason) ?? "",
            Rounds = 1,
            NextDue = PlanRules.After(plan, 1),
            PublishedAt = now,
            Version = plan.Version + 1,
        };
        if (!await session.UpdateAsync(published, plan.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        var at = input.Wait == true ? preview.NextWorking : now;
        var counts = await round.RunAsync(
            session, plan, preview.Decomposed, caller.Actor, now, at, stop);
        await KeepPlans.JournalAsync(
            session, published, "plan.Published", caller, now,
            new
            {
                counts, over = preview.Decomposed.Over.Count,
                quiet = at == now && preview.IsQuiet,
            });
        return published;
    }
}
