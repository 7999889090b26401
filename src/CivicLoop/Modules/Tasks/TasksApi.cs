using System.Text;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Tasks;

/// <summary>Which tasks a program asks for.</summary>
/// <param name="Unit">Of one unit; those of the caller's where none is named.</param>
internal sealed record TaskQuery
{
    public string? Unit { get; init; }

    public Guid? Plan { get; init; }

    public Guid? Parent { get; init; }

    public TaskState? State { get; init; }

    public bool? Open { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>What a person hands over.</summary>
/// <param name="From">As the journal names the account; null for what nobody has in hand.</param>
internal sealed record HandOverBody(string? From, Guid To, string? Words);

/// <summary>Tasks under <c>/api/v1/tasks</c>: all staff read, the unit works, who asks confirms.
/// </summary>
internal static class TasksApi
{
    private const int PageOf = 50;

    public static void MapTasksApi(this RouteGroupBuilder api)
    {
        api.MapGet("/tasks", ListAsync).WithName("ListTasks");
        api.MapGet("/tasks/{id:guid}", ShowAsync).WithName("ShowTask");
        api.MapPost("/tasks/hand-over", HandOverAsync).WithName("HandOverTasks");
        api.MapPost("/tasks/feed", FeedAsync).WithName("MakeTaskFeed");
        api.MapPost("/tasks/{id:guid}/{command}", ActAsync).WithName("ActOnTask");
        api.MapPlansApi();
    }

    /// <summary>The days of a unit for calendar programs, which cannot sign in.</summary>
    public static void MapTaskFeeds(this WebApplication app) => app.MapGet(
        "/feeds/tasks/{key}.ics",
        async (HttpContext request, string key, TaskFeeds feeds, CityOptions options) =>
            await feeds.ReadAsync(key, PublicRoot.Of(request, options), request.RequestAborted)
                is { } calendar
                ? Results.Text(calendar, "text/calendar", Encoding.UTF8)
                : Results.NotFound());

    /// <summary>Why somebody may not read; null for all staff.</summary>
    public static async Task<Problem?> RefuseReaderAsync(
        HttpContext request, Callers callers, int? limit) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, TaskLists.PageMax);

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] TaskQuery query, Callers callers, TaskLists lists)
    {
        if (await RefuseReaderAsync(request, callers, query.Limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var unit = query.Unit ?? (query.Plan is null && query.Parent is null
            ? (await callers.OfAsync(request)).OrganizationCode
            : null);
        var page = await lists.PageAsync(
            new TaskFilter(
                unit is null ? null : [unit], query.Plan, query.State, query.Open == true,
                query.Parent),
            query.After, query.Limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, Callers callers, TaskLists lists, CityHolder city)
    {
        if (await RefuseReaderAsync(request, callers, limit: null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (await lists.ShowAsync(id, request.RequestAborted) is not { } view)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
        }

        var caller = await callers.OfAsync(request);
        var path = city.Current.Organizations.PathOf(view.Task.UnitCode) ?? "";
        return Results.Json(
            new
            {
                Task = Show(view.Task), view.Plan.Words, Facts = view.Plan.FactNames.Select(
                    name => new { Name = name, view.Known.GetValueOrDefault(name)?.Value }),
                Steps = view.Steps.Select(one => new
                {
                    one.N, one.At, one.Command, one.Organization, one.Words,
                }),
                Parts = view.Parts.Select(Show),
                Joined = view.Joined.Select(one => new { one.Id, one.Title }),
                Commands = TaskWorkflow.Edges
                    .Where(edge => edge.Side != TaskSide.Program
                        && edge.From.Contains(view.Task.State)
                        && TaskDecider.MayTake(view.Task, edge, caller, path))
                    .Select(edge => edge.Command),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ActAsync(
        HttpContext request, Guid id, string command, TaskInput body, Callers callers,
        ActOnTask act) =>
        Enum.TryParse<TaskCommand>(command.Replace("-", "", StringComparison.Ordinal),
            ignoreCase: true, out var known)
        && char.IsAsciiLetter(command[0])
            ? ApiAnswers.Of(
                request,
                await act.RunAsync(
                    id, known, body, await callers.OfAsync(request), request.RequestAborted),
                Show)
            : ApiAnswers.Of(
                request, new Problem(ProblemCode.UnknownValue, "command", command));

    private static async Task<IResult> HandOverAsync(
        HttpContext request, HandOverBody body, Callers callers, ActOnTask act) =>
        ApiAnswers.Of(
            request,
            await act.HandOverAllAsync(
                body.From, body.To, body.Words, await callers.OfAsync(request),
                request.RequestAborted),
            tasks => new { Tasks = tasks });

    private static async Task<IResult> FeedAsync(
        HttpContext request, Callers callers, TaskFeeds feeds, CityOptions options) =>
        ApiAnswers.Of(
            request,
            await feeds.MakeAsync(await callers.OfAsync(request), request.RequestAborted),
            key => new { Address = FeedAddress(PublicRoot.Of(request, options), key) },
            StatusCodes.Status201Created);

    /// <summary>Where the calendar behind a key is read.</summary>
    public static string FeedAddress(string root, string key) => $"{root}/feeds/tasks/{key}.ics";

    private static object Show(UnitTask task) => new
    {
        task.Id, task.PlanId, task.Round, task.ParentId, Unit = task.UnitCode,
        Issuer = task.IssuerCode, task.Title, Words = TextRule.Blank(task.Words),
        Sites = TextRule.Blank(task.Sites)?.Split(' '), task.DueDay, task.State, task.SentAt,
        task.AcknowledgedAt, task.ReportedAt, task.EndedAt, Result = TextRule.Blank(task.Result),
        task.Parts, task.PartsEnded, task.Version,
    };
}
