using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Tasks;

/// <summary>Which plans a program asks for.</summary>
internal sealed record PlanQuery
{
    public PlanState? State { get; init; }

    public string? Edition { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Plans under <c>/api/v1/task-plans</c>: all staff read how far they are, who plans
/// writes.</summary>
internal static class PlansApi
{
    private const int PageOf = 50;

    public static void MapPlansApi(this RouteGroupBuilder api)
    {
        api.MapGet("/task-plans", ListAsync).WithName("ListTaskPlans");
        api.MapGet("/task-plans/{id:guid}", ShowAsync).WithName("ShowTaskPlan");
        api.MapPost("/task-plans", DraftAsync).WithName("DraftTaskPlan");
        api.MapPut("/task-plans/{id:guid}", ChangeAsync).WithName("ChangeTaskPlan");
        api.MapDelete("/task-plans/{id:guid}", DiscardAsync).WithName("DiscardTaskPlan");
        api.MapGet("/task-plans/{id:guid}/preview", PreviewAsync).WithName("PreviewTaskPlan");
        api.MapPost("/task-plans/{id:guid}/publish", PublishAsync).WithName("PublishTaskPlan");
        api.MapPost("/task-plans/{id:guid}/end", EndAsync).WithName("EndTaskPlan");
        api.MapPost("/task-plans/{id:guid}/confirm", ConfirmAsync)
            .WithName("ConfirmReportedTasks");
        api.MapPost("/task-plans/carry", CarryAsync).WithName("CarryTaskPlans");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] PlanQuery query, Callers callers, PlanLists lists)
    {
        if (await TasksApi.RefuseReaderAsync(request, callers, query.Limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var stop = request.RequestAborted;
        var page = await lists.PageAsync(
            query.State, query.Edition, query.After, query.Limit ?? PageOf, stop);
        var progress = await lists.ProgressAsync([.. page.Items.Select(one => one.Id)], stop);
        return Results.Json(
            new { Items = page.Items.Select(one => Show(one, progress[one.Id])), page.Next },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, int? round, Callers callers, PlanLists lists)
    {
        if (await TasksApi.RefuseReaderAsync(request, callers, limit: null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (await lists.FindAsync(id, request.RequestAborted) is not { } plan)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
        }

        var (all, districts) = await lists.ByDistrictAsync(id, round, request.RequestAborted);
        return Results.Json(
            new { Plan = Show(plan, all), Districts = districts }, ApiAnswers.Json);
    }

    private static async Task<IResult> DraftAsync(
        HttpContext request, PlanInput body, Callers callers, KeepPlans keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(
                null, body, await callers.OfAsync(request), request.RequestAborted),
            plan => Show(plan, null), StatusCodes.Status201Created);

    private static async Task<IResult> ChangeAsync(
        HttpContext request, Guid id, PlanInput body, Callers callers, KeepPlans keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(id, body, await callers.OfAsync(request), request.RequestAborted),
            plan => Show(plan, null));

    private static async Task<IResult> DiscardAsync(
        HttpContext request, Guid id, Callers callers, KeepPlans keep) =>
        ApiAnswers.Of(
            request,
            await keep.DiscardAsync(id, await callers.OfAsync(request), request.RequestAborted),
            plan => new { plan.Id });

    private static async Task<IResult> PreviewAsync(
        HttpContext request, Guid id, Callers callers, PublishPlan publish) =>
        ApiAnswers.Of(
            request,
            await publish.PreviewAsync(
                id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> PublishAsync(
        HttpContext request, Guid id, PublishInput body, Callers callers, PublishPlan publish) =>
        ApiAnswers.Of(
            request,
            await publish.RunAsync(
                id, body, await callers.OfAsync(request), request.RequestAborted),
            plan => Show(plan, null));

    private static async Task<IResult> EndAsync(
        HttpContext request, Guid id, Callers callers, KeepPlans keep) =>
        ApiAnswers.Of(
            request,
            await keep.EndAsync(id, await callers.OfAsync(request), request.RequestAborted),
            plan => Show(plan, null));

    private static async Task<IResult> ConfirmAsync(
        HttpContext request, Guid id, Callers callers, ActOnTask act) =>
        ApiAnswers.Of(
            request,
            await act.ConfirmAllAsync(id, await callers.OfAsync(request), request.RequestAborted),
            confirmed => new { Confirmed = confirmed });

    // With ?dryRun=true nothing is stored.
    private static async Task<IResult> CarryAsync(
        HttpContext request, string? from, string? to, bool? dryRun, Callers callers,
        CarryPlans carry)
    {
        var caller = await callers.OfAsync(request);
        var stop = request.RequestAborted;
        return ApiAnswers.Of(
            request,
            dryRun == true
                ? await carry.LookAsync(from, to, caller, stop)
                : await carry.RunAsync(from, to, caller, stop),
            plans => new
            {
                Items = plans.Select(one => new
                {
                    one.Plan.Id, one.Plan.Title, one.Kept, one.Dropped, one.Open, one.Begun,
                    one.Goes,
                }),
            });
    }

    private static object Show(TaskPlan plan, PlanProgress? progress) => new
    {
        plan.Id, plan.Title, plan.Words, plan.Kind, Edition = plan.EditionCode,
        Criteria = plan.CriteriaCodes, plan.Target, plan.Level, Area = plan.AreaCode,
        SiteKind = plan.SiteKindCode, Units = plan.UnitCodes, Facts = plan.FactNames,
        plan.Minutes, plan.FirstDue, plan.Repeat, plan.LastDue, plan.NextDue,
        Issuer = plan.IssuerCode, plan.BasisName, plan.BasisNumber, plan.OverReason, plan.State,
        plan.Rounds, plan.CarriedFrom, plan.PublishedAt, Progress = progress,
    };

    private static object Show(PlanPreview preview)
    {
        var made = preview.Decomposed;
        return new
        {
            Tasks = made.Count(PlannedKind.New), Joined = made.Count(PlannedKind.Joined),
            Known = made.Count(PlannedKind.Known), made.Rounds, preview.IsQuiet,
            preview.NextWorking, preview.EditionHolds,
            KnownFacts = made.Tasks.Sum(one => one.KnownFacts.Count),
            Gaps = made.Gaps.Take(PageOf).Select(gap => new
            {
                gap.Topic.Kind, Subject = gap.Topic.Code, Area = gap.AreaCode, gap.Reason,
            }),
            GapCount = made.Gaps.Count,
            Over = made.Over.Select(one => new { one.Week, one.Cap, Units = one.Units.Count }),
            Units = made.Tasks.Take(TaskLists.PageMax).Select(one => new
            {
                Unit = one.Unit.UnitCode, one.Kind, one.Due, one.Unit.Areas, one.Unit.Sites,
                one.Passes,
            }),
        };
    }
}
