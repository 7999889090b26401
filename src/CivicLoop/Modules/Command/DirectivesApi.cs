using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

/// <summary>Directives under <c>/api/v1</c>.</summary>
internal static class DirectivesApi
{
    private const int PageOf = 50;

    public static void MapDirectivesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/directives", ListAsync).WithName("ListDirectives");
        api.MapPost("/directives", IssueAsync).WithName("IssueDirective");
        api.MapGet("/directives/{id:guid}", ShowAsync).WithName("ShowDirective");
        api.MapPost("/directives/{id:guid}/orders/{order:guid}/steps", StepAsync)
            .WithName("StepDirective");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, DirectiveBox? box, DirectiveShow? show, Guid? after, int? limit,
        DirectiveLists lists, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.RefuseUnlessStaff() ?? PageLimit.Refuse(limit, DirectiveLists.PageMax))
            is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var stop = request.RequestAborted;
        var page = await lists.PageAsync(
            box ?? DirectiveBox.Unit, show ?? DirectiveShow.Open, caller, after, limit ?? PageOf,
            stop);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => new
                {
                    Directive = Show(one.Directive), Order = Show(one.Order),
                }),
                page.Next,
                Counts = await lists.CountsAsync(box ?? DirectiveBox.Unit, caller, stop),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> IssueAsync(
        HttpContext request, DirectiveInput body, IssueDirective issue, Callers callers) =>
        ApiAnswers.Of(
            request,
            await issue.RunAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, DirectiveLists lists, Callers callers) =>
        ApiAnswers.Of(
            request,
            await lists.FindAsync(id, await callers.OfAsync(request), request.RequestAborted),
            file => new
            {
                Directive = Show(file.Directive), file.Copies, file.Cases,
                Orders = file.Orders.Select(order => new
                {
                    Order = Show(order),
                    Steps = file.Steps.Where(step => step.OrderId == order.Id).Select(step => new
                    {
                        step.N, step.At, step.Command, step.Organization, step.ToUnit,
                        Text = step.Words,
                    }),
                }),
            });

    private static async Task<IResult> StepAsync(
        HttpContext request, Guid id, Guid order, DirectiveStepInput body, ActOnDirective act,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.RunAsync(
                id, order, body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(Directive one) => new
    {
        one.Id, one.Number, Issuer = one.IssuerCode, one.Title, Text = one.Words, one.BasisName,
        one.DueAt, one.WorkingHours, one.IssuedAt,
    };

    private static object Show(DirectiveOrder one) => new
    {
        one.Id, Unit = one.UnitCode, Holder = one.HolderCode, one.State, one.DueAt,
        one.AcknowledgedAt, one.ReportedAt, one.EndedAt, one.Version,
    };
}
